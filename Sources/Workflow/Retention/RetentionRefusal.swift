package import Parties

/// Why a convention is kept, or a slip or hold is not what was thought.
package enum RetentionRefusal: String, Hashable, Sendable, CaseIterable {
    case legalHold = "legal-hold"
    case alreadyHeld = "already-held"
    case notHeld = "not-held"
    case visaMissing = "visa-missing"
    case unknownSlip = "unknown-slip"
    case visaRecorded = "visa-recorded"
    case notDue = "not-due"
    case purgeRunning = "purge-running"

    package var text: BilingualText {
        switch self {
        case .legalHold:
            BilingualText(
                "la conservation de cette convention est gelée (accident ou litige) : rien n’en est effacé, sauf la fiche PAI après "
                    + "le stage ; pour lever le gel : seing convention legal-hold lift",
                "this convention is under a legal hold (accident or dispute): nothing of it is erased, except the health sheet after the "
                    + "placement; to lift it: seing convention legal-hold lift")
        case .alreadyHeld:
            BilingualText(
                "la conservation de cette convention est déjà gelée", "this convention is under a legal hold already")
        case .notHeld:
            BilingualText(
                "la conservation de cette convention n’est pas gelée", "this convention is under no legal hold")
        case .visaMissing:
            BilingualText(
                "une convention émise par un établissement public est une archive publique : elle n’est éliminée qu’après le visa des "
                    + "Archives départementales sur un bordereau qui la liste ; voyez : seing purge slip",
                "a convention issued by a public school is a public archive: it is eliminated only after the Archives départementales have "
                    + "approved a slip that lists it; see: seing purge slip")
        case .unknownSlip:
            BilingualText(
                "aucun bordereau d’élimination n’a ce numéro ; voyez : seing purge list",
                "no elimination slip has this number; see: seing purge list")
        case .visaRecorded:
            BilingualText(
                "un autre visa est déjà enregistré pour ce bordereau", "another visa is recorded for this slip already")
        case .notDue:
            BilingualText(
                "la durée de conservation de cette convention n’est pas écoulée",
                "this convention still has to be kept")
        case .purgeRunning:
            BilingualText(
                "une autre purge est en cours dans ce répertoire de données : attendez qu’elle soit achevée",
                "another purge is running on this data directory; wait until it has ended")
        }
    }

    /// The French text as a sentence of its own.
    package var frenchSentence: String { text.french.prefix(1).uppercased() + text.french.dropFirst() + "." }
}
