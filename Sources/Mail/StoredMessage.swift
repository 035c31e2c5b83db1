package import struct Foundation.Date

/// A message of the local mailbox, as the development page shows it.
package struct StoredMessage: Hashable, Sendable {
    /// Names the message in the mailbox; letters, digits, "-", "_" and "=".
    package let id: String
    package let to: String
    package let subject: String
    package let deliveredAt: Date
    package let textBody: String
    /// What its links begin with; `nil` when the message does not say.
    package let serviceAddress: String?

    /// Reads what ``InternetMessage`` writes.
    init(id: String, deliveredAt: Date, bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let headers = Self.headers(of: parts.first ?? "")
        self.id = id
        to = headers["to", default: ""].filter { $0 != "<" && $0 != ">" }
        subject = EncodedWord.decode(headers["subject", default: ""])
        self.deliveredAt = deliveredAt
        serviceAddress = headers[InternetMessage.serviceAddressHeader.lowercased()]
        let body = QuotedPrintable.decode(Array((parts.count > 1 ? parts[1] : "").utf8))
        textBody = String(decoding: body, as: UTF8.self).replacing("\r\n", with: "\n")
    }

    /// The text as the service would send it today: a service that moved since still answers to its links.
    package func textBody(servedAt address: String) -> String {
        serviceAddress.map { textBody.replacing($0 + "/", with: address + "/") } ?? textBody
    }

    private static func headers(of head: Substring) -> [String: String] {
        let lines = head.replacing("\r\n ", with: " ").split(separator: "\r\n")
        let pairs = lines.compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
