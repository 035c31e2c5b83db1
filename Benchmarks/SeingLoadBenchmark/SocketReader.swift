import Foundation

/// A TCP socket on loopback, read by lines and by counted bytes.
final class SocketReader {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0

    /// Takes a connection over.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    init(connectingTo port: Int, from source: UInt32) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var local = Self.address(source, port: 0)
        var remote = Self.address(0x7F00_0001, port: port)
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafePointer(to: &local) { local in
            local.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        let connected = withUnsafePointer(to: &remote) { remote in
            remote.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard done == 0, connected == 0 else { throw Failure("no connection to port \(port): errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// A socket that waits for connections on a free port of loopback.
    ///
    /// - Returns: The descriptor and the port.
    static func listen() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var local = address(0x7F00_0001, port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let done = withUnsafeMutablePointer(to: &local) { local in
            local.withMemoryRebound(to: sockaddr.self, capacity: 1) { local in
                bind(descriptor, local, size) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, local, &size) == 0
            }
        }
        guard done else { throw Failure("no port to listen on: errno \(errno)") }
        return (descriptor, Int(UInt16(bigEndian: local.sin_port)))
    }

    private static func address(_ host: UInt32, port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return address
    }

    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure("the connection was closed while a request was sent") }
            sent += count
        }
    }

    /// A line without its CRLF.
    func line() throws -> String {
        while true {
            if let end = buffer[position...].firstIndex(of: 10) {
                defer { position = end + 1 }
                let last = end > position && buffer[end - 1] == 13 ? end - 1 : end
                return String(decoding: buffer[position..<last], as: UTF8.self)
            }
            try fill()
        }
    }

    func bytes(_ count: Int) throws -> [UInt8] {
        while buffer.count - position < count { try fill() }
        defer { position += count }
        return Array(buffer[position..<position + count])
    }

    private func fill() throws {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        let read = try [UInt8](unsafeUninitializedCapacity: 65_536) { space, count in
            count = recv(descriptor, space.baseAddress, 65_536, 0)
            guard count > 0 else {
                count = 0
                throw Failure("the service closed a connection before its answer was whole")
            }
        }
        buffer += read
    }
}
