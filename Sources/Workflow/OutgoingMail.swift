/// One message, ready to be sent.
package struct OutgoingMail: Hashable, Sendable, Codable {
    /// Identifies the message for ever: a repeated delivery carries the same key, for the Message-ID header.
    package let messageKey: String
    package let to: String
    /// One line.
    package let subject: String
    package let textBody: String

    package init(messageKey: String, to: String, subject: String, textBody: String) {
        self.messageKey = messageKey
        self.to = to
        self.subject = subject
        self.textBody = textBody
    }
}
