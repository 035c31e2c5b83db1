import Glibc

/// Holds a port before the service listens on it, so that a port in use is known before anything is written.
///
/// The socket is bound and does not listen. The service's own socket may be bound beside it, as both allow the reuse of
/// the address; a program that listens there already keeps this one from being bound.
package final class PortReservation: Sendable {
    /// The address held; its port is the one the system chose when it was asked for any.
    package let address: ListenAddress
    private let descriptor: Int32

    /// - Throws: ``ServiceError`` with code `portInUse` or `addressUnavailable`.
    package init(_ address: ListenAddress) throws(ServiceError) {
        var hints = addrinfo()
        (hints.ai_socktype, hints.ai_flags) = (Int32(SOCK_STREAM.rawValue), AI_PASSIVE | AI_NUMERICSERV)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, "\(address.port)", &hints, &found) == 0, let first = found?.pointee else {
            throw .cannotListen(on: address, errno: EADDRNOTAVAIL)
        }
        defer { freeaddrinfo(found) }
        descriptor = socket(first.ai_family, first.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), first.ai_protocol)
        var yes: Int32 = 1
        guard setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size)) == 0,
            bind(descriptor, first.ai_addr, first.ai_addrlen) == 0
        else {
            let number = errno
            close(descriptor)
            throw .cannotListen(on: address, errno: number)
        }
        self.address = try ListenAddress(host: address.host, port: Self.port(of: descriptor) ?? address.port)
    }

    deinit { close(descriptor) }

    private static func port(of descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
        }
        // In both families the port is the second field of two bytes.
        return isKnown ? withUnsafeBytes(of: &storage) { Int($0[2]) << 8 | Int($0[3]) } : nil
    }
}

extension ServiceError {
    /// What the system's refusal to listen means for who starts the service.
    static func cannotListen(on address: ListenAddress, errno number: Int32) -> ServiceError {
        guard number == EADDRINUSE else {
            return ServiceError(
                .addressUnavailable,
                "could not listen on \(address): the system refused (\(String(cString: strerror(number)))); expected an"
                    + " address of this machine and a port that this user may open")
        }
        return ServiceError(
            .portInUse,
            "could not listen on \(address): another program does; stop it, or choose another port with --port")
    }
}
