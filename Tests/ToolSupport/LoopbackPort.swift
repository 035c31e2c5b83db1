private import Glibc

/// A port of this machine, held until the value goes away.
package final class LoopbackPort: Sendable {
    package let number: Int
    private let descriptor: Int32

    package struct Failure: Error { let number: Int32 }

    /// - Parameter isListening: Whether others are kept from listening there.
    package init(isListening: Bool) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 ? getsockname(descriptor, generic, &length) : -1
            }
        }
        guard status == 0, !isListening || listen(descriptor, 1) == 0 else { throw Failure(number: errno) }
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }

    /// A port that nobody listens on at this moment.
    package static func free() throws -> Int { try LoopbackPort(isListening: false).number }
}
