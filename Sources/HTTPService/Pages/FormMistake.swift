/// What was wrong with a form of the signing pages, as the address tells it to which the browser is sent.
enum FormMistake: AddressedMistake {
    case consentMissing, codeMissing, codeExpired
    case codeWrong(remainingTries: Int)

    static let words: [FormMistake: String] = [
        .consentMissing: "accord", .codeMissing: "vide", .codeExpired: "perime",
    ]

    var remainingTries: Int? { if case .codeWrong(let tries) = self { tries } else { nil } }

    /// With the summary of the mistake, which is shown first.
    var placedQuery: String { query + "#problemes" }

    var text: String {
        switch self {
        case .consentMissing: "Pour signer, cochez la case qui exprime votre accord."
        case .codeMissing: "Saisissez le code à six chiffres que vous avez reçu."
        case .codeExpired: "Ce code n’est plus valable. Revenez au document pour en recevoir un nouveau."
        case .codeWrong(let tries):
            "Ce code n’est pas le bon. Vérifiez le dernier message reçu\u{A0}: il vous reste \(tries)"
                + (tries > 1 ? " essais." : " essai.")
        }
    }
}
