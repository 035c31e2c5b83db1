import Applications
import Offers
import Parties
import Placements

extension PlacementError {
    /// What the person who asked is told, in French; nothing of what was typed.
    var frenchText: String {
        switch self {
        case .unknownOffer: "Cette offre n’existe pas, ou n’est plus visible."
        case .unknownApplication: "Cette candidature n’existe pas."
        case .faults(let faults): faults.first?.text.french ?? "Il manque quelque chose à cette offre."
        case .refused, .applicationRefused:
            "Ce n’est plus possible\u{A0}: la situation a changé depuis que la page a été affichée. Relisez-la."
        case .changedMeanwhile:
            "Quelqu’un d’autre vient de changer la même chose. Relisez la page, puis recommencez si c’est encore utile."
        case .periodNotOffered: "Cette période n’est pas, ou n’est plus, proposée."
        case .noPlaceLeft: "Il n’y a plus de place pour cette période."
        case .placesTaken: "Des élèves ont déjà une place dans cette période\u{A0}: gardez au moins autant de places."
        case .tooManyOffers(let limit):
            "Vous avez déjà \(limit) offres en cours\u{A0}: retirez celles qui ne servent plus, ou demandez un accès de partenaire."
        case .notForThisRole: "Une autre personne décide de cela."
        case .placeConfirmed:
            "Cet élève a une place confirmée\u{A0}: l’établissement la reprend d’abord."
        case .conventionPending:
            "Une convention issue d’une candidature est en cours de retrait, ou gardée pour un litige\u{A0}: recommencez plus tard."
        case .tooLate: "Il est trop tard\u{A0}: le délai de réponse est passé, ou la période a commencé."
        case .hostBlocked:
            "Votre établissement n’envoie pas d’élèves dans cet organisme\u{A0}: parlez-en à votre établissement."
        case .offerHeld: "La modération regarde cette offre\u{A0}: aucune place n’y est promise pour le moment."
        case .otherEmployer:
            "Une offre garde le numéro SIRET sous lequel elle a été écrite. Pour un autre, écrivez une autre offre."
        case .reportWithoutText: "Dites en quelques mots ce qui ne va pas."
        case .applicationFaults(let faults): faults.first?.text.french ?? "Il manque quelque chose à cette candidature."
        case .mayNotApply(let refusal): refusal.text.french
        case .offerEnded: "Cette offre n’est plus proposée pour cette période\u{A0}: cherchez-en une autre."
        case .messageWithoutText: "Écrivez un message avant de l’envoyer."
        case .messageRefused:
            "N’écrivez ni numéro de téléphone, ni adresse électronique, ni lien dans un message\u{A0}: vos échanges restent ici."
        case .tooManyMessages:
            "Cette candidature a déjà beaucoup de messages\u{A0}: aucun autre ne peut y être ajouté. En cas de besoin, l’établissement de l’élève fait le lien."
        case .store: "Le service ne peut pas répondre à l’instant. Réessayez dans quelques minutes."
        }
    }
}

extension FailurePages {
    static func message(for error: PlacementError, back: Message.Link?) -> Message {
        Message(title: "Ce n’est pas possible", paragraphs: [error.frenchText], link: back)
    }
}
