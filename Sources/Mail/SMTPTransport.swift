package import CurlBridge
package import Workflow

package import struct Foundation.Date

/// Hands messages to a submission server.
///
/// Source: RFC 6409 (submission), RFC 3207 (STARTTLS), RFC 4954 (authentication).
package struct SMTPTransport: Sendable {
    private let connections: SMTPConnections
    private let sender: InternetMessage.Sender
    private let bouncesTo: EmailAddress
    private let now: @Sendable () -> Date
    /// libcurl blocks, and the threads of Swift's tasks must not.
    private let threads = BlockingThreads("smtp", count: width)

    /// Connections at the same time that a mail server of a school can be asked for.
    package static let width = 4

    /// - Parameter bouncesTo: The envelope's sender, to which undeliverable mails come back; the sender's address when `nil`.
    /// - Throws: ``MailError`` with code `invalidConfiguration` when the host name or the client name is none, the port
    ///   is out of range, or a password could travel in clear.
    package init(
        server: SMTPServer, sender: InternetMessage.Sender, bouncesTo: EmailAddress? = nil,
        now: @escaping @Sendable () -> Date
    ) throws(MailError) {
        self.bouncesTo = bouncesTo ?? sender.address
        try Self.check(server)
        connections = SMTPConnections(to: server)
        self.sender = sender
        self.now = now
    }

    /// Returns when the server has taken the message.
    ///
    /// The same message sent twice carries the same `Message-ID`.
    ///
    /// - Throws: ``MailError``; `isPermanent` tells whether another try is worth it.
    package func send(_ mail: OutgoingMail) async throws(MailError) {
        let message = try InternetMessage(mail, from: sender, at: now())
        let submission = SMTPSubmission(
            sender: bouncesTo.text, recipients: [message.recipient.text], message: message.bytes)
        if let error = await threads.run({ submit(submission) }) { throw MailError(error) }
    }

    private func submit(_ submission: SMTPSubmission) -> CurlError? {
        do throws(CurlError) {
            try connections.submit(submission)
            return nil
        } catch {
            return error
        }
    }

    private static func check(_ server: SMTPServer) throws(MailError) {
        for name in [server.host, server.clientName] {
            guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.isHostText || ".:[]".unicodeScalars.contains($0) })
            else { throw configurationError("a host name with other signs than letters, digits, '-', '.' and ':'") }
        }
        guard (1...65_535).contains(server.port) else { throw configurationError("port \(server.port)") }
        guard let credentials = server.credentials else { return }
        guard server.security != .startTLSIfOffered else {
            throw configurationError("a password with TLS only if offered: it could travel in clear")
        }
        guard (credentials.user + credentials.password).unicodeScalars.allSatisfy({ !$0.isControl }) else {
            throw configurationError("a control character in the credentials")
        }
    }

    private static func configurationError(_ found: String) -> MailError {
        MailError(.invalidConfiguration, "could not use the mail settings: found \(found); correct the SMTP settings")
    }
}
