private import Glibc

/// An address of version 4 or 6, as a socket is connected to it.
package struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes, in the order of the network.
    package let bytes: [UInt8]

    /// - Returns: `nil` when there are neither 4 nor 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` or `2001:db8::1`, in the full forms only.
    package init?(_ text: String) {
        let isVersion6 = text.contains(":")
        var bytes = [UInt8](repeating: 0, count: isVersion6 ? 16 : 4)
        guard unsafe inet_pton(isVersion6 ? AF_INET6 : AF_INET, text, &bytes) == 1 else { return nil }
        self.bytes = bytes
    }

    /// The address that libcurl is about to connect to, as a `sockaddr` of this length.
    ///
    /// - Returns: `nil` when it belongs to another family than the two versions of IP.
    init?(socketAddress: UnsafeRawBufferPointer) {
        guard socketAddress.count >= MemoryLayout<sa_family_t>.size else { return nil }
        switch unsafe Int32(socketAddress.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET where socketAddress.count >= MemoryLayout<sockaddr_in>.size:
            let address = unsafe socketAddress.loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = unsafe withUnsafeBytes(of: address) { unsafe [UInt8]($0) }
        case AF_INET6 where socketAddress.count >= MemoryLayout<sockaddr_in6>.size:
            let address = unsafe socketAddress.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = unsafe withUnsafeBytes(of: address) { unsafe [UInt8]($0) }
        default: return nil
        }
    }
}
