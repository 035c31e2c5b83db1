package import struct Foundation.Date

/// The local mailbox that stands in for a mail server, as its page shows it.
package struct DevelopmentMailbox: Sendable {
    package struct Message: Hashable, Sendable {
        package let id: String
        package let to: String
        package let subject: String
        package let deliveredAt: Date
        package let textBody: String

        package init(id: String, to: String, subject: String, deliveredAt: Date, textBody: String) {
            self.id = id
            self.to = to
            self.subject = subject
            self.deliveredAt = deliveredAt
            self.textBody = textBody
        }
    }

    /// Newest first.
    package var messages: @Sendable () async throws -> [Message]

    package init(messages: @escaping @Sendable () async throws -> [Message]) {
        self.messages = messages
    }
}
