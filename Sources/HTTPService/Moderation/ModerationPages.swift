import Offers
import Parties
import Placements
import Workflow

/// What waits for moderation.
struct ModerationOffersPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let done: String?
    let action: String
    let account: String
    let reports: String
    let reportsLabel: String
    let figures: String
    let waitingHeading: String
    let waiting: [Line]
    let hasHeld: Bool
    let held: [Line]

    struct Line: Sendable {
        let path: String
        let title: String
        let employer: String
        let since: String
        /// That it may be a copy, and of how many.
        let alike: String?
    }
}

/// An offer with everything by which it is judged.
struct ModerationOfferPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let back: String
    let title: String
    let state: String
    let reason: String?
    let done: String?
    let conflict: String?
    let summary: ProblemSummary?
    let checksum: String?
    let register: String
    let claims: [OfferFact]
    let otherOwners: String?
    let hasAlike: Bool
    /// Offers that this one may be a copy of.
    let alike: [AlikeLine]
    let reports: [ReportLine]
    let hasReports: Bool
    let body: OfferBody
    let history: [OfferHistoryLine]
    let formToken: String
    let version: String
    let approve: String?
    let siretProblem: String?
    let addressProblem: String?
    let refuse: String?
    let refusal: String
    let refusalProblem: String?
    let suspend: String?
    let release: String?

    struct AlikeLine: Sendable {
        let path: String
        let title: String
        let details: String
    }
}

/// What somebody found wrong.
struct ReportLine: Sendable {
    let kind: String
    let isDanger: Bool
    let when: String
    let who: String
    let text: [String]
    let untold: String
    let offer: String
    let title: String
    let state: String
    let action: String
}

struct ModerationReportsPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let back: String
    let done: String?
    let formToken: String
    let reports: [ReportLine]
}

/// What was wrong with a judgement, and what was typed.
struct JudgementProblem: Sendable {
    var isSIRETMissing = false
    var isAddressMissing = false
    var refusal = ""
    var refusalProblem: String?
    /// The offer is not any more what was read.
    var isLate = false

    var problems: [FormProblem] {
        (isSIRETMissing ? [FormProblem(field: ModerationFieldName.siretChecked, text: Self.tick)] : [])
            + (isAddressMissing ? [FormProblem(field: ModerationFieldName.addressChecked, text: Self.tickAddress)] : [])
            + (refusalProblem.map { [FormProblem(field: ModerationFieldName.reason, text: $0)] } ?? [])
    }

    static let tick = "Vérifiez le SIRET, puis cochez la case."
    static let tickAddress = "Vérifiez les adresses, puis cochez la case."
}

/// Makes the pages of moderation.
struct ModerationPageWriter: Sendable {
    let offers: OfferPageWriter
    var writer: PageWriter { offers.writer }

    func list(
        _ waiting: [WaitingOffer], _ held: [WaitingOffer], _ reports: [ReceivedReport], bar: VisitorBar,
        done: ModerationDone?
    ) -> ModerationOffersPage {
        let dangers = reports.filter { $0.report.kind == .danger }.count
        let label =
            reports.isEmpty
            ? "Aucun signalement à traiter"
            : "Signalements à traiter\u{A0}: \(reports.count)" + (dangers == 0 ? "" : ", dont danger\u{A0}: \(dangers)")
        return ModerationOffersPage(
            page: writer.frame("Offres à relire"), bar: bar, done: done?.text, action: ModerationPaths.offers,
            account: VisitorPaths.account(.moderator), reports: ModerationPaths.reports, reportsLabel: label,
            figures: DepartmentPaths.list, waitingHeading: "À relire\u{A0}: \(waiting.count)",
            waiting: waiting.map(line), hasHeld: !held.isEmpty,
            held: held.map(line))
    }

    private func line(_ waiting: WaitingOffer) -> ModerationOffersPage.Line {
        let posting = waiting.stored.offer.posting
        let city = posting.sites.first.map { ", \($0.address.city) (\($0.address.postalCode))" } ?? ""
        return ModerationOffersPage.Line(
            path: ModerationPaths.offer(waiting.stored.id), title: OfferStateWords.title(posting),
            employer: posting.employer.legalName + city,
            since: waiting.since.map { since in
                let day = writer.settings.timeZone.day(of: since)
                return OfferStateWords.since(offers.today.dayNumber - day.dayNumber)
            } ?? "",
            alike: waiting.alikeCount == 0
                ? nil : "ressemble à \(waiting.alikeCount)\u{A0}autre\(waiting.alikeCount > 1 ? "s" : "")")
    }

    // MARK: One offer

