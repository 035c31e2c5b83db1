import Synchronization
import Workflow

/// A mail system that takes every message over, or answers with an error.
final class SentMails: Sendable {
    private let taken = Mutex<[OutgoingMail]>([])
    private let answer = Mutex<MailDeliveryError?>(nil)

    var all: [OutgoingMail] { taken.withLock { $0 } }

    func answerNow(with error: MailDeliveryError?) { answer.withLock { $0 = error } }

    var mailer: Mailer {
        Mailer { mail throws(MailDeliveryError) in
            if let error = self.answer.withLock({ $0 }) { throw error }
            self.taken.withLock { $0.append(mail) }
        }
    }
}
