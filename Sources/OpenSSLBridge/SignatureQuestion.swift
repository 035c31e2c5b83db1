/// Whether a certificate or a revocation list was signed with a key.
///
/// The answer is the same for ever, so the last ones are remembered: the signature of a root on P-384, which OpenSSL 3.0 is slow
/// at, is computed once and not with each document.
struct SignatureQuestion: Hashable {
    private static let answers = BoundedCache<SignatureQuestion, Bool>(limit: 256)

    /// Strangers' bytes are not kept.
    private let digests: OctetKey

    /// - Parameters:
    ///   - signed: SHA-256 of the whole certificate or list.
    ///   - key: SHA-256 of the SubjectPublicKeyInfo.
    init(signed: [UInt8], key: [UInt8]) { digests = OctetKey(signed + key) }

    /// The remembered answer, or the one that `ask` gives now.
    func answer(_ ask: () -> Bool) -> Bool {
        if let answer = Self.answers[self] { return answer }
        clearErrors()
        defer { clearErrors() }
        let answer = ask()
        Self.answers.insert(answer, for: self)
        return answer
    }
}
