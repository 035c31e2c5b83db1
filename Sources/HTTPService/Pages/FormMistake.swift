import Hummingbird

/// What was wrong with a form of the signing pages, as the address tells it to which the browser is sent.
///
/// The page with the mistake is then one that can be loaded again, and left by going back: a browser that comes back to
/// the answer of a POST shows an error of its own instead.
enum FormMistake: Hashable, Sendable {
    case consentMissing, codeMissing, codeExpired
    case codeWrong(remainingTries: Int)

    private static let fieldName = "erreur"
    /// More tries than any setting gives: an address made by hand must not promise them.
    private static let maximumTries = 9

    init?(_ request: Request) {
        switch request.uri.queryParameters.get(Self.fieldName) {
        case "accord": self = .consentMissing
        case "vide": self = .codeMissing
        case "perime": self = .codeExpired
        case let text?:
            guard let tries = Int(text), (1...Self.maximumTries).contains(tries) else { return nil }
            self = .codeWrong(remainingTries: tries)
        case nil: return nil
        }
    }

    /// The end of the address: the mistake, and the summary of it that is shown first.
    var query: String {
        let value =
            switch self {
            case .consentMissing: "accord"
            case .codeMissing: "vide"
            case .codeExpired: "perime"
            case .codeWrong(let tries): "\(tries)"
            }
        return "\(Self.fieldName)=\(value)#problemes"
    }

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
