import Offers
import Parties
import Placements

/// How the pages of a directory call what it holds.
enum HostWords {
    static func standing(_ standing: HostEncounter.Standing) -> String {
        switch standing {
        case .asked: "candidature en attente"
        case .confirmed: "place prise, convention à venir"
        case .preparing: "convention en préparation"
        case .signing: "convention en cours de signature"
        case .agreed: "convention signée"
        case .over: "stage terminé"
        case .nothing: "sans suite"
        }
    }

    /// « 2026-2027 : 3 stages »
    static func placements(_ host: HostEntry) -> String {
        let years = host.placements
        guard !years.isEmpty else { return "Aucun stage signé" }
        return years.map { "\($0.year.start)-\($0.year.start + 1)\u{A0}: \(count($0.count, "stage"))" }
            .joined(separator: "\u{A0}; ")
    }

    static func count(_ count: Int, _ noun: String) -> String { "\(count)\u{A0}\(noun)\(count > 1 ? "s" : "")" }

    static func act(_ kind: HostRecord.Act.Kind) -> String {
        switch kind {
        case .added: "ajouté à l’annuaire"
        case .noted: "note modifiée"
        case .blocked: "bloqué"
        case .unblocked: "blocage levé"
        case .invited: "invité à publier une offre"
        case .written: "message envoyé"
        case .leftAlone: "ne veut plus recevoir de messages"
        case .takenBack: "invitation reprise"
        case .renamed: "nom ou ville corrigé"
        }
    }

    static func problem(_ field: HostError.Field, _ cause: ConventionFault.Cause) -> String {
        if cause.code == .emptyText { return field == .reason ? "Dites en quelques mots pourquoi." : "À remplir." }
        return ConventionFault(cause, at: field.rawValue).inEachLanguage.french
    }

    static let noNumber = "Un numéro SIRET a 14\u{A0}chiffres\u{A0}: vérifiez-le."
    static let doubtfulNumber =
        "La clé de contrôle de ce numéro ne correspond pas à ses chiffres\u{A0}: vérifiez-le. S’il est bien celui de l’annuaire des entreprises, ajoutez encore une fois la structure."

    /// - Parameter note: What somebody else has written in the meantime.
    static func otherNote(_ note: String) -> String {
        note.isEmpty
            ? "Quelqu’un d’autre vient d’effacer cette note. Votre texte est encore là\u{A0}: enregistrez-le s’il est toujours utile."
            : "Quelqu’un d’autre vient de changer cette note, qui dit maintenant\u{A0}: «\u{A0}\(note)\u{A0}». Reprenez-en ce qui doit rester, puis enregistrez."
    }

    static func name(_ host: HostEntry) -> String {
        host.name.isEmpty ? "SIRET \(OfferStateWords.siret(host.siret))" : host.name
    }

    static func town(_ host: HostEntry) -> String {
        [host.address?.postalCode ?? "", host.city].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
