import Applications
import HTTPService
import Offers
import Parties
import Persistence
import Placements
import Rosters
import Workflow

import struct Foundation.Date

/// Writes to employers, pupils and moderators of what became of applications and offers.
///
/// Whom to tell stands in the store from the moment of the act (`PlacementNotice`); here it becomes mails, in the transaction that notes that it was
/// told. A mail names nobody, holds no word of what was written, and leads to a page that one enters.
struct PlacementMails: Sendable {
    let store: SQLiteStore
    let workflow: ConventionWorkflow
    let entry: EntryDesk
    let rosters: RosterDesk
    let heads: HeadOffice
    let calendar: PlacementCalendar

    /// What one round did.
    struct Report: Hashable, Sendable {
        var sent = 0
        /// Could not be told, and will be tried again; none of them keeps the others.
        var failed = 0
    }

    private typealias Mail = (account: String?, mail: OutgoingMail)

    /// Seconds.
    private static let pauseAfterFailure = 600.0

    /// Nobody is reminded at night.
    static let hours = 8..<20

    /// Notes who has to be reminded, and whether moderation has to be told of what waits.
    func noteDue() async throws {
        let (now, zone) = (workflow.ports.clock.now(), workflow.settings.timeZone)
        guard Self.hours.contains(zone.hour(of: now)) else { return }
        let today = zone.day(of: now)
        guard let last = CalendarDate(dayNumber: today.dayNumber + PlacementNotice.reminderDays) else { return }
        try await store.noteReminders(
            from: today, to: last, settled: now.addingTimeInterval(-86_400), at: now)
        try await store.noteWaitingOffers(on: today, at: now)
    }

    /// Tells what is due.
    ///
    /// - Throws: `OfferStoreError` when the store cannot be read.
    func sendDue() async throws -> Report {
        let now = workflow.ports.clock.now()
        var (report, last) = (Report(), Int64(0))
        while !Task.isCancelled {
            let notices = try await store.placementNotices(due: now, after: last, limit: 50)
            for notice in notices {
                last = notice.number
                do {
                    let mails = try await mails(notice)
                    try await store.tell(notice, by: mails, at: now)
                    report.sent += mails.count
                } catch {
                    report.failed += 1
                    try? await store.postpone(notice, to: now.addingTimeInterval(Self.pauseAfterFailure))
                }
            }
            if notices.count < 50 { break }
        }
        return report
    }

    /// None where nobody is known, or nothing of it holds any more.
    private func mails(_ notice: PlacementNotice) async throws -> [Mail] {
        switch notice.subject {
        case .application(let id):
            guard let stored = try await store.applicationStore.find(id), notice.isCurrent(stored),
                let offer = try await store.offerStore.find(stored.application.offer)
            else { return [] }
            return notice.reader == .pupil
                ? try await toPupil(notice, stored, offer.offer.posting)
                : try await toEmployer(notice, stored, offer.offer.posting)
        case .offer(let id):
            guard let offer = try await store.offerStore.find(id) else { return [] }
            return try await toOwner(notice, offer)
        case .moderation: return try await toModerators(notice.kind)
        }
    }

    // MARK: Applications

    private func toPupil(
        _ notice: PlacementNotice, _ stored: StoredApplication, _ posting: PublicOffer
    ) async throws -> [Mail] {
        guard let details = try await rosters.pupil(stored.pupil)?.details, let email = details.email else { return [] }
        let kinds: [PlacementNotice.Kind: MailKind] = [
            .wrote: .applicationMessagePupil, .accepted: .applicationAccepted, .declined: .applicationDeclined,
            .ended: .applicationEndedPupil, .reminder: .applicationReminderPupil,
        ]
        guard let kind = kinds[notice.kind] else { return [] }
        let values = values(
            kind, stored, to: details.name.given, at: ApplicationPaths.pupil(stored.id),
            [
                "Offre\u{A0}: \(posting.title)", "Employeur\u{A0}: \(posting.employer.legalName)",
                "Quand\u{A0}: \(OfferWords.period(stored.application.period, calendar))",
            ], outcome: Self.toPupil(stored.state))
        return [(nil, try workflow.letter(kind, to: email.text, values))]
    }

