import Offers
import Parties
import Persistence
import Placements
import Workflow

/// Tells schools at once of a danger where their pupils have applied.
///
/// That a school has to be told stands in the store from the moment of the report; here it becomes mails, in the transaction that notes that it
/// was told. What a crash interrupts is made up for.
struct DangerAlarm: Sendable {
    let store: SQLiteStore
    let workflow: ConventionWorkflow
    let mailboxes: SchoolMailboxes

    /// What one round did.
    struct Report: Hashable, Sendable {
        var told = 0
        /// Could not be told, and will be tried again; none of them keeps the others.
        var failed = 0
        /// Schools whose address nobody knows: a person has to tell them.
        var unreachable: [UAI] = []
    }

    /// - Throws: `OfferStoreError` when the store cannot be read.
    func sendDue() async throws -> Report {
        var (report, last) = (Report(), Int64(0))
        while true {
            let alerts = try await store.dangerAlerts(after: last, limit: 50)
            for alert in alerts {
                last = alert.number
                let addresses = await mailboxes.of(alert.school)
                guard !addresses.isEmpty else {
                    report.unreachable.append(alert.school)
                    continue
                }
                do {
                    let mails = try addresses.map { try mail(alert, to: $0) }
                    try await store.tell(alert, by: mails, at: workflow.ports.clock.now())
                    report.told += 1
                } catch { report.failed += 1 }
            }
            if alerts.count < 50 { return report }
        }
    }

    private func mail(_ alert: DangerAlert, to address: MailboxAddress) throws(WorkflowError) -> OutgoingMail {
        let employer = alert.employer
        return try workflow.dangerLetter(
            about: [
                "Offre\u{A0}: \(alert.title) (référence \(alert.offer.text))",
                "Organisme d’accueil\u{A0}: \(employer.legalName) (SIRET \(employer.siret.digits)), à \(alert.city)",
                "Candidatures en cours d’élèves de votre établissement\u{A0}: \(alert.applications)",
            ], reportedAt: alert.at, to: address.text, occasion: "\(alert.number)")
    }
}
