/// Subject and body of one kind of mail, with `{{placeholders}}`.
package struct MailTemplate: Hashable, Sendable {
    package let file: String
    package let subject: String
    package let body: String

    package init(file: String, subject: String, body: String) {
        self.file = file
        self.subject = subject
        self.body = body
    }
}
