import Parties
import Workflow

import struct Foundation.Date

/// The page for a parent who does not sign: the placement, the convention's text, and one thing to decide.
struct NoticePage: Sendable {
    let page: PageFrame
    let heading: String
    let situation: String
    let noun: DocumentNoun
    /// What the parent may be against: « ce stage ».
    let matter: String
    let placement: PlacementLines
    let path: String
    let formToken: String
    /// Whether the parent can object now.
    let mayObject: Bool
    /// Whether the parent has objected, and can take that back.
    let mayWithdraw: Bool
    let document: String?
}

/// The page on which the six digits of an objection, or of its withdrawal, are typed.
struct ObjectionPage: Sendable {
    let page: PageFrame
    let heading: String
    let noun: DocumentNoun
    /// « ce stage »
    let matter: String
    let path: String
    let formToken: String
    let attempt: String
    let isWithdrawal: Bool
    /// Where the code went, masked; `nil` when the service no longer knows, after a restart.
    let sentTo: String?
    /// Until when the code is good, « 10 h 25 ».
    let validUntil: String?
    let problem: String?
    let summary: ProblemSummary?
}

extension PageWriter {
    func noticePage(_ view: NoticeView, document: String?, link: LinkForm) -> NoticePage {
        let heading =
            view.relation.isOfAnAmendment ? "Un avenant qui vous est annoncé" : "Un stage qui vous est annoncé"
        let mayWithdraw = if case .objected = view.situation { true } else { false }
        return NoticePage(
            page: frame(heading), heading: heading,
            situation: view.sentence(FrenchDate(timeZone: settings.timeZone)), noun: view.relation.noun,
            matter: view.relation.matter, placement: PlacementLines(view.outline, view.convention), path: link.path,
            formToken: link.formToken,
            mayObject: view.situation == .open || view.situation == .onHold, mayWithdraw: mayWithdraw,
            document: document)
    }

    func objectionPage(
        _ attempt: AttemptID, isWithdrawal: Bool, _ relation: DocumentRelation, link: LinkForm, sent: SentCode?,
        problem: String? = nil
    ) -> ObjectionPage {
        let heading = isWithdrawal ? "Retirer mon opposition" : "M’opposer à \(relation.matter)"
        return ObjectionPage(
            page: frame(problem == nil ? heading : "Erreur – \(heading)"), heading: heading,
            noun: relation.noun, matter: relation.matter, path: link.path, formToken: link.formToken,
            attempt: attempt.text, isWithdrawal: isWithdrawal, sentTo: sent?.maskedAddress,
            validUntil: (sent?.expiresAt).map(dates.time), problem: problem,
            summary: problem.flatMap { ProblemSummary([FormProblem(field: "code", text: $0)]) })
    }
}
