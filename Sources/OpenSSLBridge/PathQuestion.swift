/// What was asked when a path was built; the time is left out, because a path that holds at one time holds at any other at
/// which each of its certificates is valid.
struct PathQuestion: Hashable {
    private static let answers = BoundedCache<PathQuestion, [Certificate]>(limit: 64)

    /// SHA-256 of each certificate: strangers' bytes are not kept.
    private let certificates: OctetKey
    private let intermediateCount: Int
    private let policies: [String]
    private let strictness: ChainValidator.Strictness

    init(
        leaf: Certificate, intermediates: [Certificate], anchors: [Certificate], policies: [String],
        strictness: ChainValidator.Strictness
    ) {
        certificates = OctetKey(([leaf] + intermediates + anchors).flatMap(\.sha256Fingerprint))
        intermediateCount = intermediates.count
        self.policies = policies
        self.strictness = strictness
    }

    /// A path that was found trusted.
    ///
    /// - Returns: `nil` when there is none yet, or one of its certificates is not valid at that time.
    func chain(at time: Int64) -> [Certificate]? {
        guard let chain = Self.answers[self] else { return nil }
        return holds(chain, at: time) ? chain : nil
    }

    /// Whether each certificate is valid at a time; the last second is not counted as valid, as OpenSSL does not count it.
    func holds(_ chain: [Certificate], at time: Int64) -> Bool {
        chain.allSatisfy { $0.notBefore <= time && time < $0.notAfter }
    }

    func remember(_ chain: [Certificate]) { Self.answers.insert(chain, for: self) }
}
