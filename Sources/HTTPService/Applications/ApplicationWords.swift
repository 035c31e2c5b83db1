package import Applications
import Offers
import Parties
import Placements

/// How the pages call what happens to applications.
package enum ApplicationWords {
    /// In a word or two, for lists.
    static func short(_ phase: ApplicationState.Phase) -> String {
        switch phase {
        case .notBegun, .drafted: "Brouillon"
        case .sent: "Envoyée"
        case .seen: "Ouverte"
        case .inDiscussion: "En discussion"
        case .accepted: "Place proposée"
        case .confirmed: "Place prise"
        case .declined: "Déclinée"
        case .withdrawn: "Retirée"
        case .supplanted: "Autre place prise"
        case .expired: "Délai passé"
        case .cancelledBySchool: "Arrêtée par l’établissement"
        case .offerEnded: "Offre terminée"
        }
    }

    static func toPupil(_ state: ApplicationState) -> String {
        switch state {
        case .notBegun, .drafted: "C’est un brouillon\u{A0}: l’employeur ne le voit pas encore."
        case .sent: "Votre candidature est envoyée. L’employeur ne l’a pas encore ouverte."
        case .seen: "L’employeur a ouvert votre candidature."
        case .inDiscussion: "Vous échangez avec l’employeur."
        case .accepted: "L’employeur vous propose la place\u{A0}: à vous de la prendre."
        case .confirmed: "Vous avez pris cette place."
        case .declined(let reason): "L’employeur ne peut pas vous accueillir. \(toPupil(reason))"
        case .withdrawn: "Vous avez retiré cette candidature."
        case .supplanted: "Cette candidature est terminée\u{A0}: vous avez pris une autre place pour les mêmes jours."
        case .expired: "Cette candidature est terminée\u{A0}: personne n’a répondu à temps."
        case .cancelledBySchool: "Votre établissement a mis fin à cette candidature. Parlez-en avec lui."
        case .offerEnded: "Cette candidature est terminée\u{A0}: l’offre n’est plus proposée."
        }
    }

    static func toEmployer(_ phase: ApplicationState.Phase) -> String {
        switch phase {
        case .notBegun, .drafted: ""
        case .sent, .seen: "Un élève souhaite venir chez vous\u{A0}: il attend votre réponse."
        case .inDiscussion: "Vous échangez avec l’élève, qui attend votre réponse."
        case .accepted: "Vous proposez la place\u{A0}: elle est gardée jusqu’à la réponse de l’élève."
        case .confirmed: "L’élève a pris la place."
        case .declined: "Vous avez décliné cette candidature."
        case .withdrawn: "L’élève a retiré sa candidature. La place, si elle était gardée, est de nouveau libre."
        case .supplanted: "L’élève a trouvé une autre place pour les mêmes jours. La vôtre est de nouveau libre."
        case .expired: "Personne n’a répondu à temps\u{A0}: la candidature est terminée, et aucune place n’est gardée."
        case .cancelledBySchool: "L’établissement a mis fin à cette candidature. Aucune place n’est plus gardée."
        case .offerEnded: "Votre offre n’est plus proposée\u{A0}: la candidature est terminée."
        }
    }

    /// Instead of the title of an offer that was erased.
    static let goneOffer = "Offre qui n’existe plus"

    /// With the school's own reasons: for nobody else.
    static func toSchool(_ state: ApplicationState) -> String {
        switch state {
        case .notBegun, .drafted: "L’élève prépare cette candidature\u{A0}: l’employeur ne la voit pas encore."
        case .sent: "Envoyée à l’employeur, qui ne l’a pas encore ouverte."
        case .seen: "L’employeur l’a ouverte."
        case .inDiscussion: "L’élève et l’employeur échangent."
        case .accepted: "L’employeur propose la place\u{A0}: l’élève doit répondre."
        case .confirmed: "L’élève a pris la place."
        case .declined(let reason): "L’employeur a décliné. \(toOthers(reason))"
        case .withdrawn: "L’élève l’a retirée."
        case .supplanted: "L’élève a pris une autre place pour les mêmes jours."
        case .expired: "Personne n’a répondu à temps."
        case .cancelledBySchool(let reason): "L’établissement y a mis fin\u{A0}: \(lowercased(label(reason)))."
        case .offerEnded: "L’offre n’est plus proposée."
        }
    }

    /// What the school is told, without its reason for an end. Each state is named, so that none comes to families unlooked at.
    static func toFamily(_ state: ApplicationState) -> String {
        switch state {
        case .cancelledBySchool: "L’établissement y a mis fin. Parlez-en avec lui."
        case .notBegun, .drafted, .sent, .seen, .inDiscussion, .accepted, .confirmed, .declined, .withdrawn,
            .supplanted, .expired, .offerEnded:
            toSchool(state)
        }
    }

    private static func lowercased(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

    /// Kind, and no judgement of the pupil.
    package static func toPupil(_ reason: DeclineReason) -> String {
        switch reason {
        case .noPlaceLeft: "Toutes les places sont déjà promises."
        case .nobodyToReceive: "Personne n’est disponible pour accueillir un élève à ces dates."
        case .unsuitableDays: "L’activité de ces jours-là ne se prête pas à un stage."
        case .otherTrade: "Le métier que vous cherchez n’est pas celui qui se pratique là."
        case .other: "Cela ne dit rien de vous\u{A0}: d’autres employeurs attendent des élèves."
        }
    }

    /// The same to who is not the pupil.
    static func toOthers(_ reason: DeclineReason) -> String {
        switch reason {
        case .noPlaceLeft, .nobodyToReceive, .unsuitableDays: toPupil(reason)
        case .otherTrade: "Le métier que l’élève cherche n’est pas celui qui se pratique là."
        case .other: "Cela ne dit rien de l’élève\u{A0}: d’autres employeurs attendent des élèves."
        }
    }

    /// As the employer chooses it.
    static func label(_ reason: DeclineReason) -> String {
        switch reason {
        case .noPlaceLeft: "Toutes nos places sont déjà promises"
        case .nobodyToReceive: "Personne n’est disponible pour accueillir un élève à ces dates"
        case .unsuitableDays: "L’activité de ces jours-là ne se prête pas à un stage"
        case .otherTrade: "L’élève cherche un métier que nous n’avons pas"
        case .other: "Une autre raison"
        }
    }

    /// As the school chooses it.
    static func label(_ reason: CancelReason) -> String {
        switch reason {
        case .pupilLeft: "L’élève a quitté l’établissement"
        case .hostNotAllowed: "L’établissement n’envoie pas d’élèves dans cet organisme"
        case .placementChanged: "Le stage est annulé, ou ses dates ont changé"
        case .danger: "L’élève est ou peut être en danger"
        case .other: "Une autre raison"
        }
    }

    static func event(_ entry: ApplicationEntry) -> String {
        switch entry.event.kind {
        case .drafted: "Brouillon commencé"
        case .edited: "Brouillon modifié"
        case .sent: "Candidature envoyée"
        case .seen: "Ouverte par l’employeur"
        case .wrote: "Message\u{A0}: \(author(entry.actor))"
        case .accepted: "Place proposée par l’employeur"
        case .declined: "Déclinée par l’employeur"
        case .confirmed: "Place prise par l’élève"
        case .withdrawn: "Retirée par l’élève"
        case .supplanted: "Terminée, une autre place est prise"
        case .expired: "Terminée, le délai est passé"
        case .cancelled: "Arrêtée par l’établissement"
        case .offerEnded: "Terminée avec l’offre"
        }
    }

    static func author(_ actor: ApplicationActor, reader: ApplicationActor? = nil) -> String {
        guard actor != reader else { return "Vous" }
        return switch actor {
        case .pupil: "L’élève"
        case .family: "La famille"
        case .employer: "L’employeur"
        case .school: reader == .pupil ? "Votre établissement" : "L’établissement"
        case .service: "Le service"
        }
    }

    /// « dans 3 jours », « aujourd’hui »
    static func left(until day: CalendarDate, from today: CalendarDate) -> String {
        switch day.dayNumber - today.dayNumber {
        case ..<0: "le délai est passé"
        case 0: "dernier jour aujourd’hui"
        case 1: "il reste 1 jour"
        case let days: "il reste \(days) jours"
        }
    }
}
