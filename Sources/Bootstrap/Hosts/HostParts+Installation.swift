package import HTTPService
import Parties
import Persistence
package import Placements
package import Workflow

extension Installation {
    /// The use cases of schools' directories.
    ///
    /// Each desk remembers what it has read of conventions: a service has one.
    package func hostDesk(clock: WallClock = .system) -> HostDesk {
        let zone = workflow.settings.timeZone
        return HostDesk(
            store: store.hostStore,
            encounters: .known(
                HostLedger(workflow, store), applicationDesk(clock: clock), calendar: calendar,
                today: { zone.day(of: clock.now()) }), letters: .workflow(workflow, schoolRegister), now: clock.now)
    }

    /// The pages of schools' directories.
    package func hostParts(clock: WallClock) -> HostParts {
        let store = store
        return HostParts(
            desk: hostDesk(clock: clock),
            account: { id in
                do { return try await store.head(id)?.name } catch { throw WorkflowError.unavailable(.storage) }
            })
    }
}

extension HostLetters {
    /// By the texts of `Templates/Mails`. The stored text names no address of the service: whoever delivers it fills in the one that holds then.
    static func workflow(_ workflow: ConventionWorkflow, _ schools: SchoolRegister) -> HostLetters {
        HostLetters(
            write: { invitation, mailbox throws(PlacementError) in
                let dates = FrenchDate(timeZone: workflow.settings.timeZone)
                let values: [MailVariable: String] = [
                    .link: PublicAddress.undelivered(InvitationPaths.landing(invitation.id)),
                    .school: oneLine(invitation.schoolName), .host: oneLine(invitation.name),
                    .expires: dates.day(invitation.expiresAt),
                ]
                do throws(WorkflowError) {
                    let mail = try workflow.letter(.hostInvitation, to: mailbox.text, values)
                    return EntryMail(
                        messageKey: mail.messageKey, email: mail.to, subject: mail.subject, body: mail.textBody,
                        notAfter: invitation.expiresAt)
                } catch { throw .store(.unavailable("texts")) }
            },
            makeID: {
                while true {
                    let bytes = (0..<20).map { _ in UInt8.random(in: 0...255) }
                    if let id = HostInvitation.ID(randomBytes: bytes) { return id }
                }
            },
            schoolName: { school in
                // A file that cannot be read is told of where it is needed whole; here the number stands for the name.
                (try? schools.record(of: school))?.school.name ?? "Établissement \(school.text)"
            })
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
