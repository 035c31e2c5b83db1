package import Workflow

extension SMTPTransport {
    /// This transport as the port of the use cases.
    package var mailer: Mailer {
        Mailer { mail throws(MailDeliveryError) in
            do throws(MailError) { try await send(mail) } catch { throw MailDeliveryError(error) }
        }
    }
}

extension LocalMailbox {
    /// This mailbox as the port of the use cases.
    package var mailer: Mailer {
        Mailer { mail throws(MailDeliveryError) in
            do throws(MailError) { try await send(mail) } catch { throw MailDeliveryError(error) }
        }
    }
}

extension MailDeliveryError {
    /// The description of a ``MailError`` names no address, so it may stand in the outbox and in logs.
    init(_ error: MailError) {
        self.init(isPermanent: error.isPermanent, reason: error.description)
    }
}
