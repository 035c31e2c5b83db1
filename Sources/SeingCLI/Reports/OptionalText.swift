import Parties

/// What a report says of those who need not sign and have not.
struct OptionalText {
    let language: Language

    /// « – Nadia Perrot, tuteur (facultatif) — n’a pas signé »
    func sentence(_ signatory: Signatory) -> String {
        let name = "\(Printable.text(signatory.name.full)), \(VerdictNames(language: language).role(signatory.role))"
        return "– \(name) — " + language("n’a pas signé", "has not signed")
    }
}
