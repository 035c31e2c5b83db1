import Logging
import Mail
import Workflow

/// Reads what comes back of mails, and marks whom they were for: an address that is to be corrected.
///
/// A report is put away once its mark is durable; one that is read twice marks once.
struct BounceReading: Sendable {
    let mailbox: BounceMailbox
    let store: BounceStore
    let clock: WallClock
    let logger: Logger

    /// - Throws: ``MailError`` when the folder cannot be read or changed, ``StoreError``.
    func readNew() async throws {
        for item in try mailbox.unread() {
            switch item.report {
            case .success(let report): try await note(report)
            case .failure(let problem):
                // Whoever writes to that address may write anything: nothing of it is repeated.
                logger.notice(
                    "a message in the mailbox of bounces says nothing of a message of ours and is put away",
                    metadata: ["problem": .string("\(problem)")])
            }
            try mailbox.putAway(item)
        }
    }

    private func note(_ report: DeliveryReport) async throws(StoreError) {
        guard case .failed(let status) = report.outcome,
            try await store.note(report.messageKey, status, clock.now())
        else { return }
        logger.warning("a mail came back: an address is to be corrected; run: seing outbox list")
    }
}
