/// A sheet that is handed over apart from the convention: never signed, never embedded, made when somebody asks for it.
///
/// The raw value is the word by which templates and addresses name it.
public enum HandoverSheet: String, Hashable, Sendable, CaseIterable {
    /// Whom to call (*fiche de contacts*).
    case contacts = "contact-sheet"
    /// That a health plan exists, and who brings its emergency kit (*fiche PAI*); nothing about an illness.
    case health = "health-sheet"
}