    func offer(
        _ review: OfferUnderReview, accounts: [OfferOwner: EmployerAccount], bar: VisitorBar, formToken: String,
        done: ModerationDone?, problem: JudgementProblem
    ) -> ModerationOfferPage {
        let (stored, posting) = (review.standing.stored, review.standing.stored.offer.posting)
        let path = ModerationPaths.offer(stored.id)
        let isListed = stored.state.isListed
        let title = OfferStateWords.title(posting)
        let reason: String? = if case .refusedByModeration(let reason) = stored.state { reason } else { nil }
        let mayRefuse = isListed || stored.state == .submitted || stored.state == .paused
        let isWrong = problem.isLate || !problem.problems.isEmpty
        return ModerationOfferPage(
            page: writer.frame((isWrong ? "Erreur – " : "") + title), bar: bar, back: ModerationPaths.offers,
            title: title, state: OfferStateWords.state(stored.state, isHeld: review.standing.isHeld), reason: reason,
            done: done?.text, conflict: problem.isLate ? Self.late : nil, summary: ProblemSummary(problem.problems),
            checksum: posting.employer.siret.hasValidChecksum ? nil : OfferStateWords.wrongChecksum,
            register: "https://annuaire-entreprises.data.gouv.fr/etablissement/" + posting.employer.siret.digits,
            claims: claims(review, accounts[stored.owner]), otherOwners: Self.others(review.otherOwners),
            hasAlike: !review.alike.isEmpty, alike: review.alike.map { alike($0, to: stored, accounts) },
            reports: review.reports.map { report($0, review.standing) }, hasReports: !review.reports.isEmpty,
            body: offers.body(of: stored), history: offers.history(review.standing.history, forModeration: true),
            formToken: formToken, version: "\(stored.version)",
            approve: stored.state == .submitted ? path + ModerationPaths.approve : nil,
            siretProblem: problem.isSIRETMissing ? JudgementProblem.tick : nil,
            addressProblem: problem.isAddressMissing ? JudgementProblem.tickAddress : nil,
            refuse: mayRefuse ? path + ModerationPaths.refuse : nil, refusal: problem.refusal,
            refusalProblem: problem.refusalProblem, suspend: isListed ? path + ModerationPaths.suspend : nil,
            release: stored.state == .paused && review.standing.isHeld ? path + ModerationPaths.release : nil)
    }

    private static let late =
        "L’offre a changé depuis que vous l’avez lue, ou quelqu’un l’a jugée avant vous. Rien n’a été fait\u{A0}: relisez-la."

    private static func others(_ count: Int) -> String? {
        guard count > 0 else { return nil }
        let who = count == 1 ? "Un autre compte propose" : "\(count) autres comptes proposent"
        return "\(who) des offres sous le même SIRET\u{A0}: demandez à l’employeur qui parle pour lui."
    }

    private func alike(
        _ other: OwnOffer, to offer: StoredOffer, _ accounts: [OfferOwner: EmployerAccount]
    ) -> ModerationOfferPage.AlikeLine {
        let stored = other.stored
        let account =
            stored.owner == offer.owner
            ? "même compte"
            : accounts[stored.owner].map { "compte de \($0.name), \($0.email)" }
                ?? "compte d’un partenaire, ou qui n’existe plus"
        return ModerationOfferPage.AlikeLine(
            path: ModerationPaths.offer(stored.id), title: OfferStateWords.title(stored.offer.posting),
            details: "\(OfferStateWords.state(stored.state, isHeld: other.isHeld)), \(account)")
    }

    /// What is compared with the register.
    private func claims(_ review: OfferUnderReview, _ owner: EmployerAccount?) -> [OfferFact] {
        let posting = review.standing.stored.offer.posting
        let employer = posting.employer
        let checks = review.checks.map { check in
            "\(check.legalName), \(check.address)\u{A0}: vérifié le \(writer.dates.day(check.at))"
        }
        return [
            OfferFact(name: "SIRET", lines: [OfferStateWords.siret(employer.siret)]),
            OfferFact(name: "Nom", lines: [employer.legalName, OfferWords.kind(employer.kind)]),
            OfferFact(name: "Code NAF", lines: [employer.naf?.code ?? "non indiqué"]),
            OfferFact(name: "Adresses", lines: posting.sites.map(\.address.singleLine)),
            OfferFact(
                name: "Compte",
                lines: owner.map { [$0.name, $0.email] } ?? ["Le compte n’existe plus, ou est celui d’un partenaire."]),
            offers.contact(review.standing.stored.offer.contact),
            OfferFact(name: "Déjà vérifié pour ce compte", lines: checks.isEmpty ? ["rien encore"] : checks),
        ].filter { !$0.lines.isEmpty }
    }

    // MARK: Reports

    func report(_ received: ReceivedReport, _ offer: OwnOffer?) -> ReportLine {
        let report = received.report
        let actors: [OfferActor: String] = [
            .reader: "une personne qui lit les offres", .school: "un établissement", .employer: "un employeur",
            .moderator: "la modération", .service: "le service",
        ]
        let school = report.school.map { ", établissement \($0.text)" } ?? ""
        return ReportLine(
            kind: OfferWords.abuse(report.kind), isDanger: report.kind == .danger,
            when: writer.dates.moment(report.at), who: (actors[report.actor] ?? "") + school,
            text: offers.paragraphs(report.text),
            untold: received.untold.isEmpty
                ? "" : "Établissements à prévenir encore\u{A0}: " + received.untold.map(\.text).joined(separator: ", "),
            offer: ModerationPaths.offer(report.offer),
            title: offer.map { OfferStateWords.title($0.stored.offer.posting) } ?? "Offre supprimée",
            state: offer.map { OfferStateWords.state($0.stored.state, isHeld: $0.isHeld) } ?? "",
            action: ModerationPaths.report(received.number))
    }
}
