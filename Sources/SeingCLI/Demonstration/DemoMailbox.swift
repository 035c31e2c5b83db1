import Foundation
import Workflow

/// Receives the mails of a demonstration and finds in them what a person would: links, codes, access tokens.
actor DemoMailbox {
    private(set) var messages: [OutgoingMail] = []

    nonisolated var mailer: Mailer {
        Mailer { mail throws(MailDeliveryError) in await self.receive(mail) }
    }

    private func receive(_ mail: OutgoingMail) { messages.append(mail) }

    var count: Int { messages.count }

    /// The last part of the newest link of a kind that was sent to an address.
    func token(after path: String, to address: String) throws -> String {
        try find(in: address) { line in
            guard let range = line.range(of: "/\(path)/") else { return nil }
            return String(line[range.upperBound...].prefix { $0 != "/" && !$0.isWhitespace })
        }
    }

    func code(to address: String) throws -> String {
        try find(in: address) { line in
            let text = line.trimmingCharacters(in: .whitespaces)
            return text.count == 6 && text.allSatisfy(\.isNumber) ? text : nil
        }
    }

    /// A line that is nothing but a token.
    func accessToken(to address: String) throws -> String {
        try find(in: address) { line in AccessToken(line.trimmingCharacters(in: .whitespaces))?.text }
    }

    private func find(in address: String, _ match: (String) -> String?) throws -> String {
        for message in messages.reversed() where message.to == address {
            for line in message.textBody.split(whereSeparator: \.isNewline) {
                if let found = match(String(line)) { return found }
            }
        }
        throw MissingMail(address: address)
    }

    struct MissingMail: Error, CustomStringConvertible {
        let address: String
        var description: String { "the demonstration waited for a mail to \(address) that did not come" }
    }
}