    private func toEmployer(
        _ notice: PlacementNotice, _ stored: StoredApplication, _ posting: PublicOffer
    ) async throws -> [Mail] {
        guard let account = try await account(stored.owner) else { return [] }
        let kinds: [PlacementNotice.Kind: MailKind] = [
            .arrived: .applicationArrived, .wrote: .applicationMessageEmployer, .confirmed: .applicationConfirmed,
            .ended: .applicationEndedEmployer, .reminder: .applicationReminderEmployer,
        ]
        guard let kind = kinds[notice.kind] else { return [] }
        let values = values(
            kind, stored, to: account.name, at: ApplicationPaths.employer(stored.id),
            [
                "Votre offre\u{A0}: \(posting.title)",
                "Quand\u{A0}: \(OfferWords.period(stored.application.period, calendar))",
                "Classe\u{A0}: \(OfferWords.grade(stored.application.applicant.grade))",
            ], outcome: Self.toEmployer(stored.state))
        return [(account.id.text, try workflow.letter(kind, to: account.email, values))]
    }

    private func values(
        _ kind: MailKind, _ stored: StoredApplication, to recipient: String, at path: String, _ lines: [String],
        outcome: String
    ) -> [MailVariable: String] {
        var values = Self.values(to: recipient, at: path, lines)
        if kind.required.contains(.deadline) {
            values[.deadline] = stored.answerBy.map { FrenchDate.day(iso: $0.iso8601) } ?? ""
        }
        if kind.required.contains(.outcome) { values[.outcome] = outcome }
        return values
    }

    private static func values(to recipient: String, at path: String, _ lines: [String]) -> [MailVariable: String] {
        [
            .recipient: oneLine(recipient), .link: PublicAddress.undelivered(path),
            .lines: lines.map(oneLine).joined(separator: "\n"),
        ]
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private static func toPupil(_ state: ApplicationState) -> String {
        switch state {
        case .declined(let reason): ApplicationWords.toPupil(reason)
        case .expired: "Le délai de réponse est passé."
        case .cancelledBySchool: "Votre établissement y a mis fin\u{A0}: parlez-en avec lui."
        case .offerEnded: "L’offre n’est plus proposée."
        default: ""
        }
    }

    private static func toEmployer(_ state: ApplicationState) -> String {
        let why =
            switch state {
            case .withdrawn: "L’élève l’a retirée."
            case .supplanted: "L’élève a trouvé une autre place pour les mêmes jours."
            case .cancelledBySchool: "L’établissement y a mis fin."
            default: "Le délai de réponse est passé."
            }
        return why + " Aucune place n’est plus gardée pour cet élève."
    }

    // MARK: Offers

    private func toOwner(_ notice: PlacementNotice, _ offer: StoredOffer) async throws -> [Mail] {
        guard let account = try await account(offer.owner) else { return [] }
        let posting = offer.offer.posting
        var values = Self.values(
            to: account.name, at: ApplicationPaths.offerOfEmployer(offer.id), ["Votre offre\u{A0}: \(posting.title)"])
        switch (notice.kind, offer.state) {
        case (.refused, .refusedByModeration(let reason)):
            values[.reason] = Self.oneLine(reason)
            return [(account.id.text, try workflow.letter(.offerRefused, to: account.email, values))]
        case (.published, let state) where state.isListed:
            return [(account.id.text, try workflow.letter(.offerPublished, to: account.email, values))]
        default: return []
        }
    }

    /// A danger is told at once, whatever else was told that day.
    private func toModerators(_ kind: PlacementNotice.Kind) async throws -> [Mail] {
        let offers = try await store.offerStore.submitted(Self.counted).count
        let reports = try await store.offerStore.reports(Self.counted)
        let dangers = reports.count { $0.report.kind == .danger }
        guard kind == .danger ? dangers > 0 : offers + reports.count > 0 else { return [] }
        let lines = [
            ("Signalements de danger", dangers), ("Autres signalements", reports.count - dangers),
            ("Offres à relire", offers),
        ].filter { $0.1 > 0 }.map { "\($0)\u{A0}: \($1 >= Self.counted ? "\($1) ou plus" : "\($1)")" }
        return try await heads.accounts(ofSchools: false).filter { $0.confirmedAt != nil }.map { account in
            let path = reports.isEmpty ? ApplicationPaths.moderation : ApplicationPaths.moderationReports
            let values = Self.values(to: account.name, at: path, lines)
            return (account.id, try workflow.letter(.offersWaiting, to: account.email, values))
        }
    }

    private static let counted = 200

    /// `nil` for who has no account: a partner, or an employer that is gone.
    private func account(_ owner: OfferOwner) async throws -> EmployerAccount? {
        guard let id = EmployerAccountID(owner.text) else { return nil }
        return try await entry.employer(id)
    }
}
