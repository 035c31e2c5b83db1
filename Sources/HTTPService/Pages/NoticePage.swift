import Parties
import Workflow

import struct Foundation.Date

/// The page for a parent who does not sign: the placement, the convention's text, and one thing to decide.
struct NoticePage: Sendable {
    let page: PageFrame
    let heading: String
    let situation: String
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
        let heading = "Un stage qui vous est annoncé"
        let mayWithdraw = if case .objected = view.situation { true } else { false }
        return NoticePage(
            page: frame(heading), heading: heading, situation: text(of: view.situation),
            placement: PlacementLines(view.outline, view.convention), path: link.path, formToken: link.formToken,
            mayObject: view.situation == .open || view.situation == .onHold, mayWithdraw: mayWithdraw,
            document: document)
    }

    private func text(of situation: NoticeView.Situation) -> String {
        switch situation {
        case .open:
            "L’établissement vous informe de ce stage. La signature d’un seul représentant légal est demandée, et ce n’est pas la vôtre\u{A0}:"
                + " vous n’avez rien à signer."
        case .objected(let date):
            "Votre opposition à ce stage est enregistrée depuis le \(FrenchDate(timeZone: settings.timeZone).moment(date)). Plus personne ne peut signer la"
                + " convention, et l’établissement est prévenu."
        case .onHold:
            "L’établissement examine cette convention\u{A0}: personne ne peut la signer pour le moment. Vous n’avez rien à faire."
        case .completed:
            "La convention est déjà signée par toutes les parties. Pour en parler, adressez-vous à l’établissement scolaire."
        case .expired:
            "La convention n’a pas été signée par tous à temps\u{A0}: l’élève ne doit pas commencer son stage. Vous n’avez rien à faire."
        case .refused: "La signature de cette convention a été refusée\u{A0}: elle n’ira pas plus loin."
        case .cancelled: "L’établissement a annulé cette convention."
        case .superseded:
            "Une version corrigée remplace cette convention. Si l’établissement vous en informe, c’est par un autre message, avec un autre lien."
        }
    }

    func objectionPage(
        _ attempt: AttemptID, isWithdrawal: Bool, link: LinkForm, sent: SentCode?, problem: String? = nil
    ) -> ObjectionPage {
        let heading = isWithdrawal ? "Retirer mon opposition" : "M’opposer à ce stage"
        return ObjectionPage(
            page: frame(problem == nil ? heading : "Erreur – \(heading)"), heading: heading, path: link.path,
            formToken: link.formToken, attempt: attempt.text, isWithdrawal: isWithdrawal, sentTo: sent?.maskedAddress,
            validUntil: (sent?.expiresAt).map(dates.time), problem: problem,
            summary: problem.flatMap { ProblemSummary([FormProblem(field: "code", text: $0)]) })
    }
}
