package import HTTPService
import Parties
import Persistence
package import Placements
package import Workflow

import struct Foundation.Date

extension Installation {
    /// The use cases of schools' directories.
    ///
    /// Each desk remembers what it has read of conventions: a service has one.
    package func hostDesk(clock: WallClock = .system) -> HostDesk {
        let zone = workflow.settings.timeZone
        var desk = HostDesk(
            store: store.hostStore,
            encounters: .known(
                HostLedger(workflow, store), applicationDesk(clock: clock), calendar: calendar,
                today: { zone.day(of: clock.now()) }), letters: .workflow(workflow, schoolRegister), now: clock.now)
        desk.messaging = store.hostMessaging(
            .workflow(workflow, schoolRegister, store.conventionStore.authenticate))
        return desk
    }

    /// The pages of schools' directories.
    package func hostParts(clock: WallClock) -> HostParts {
        let (store, calendar, zone) = (store, calendar, workflow.settings.timeZone)
        let (offers, reader) = (offerDesk(clock: clock), offerReader)
        var parts = HostParts(
            desk: hostDesk(clock: clock),
            account: { id in
                do { return try await store.head(id)?.name } catch { throw WorkflowError.unavailable(.storage) }
            },
            offers: { siret, school in
                do {
                    return try await offers.shown(
                        of: siret, to: try await reader(school), on: zone.day(of: clock.now()))
                } catch { throw WorkflowError.unavailable(.storage) }
            }, calendar: calendar)
        parts.secondeWeeks = {
            let today = zone.day(of: clock.now())
            let next = [today.year, today.year + 1].compactMap { calendar.secondePeriod(of: $0) }
                .first { $0.last >= today }
            return next.map { $0.first...$0.last }
        }
        return parts
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
            makeID: newReference, schoolName: { name(of: $0, schools) })
    }

    @Sendable fileprivate static func newReference() -> HostInvitation.ID {
        while true {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0...255) }
            if let id = HostInvitation.ID(randomBytes: bytes) { return id }
        }
    }

    /// A file that cannot be read is told of where it is needed whole; here the number stands for the name.
    fileprivate static func name(of school: UAI, _ schools: SchoolRegister) -> String {
        (try? schools.record(of: school))?.school.name ?? "Établissement \(school.text)"
    }

    fileprivate static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension HostMessageLetters {
    /// Within which a mail is worth being delivered, in seconds.
    private static let deliveryTime = 3 * 86_400.0

    /// By the texts of `Templates/Mails`, as ``HostLetters``.
    static func workflow(
        _ workflow: ConventionWorkflow, _ schools: SchoolRegister,
        _ authenticate: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> HostMessageLetters {
        HostMessageLetters(
            write: { message, recipient, mailbox, replyTo, stop throws(PlacementError) in
                let values: [MailVariable: String] = [
                    .subject: message.words.subject, .lines: message.words.text,
                    .link: PublicAddress.undelivered(HostPaths.publishing),
                    .school: HostLetters.oneLine(HostLetters.name(of: message.school, schools)),
                    .host: HostLetters.oneLine(recipient.name), .stop: PublicAddress.undelivered(HostPaths.stop(stop)),
                ]
                do throws(WorkflowError) {
                    let mail = try workflow.letter(.hostMessage, to: mailbox.text, values)
                    var entry = EntryMail(
                        messageKey: mail.messageKey, email: mail.to, subject: mail.subject, body: mail.textBody,
                        notAfter: message.at.addingTimeInterval(deliveryTime))
                    entry.replyTo = replyTo?.text
                    return entry
                } catch { throw .store(.unavailable("texts")) }
            },
            mailbox: { school in
                // As for a name: who signs for the school, or nobody.
                (try? schools.record(of: school))?.mailbox
            }, authenticate: authenticate, makeID: HostLetters.newReference)
    }
}
