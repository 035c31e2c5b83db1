import Placements

/// What was wrong with a form by which somebody enters, as the address tells it to which the browser is sent.
enum EntryMistake: AddressedMistake {
    case noAddress, visitOver, notRecognized, noBirthDate, unusableName, codeUsed, codePaused
    case codeWrong(remainingTries: Int)

    static let words: [EntryMistake: String] = [
        .noAddress: "adresse", .visitOver: "session", .notRecognized: "inconnu", .noBirthDate: "naissance",
        .unusableName: "nom", .codeUsed: "utilise", .codePaused: "pause",
    ]

    var remainingTries: Int? { if case .codeWrong(let tries) = self { tries } else { nil } }

    /// - Returns: `nil` for what no form can mend.
    init?(_ error: EntryError) {
        switch error {
        case .notRecognized: self = .notRecognized
        case .unusableName: self = .unusableName
        case .wrongCode(let tries): self = .codeWrong(remainingTries: tries)
        case .codePaused: self = .codePaused
        case .codeUsed: self = .codeUsed
        case .expiredLink, .nobody, .unavailable: return nil
        }
    }

    var text: String {
        switch self {
        case .noAddress: "Saisissez votre adresse électronique, par exemple prenom.nom@exemple.fr."
        case .visitOver: "Votre session est terminée, ou n’a pas commencé. Entrez de nouveau."
        case .notRecognized:
            "Ces informations ne permettent pas d’entrer. Vérifiez le code de la classe, le nom, le prénom et la date de naissance"
                + "\u{A0}: ils doivent être écrits comme l’établissement les a enregistrés. Après plusieurs essais, il faut"
                + " attendre\u{A0}: demandez de l’aide à l’établissement."
        case .noBirthDate: "Saisissez votre date de naissance, par exemple 03/02/2011."
        case .unusableName: "Saisissez votre prénom et votre nom, sans adresse ni numéro de téléphone."
        case .codeUsed: HeadMistake.codeUsed.text
        case .codePaused: HeadMistake.codePaused.text
        case .codeWrong(let tries): HeadMistake.codeWrong(remainingTries: tries).text
        }
    }
}
