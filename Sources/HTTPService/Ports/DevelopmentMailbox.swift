/// The local mailbox that stands in for a mail server, as its page shows it.
package struct DevelopmentMailbox: Sendable {
    package struct Message: Hashable, Sendable {
        package let id: String
        package let to: String
        package let subject: String
        package let date: String
        package let textBody: String

        package init(id: String, to: String, subject: String, date: String, textBody: String) {
            self.id = id
            self.to = to
            self.subject = subject
            self.date = date
            self.textBody = textBody
        }
    }

    /// Newest first.
    package var messages: @Sendable () async throws -> [Message]

    package init(messages: @escaping @Sendable () async throws -> [Message]) {
        self.messages = messages
    }
}
