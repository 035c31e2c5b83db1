import ConventionDomain
private import Synchronization

/// Digests of bytes about which one thing is known, the last few thousand; nothing of the bytes themselves is kept.
final class DigestMemory: Sendable {
    private let digests = Mutex<Set<DocumentDigest>>([])
    private let limit: Int

    /// - Parameter limit: At most; some forty bytes each.
    init(limit: Int = 10_000) { self.limit = limit }

    func holds(_ digest: DocumentDigest) -> Bool { digests.withLock { $0.contains(digest) } }

    /// Forgets everything when there are too many: what is asked again is soon known again.
    func remember(_ digest: DocumentDigest) {
        digests.withLock { digests in
            if digests.count >= limit { digests.removeAll(keepingCapacity: true) }
            digests.insert(digest)
        }
    }
}
