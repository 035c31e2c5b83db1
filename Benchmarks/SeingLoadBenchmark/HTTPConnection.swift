import Foundation

/// What the service answered.
struct HTTPAnswer {
    let status: Int
    /// Names in small letters.
    let headers: [String: String]
    let body: [UInt8]
}

/// A connection to the service from an address of its own, so that each signatory is a client of its own to the rate limit.
///
/// Blocking, and used by one thread; it is kept for several requests as a browser keeps it. Source: RFC 9112.
final class HTTPConnection {
    private let reader: SocketReader

    /// - Parameter source: Where the connection comes from, of 127.0.0.0/8.
    init(port: Int, source: UInt32) throws {
        reader = try SocketReader(connectingTo: port, from: source)
    }

    func request(
        _ method: String, _ path: String, headers: [String: String] = [:], body: String? = nil
    ) throws -> HTTPAnswer {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body { head += "Content-Length: \(body.utf8.count)\r\n" }
        try reader.write(Array((head + "\r\n" + (body ?? "")).utf8))
        return try answer()
    }

    private func answer() throws -> HTTPAnswer {
        let parts = try reader.line().split(separator: " ")
        guard parts.count > 1, let status = Int(parts[1]) else { throw Failure("an answer without a status") }
        var headers: [String: String] = [:]
        while case let line = try reader.line(), !line.isEmpty {
            let field = line.split(separator: ":", maxSplits: 1)
            guard field.count == 2 else { throw Failure("a header without a colon") }
            headers[field[0].lowercased()] = field[1].trimmingCharacters(in: .whitespaces)
        }
        if headers["transfer-encoding"] == "chunked" {
            return HTTPAnswer(status: status, headers: headers, body: try chunks())
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        return HTTPAnswer(status: status, headers: headers, body: try reader.bytes(length))
    }

    private func chunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            guard let size = Int(try reader.line(), radix: 16) else { throw Failure("a chunk without a size") }
            body += try reader.bytes(size)
            _ = try reader.line()
            if size == 0 { return body }
        }
    }
}
