import PDFModel

/// Why a file that begins as a PDF could not be read, in words.
struct ReadErrorText {
    let error: PDFReadError
    let language: Language

    /// The sentence that most people read.
    var answer: String {
        switch error.code {
        case .encrypted:
            language(
                "Ce document est chiffré : il ne peut pas être vérifié. Demandez-en une copie sans mot de passe.",
                "This document is encrypted: it cannot be verified. Ask for a copy without a password.")
        case .unsupported:
            language(
                "Ce document n’est pas construit comme ceux de Seing : il ne peut pas être accepté.",
                "This document is not built as those of Seing are: it cannot be accepted.")
        case .limitExceeded:
            language(
                "Ce document est trop grand ou trop complexe pour être vérifié.",
                "This document is too large or too intricate to be checked.")
        default:
            language(
                "Le document est endommagé ou a été altéré : ne vous y fiez pas.",
                "The document is damaged or was altered: do not rely on it.")
        }
    }

    /// What stood in the way, and where.
    var reason: String {
        let place = error.byteOffset.map { language(" (octet \($0))", " (byte \($0))") } ?? ""
        return (language == .french ? cause : "found \(error.found), expected \(error.expected)") + place
    }

    private var cause: String {
        switch error.code {
        case .noHeader: "le fichier ne commence pas comme un PDF"
        case .noCrossReference: "la table de ses objets n’est pas là où elle doit être"
        case .badSyntax: "sa structure est rompue"
        case .missingObject: "un objet dont il a besoin manque"
        case .limitExceeded: "une limite qui protège le lecteur est dépassée"
        case .encrypted: "il est chiffré"
        case .unsupported: "il emploie une construction que Seing n’emploie pas"
        }
    }
}
