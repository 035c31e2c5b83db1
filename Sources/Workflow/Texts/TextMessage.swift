/// What a code's text message says: what the code is for and nothing else. No name, no link, and one message's length in the alphabet of
/// GSM, so that it is never cut in two or sent in another coding.
///
/// Source: ETSI TS 123 038 §6.2.1 (160 characters of the default alphabet).
enum TextMessage {
    static let maximumLength = 160

    static func text(for purpose: CodeUse.Purpose, code: OneTimeCode, minutes: Int) -> String {
        let action =
            switch purpose {
            case .sign: "pour signer"
            case .refuse: "pour refuser de signer"
            case .read: "pour lire (il ne signe rien)"
            }
        return "Convention de stage : \(code.digits) est votre code \(action). Valable \(minutes) min, une seule fois."
            + " Ne le donnez à personne."
    }
}
