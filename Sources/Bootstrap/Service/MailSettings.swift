package import CurlBridge
import Foundation
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

    /// - Parameter senderName: Who runs the service, as the mails' sender.
    init(_ settings: MailSettings, dataDirectory: String, senderName: String, clock: WallClock) throws {
        switch settings {
        case .localMailbox:
            let mailbox = try LocalMailbox(
                directory: dataDirectory + "/mailbox",
                sender: .init(name: senderName, address: EmailAddress("seing@localhost.localdomain")), now: clock.now)
            (mailer, self.mailbox) = (mailbox.mailer, mailbox)
        case .smtp(let server, let from):
            let sender = try InternetMessage.Sender(name: senderName, address: EmailAddress(from))
            (mailer, mailbox) = (try SMTPTransport(server: server, sender: sender, now: clock.now).mailer, nil)
        }
    }
}
