package import CurlBridge
import Foundation
import HTTPService
import Mail
import Workflow

/// How mails leave the service.
package enum MailSettings: Sendable {
    /// Into a folder of the data directory, which the development page shows.
    case localMailbox
    case smtp(SMTPServer, from: String)
}

/// A mail transport, and the local mailbox if it is one.
struct MailDoor {
    let mailer: Mailer
    let mailbox: LocalMailbox?

    /// - Parameters:
    ///   - texts: Where text messages go, which are in the same outbox.
    ///   - address: Filled into the mails as they leave.
    ///   - senderName: Who runs the service, as the mails' sender.
    ///   - bouncesTo: Sender of the envelope, to which undeliverable mails come back; the sender's address when `nil`.
    init(
        _ settings: MailSettings, texts: TextDoor, address: PublicAddress, dataDirectory: String, senderName: String,
        bouncesTo: String? = nil, clock: WallClock
    ) throws {
        let transport: Mailer
        switch settings {
        case .localMailbox:
            let mailbox = try LocalMailbox(
                directory: dataDirectory + "/mailbox",
                sender: .init(name: senderName, address: EmailAddress("seing@localhost.localdomain")),
                serviceAddress: address.text, now: clock.now)
            (transport, self.mailbox) = (mailbox.mailer, mailbox)
        case .smtp(let server, let from):
            let sender = try InternetMessage.Sender(name: senderName, address: EmailAddress(from))
            let bounces = try bouncesTo.map { text throws(MailError) in try EmailAddress(text) }
            (transport, mailbox) = (
                try SMTPTransport(server: server, sender: sender, bouncesTo: bounces, now: clock.now).mailer, nil
            )
        }
        mailer = Mailer { mail throws(MailDeliveryError) in
            switch mail.medium {
            case nil: try await transport.deliver(mail.sent(from: address))
            case .sms: try await texts.mailer.deliver(mail)
            }
        }
    }
}
