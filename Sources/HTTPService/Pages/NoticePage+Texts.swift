import Workflow

extension DocumentRelation {
    /// What a parent who does not sign is told of, and may be against.
    var matter: String { isOfAnAmendment ? "cette modification" : "ce stage" }
}

extension NoticeView {
    /// How far it is, in a sentence or two.
    func sentence(_ dates: FrenchDate) -> String {
        relation.isOfAnAmendment ? amendmentSentence(dates) : conventionSentence(dates)
    }

    private func conventionSentence(_ dates: FrenchDate) -> String {
        switch situation {
        case .open: "L’établissement vous informe de ce stage. \(Self.nothingToSign)"
        case .objected(let date):
            "Votre opposition à ce stage est enregistrée depuis le \(dates.moment(date)). Plus personne ne peut signer la"
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

    /// The placement is under way, and goes on as it was agreed.
    private func amendmentSentence(_ dates: FrenchDate) -> String {
        switch situation {
        case .open: "L’établissement vous informe d’un avenant à la convention de stage. \(Self.nothingToSign)"
        case .objected(let date):
            "Votre opposition à cette modification est enregistrée depuis le \(dates.moment(date)). Plus personne ne peut signer"
                + " l’avenant, la convention s’applique sans changement, et l’établissement est prévenu."
        case .onHold:
            "L’établissement examine cet avenant\u{A0}: personne ne peut le signer pour le moment, et la convention s’applique sans"
                + " changement. Vous n’avez rien à faire."
        case .completed:
            "L’avenant est déjà signé par toutes les parties concernées. Pour en parler, adressez-vous à l’établissement scolaire."
        case .expired:
            "L’avenant n’a pas été signé par tous à temps\u{A0}: la convention s’applique sans changement. Vous n’avez rien à faire."
        case .refused: "La signature de cet avenant a été refusée\u{A0}: la convention s’applique sans changement."
        case .cancelled: "L’établissement a annulé cet avenant\u{A0}: la convention s’applique sans changement."
        case .superseded: "Une version corrigée remplace cet avenant."
        }
    }

    private static let nothingToSign =
        "La signature d’un seul représentant légal est demandée, et ce n’est pas la vôtre\u{A0}: vous n’avez rien à signer."
}
