/// One message, ready to be sent: a mail, or a text message to a telephone.
package struct OutgoingMail: Hashable, Sendable, Codable {
    /// Identifies the message for ever: a repeated delivery carries the same key, for the Message-ID header.
    package let messageKey: String
    /// An e-mail address, or a number in international form.
    package let to: String
    /// One line.
    package let subject: String
    package let textBody: String
    /// `nil`, as in messages kept before there were others, is a mail.
    package var medium: Medium?
    /// An e-mail address to which answers go; `nil`, as in messages kept before there was one, for the sender's.
    package var replyTo: String?

    package enum Medium: String, Hashable, Sendable, Codable {
        case sms
    }

    package init(messageKey: String, to: String, subject: String, textBody: String) {
        self.messageKey = messageKey
        self.to = to
        self.subject = subject
        self.textBody = textBody
    }
}
