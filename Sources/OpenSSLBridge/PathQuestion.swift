/// What was asked when a path was built; the time is left out, because a path that holds at one time holds at any other at
/// which each of its certificates is valid.
struct PathQuestion: Hashable {
    private static let answers = BoundedCache<PathQuestion, [Certificate]>(limit: 64)

    let leaf: Certificate
    let intermediates: [Certificate]
    let anchors: [Certificate]
    let policies: [String]

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
