/// What a verifier asks for.
public struct ValidationPolicy: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// For documents of Seing.
        case strict
        /// For anybody's signed PDF.
        case general
    }

    public let name: Name
    public let constraints: CryptographicConstraints

    /// SHA-256, RSA of 3,072 bits, P-256, or better, whatever the date.
    public static let strict = ValidationPolicy(name: .strict, constraints: .strict)
    /// What was acceptable at the proven time.
    public static let general = ValidationPolicy(name: .general, constraints: .byDate)
    /// For what the service seals beside its conventions: the algorithms of the strict policy, in a document of another form.
    public static let sealed = ValidationPolicy(name: .general, constraints: .strict)
}
