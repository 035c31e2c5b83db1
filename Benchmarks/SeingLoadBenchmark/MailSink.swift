import Foundation

/// Takes every mail of the service over, by SMTP, and puts it before the client that plays its convention.
///
/// Source: RFC 5321 §4.1.
final class MailSink: @unchecked Sendable {
    let port: Int
    private let descriptor: Int32
    private let lock = NSLock()
    private var boxes: [String: MailBox] = [:]
    private var count = 0

    init() throws {
        (descriptor, port) = try SocketReader.listen()
        Thread.detachNewThread { [self] in
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                Thread.detachNewThread { try? self.converse(SocketReader(connection)) }
            }
        }
    }

    /// Messages taken so far.
    var total: Int { lock.withLock { count } }

    /// Where the mails of a convention arrive.
    func box(_ reference: String) -> MailBox {
        lock.withLock {
            if let box = boxes[reference] { return box }
            let box = MailBox()
            boxes[reference] = box
            return box
        }
    }

    private func converse(_ client: SocketReader) throws {
        try client.write(Array("220 localhost\r\n".utf8))
        while true {
            let verb = try client.line().prefix(4).uppercased()
            switch verb {
            case "DATA":
                try client.write(Array("354 go on\r\n".utf8))
                try take(client)
                try client.write(Array("250 taken over\r\n".utf8))
            case "QUIT": return try client.write(Array("221 bye\r\n".utf8))
            default: try client.write(Array("250 localhost\r\n".utf8))
            }
        }
    }

    private func take(_ client: SocketReader) throws {
        var lines: [String] = []
        while case let line = try client.line(), line != "." {
            lines.append(line.hasPrefix("..") ? String(line.dropFirst()) : line)
        }
        let mail = ReceivedMail(lines)
        guard let reference = mail.reference else { return }
        box(reference).put(mail)
        lock.withLock { count += 1 }
    }
}

/// A mail as a signatory reads it.
struct ReceivedMail {
    let recipient: String
    let reference: String?
    private let lines: [String]

    init(_ lines: [String]) {
        let end = lines.firstIndex(of: "") ?? lines.endIndex
        recipient =
            lines[..<end].first { $0.hasPrefix("To: ") }.map { $0.dropFirst(4).trimmingCharacters(in: ["<", ">"]) }
            ?? ""
        let body = Self.unquoted(lines[end...].joined(separator: "\n"))
        self.lines = body.split(separator: "\n").map(String.init)
        let label = "Référence"
        reference = self.lines.first { $0.hasPrefix(label) }?.split(separator: " ").last.map(String.init)
    }

    /// Path of the link to sign.
    var signingPath: String? {
        for line in lines {
            if let place = line.range(of: "/s/") { return String(line[place.lowerBound...]) }
        }
        return nil
    }

    var code: String? { lines.first { $0.count == 6 && $0.allSatisfy(\.isNumber) } }

    /// The line below the one that announces it.
    var accessToken: String? {
        guard let announced = lines.firstIndex(where: { $0.contains("jeton d’accès") }), announced + 1 < lines.count
        else { return nil }
        return lines[announced + 1]
    }

    /// Source: RFC 2045 §6.7.
    private static func unquoted(_ text: String) -> String {
        var (bytes, source) = ([UInt8](), Array(text.utf8)[...])
        while let byte = source.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            if source.first == UInt8(ascii: "\n") {
                source.removeFirst()
            } else if let value = UInt8(String(decoding: source.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                source.removeFirst(2)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The mails of one convention; waited for by the one thread that plays it.
final class MailBox: @unchecked Sendable {
    private let condition = NSCondition()
    private var mails: [ReceivedMail] = []

    func put(_ mail: ReceivedMail) {
        condition.lock()
        mails.append(mail)
        condition.signal()
        condition.unlock()
    }

    /// Takes the first mail out that has what is looked for, and waits for it.
    func take<Value>(before deadline: Date, _ find: (ReceivedMail) -> Value?) throws -> Value {
        condition.lock()
        defer { condition.unlock() }
        while true {
            for (index, mail) in mails.enumerated() {
                if let value = find(mail) {
                    mails.remove(at: index)
                    return value
                }
            }
            guard condition.wait(until: deadline) else { throw Failure("a mail did not come in time") }
        }
    }
}
