/// The convention whose place another took.
public struct ReplacedConvention: Hashable, Sendable, Codable {
    public let convention: ConventionID
    /// Digest of its revision 0; `nil` when it was a draft.
    public let baseDigest: DocumentDigest?

    public init(convention: ConventionID, baseDigest: DocumentDigest?) {
        self.convention = convention
        self.baseDigest = baseDigest
    }
}

/// The end of a convention that was corrected before anybody had signed.
public struct Supersession: Hashable, Sendable, Codable {
    /// The convention that took its place.
    public let by: ConventionID
    /// In the school's words.
    public let reason: String

    public init(by: ConventionID, reason: String) {
        self.by = by
        self.reason = reason
    }
}

extension ConventionState {
    /// A correction replaces what nobody has signed; what was agreed to and not signed is let go with it. What waits for a time-stamp is waited
    /// for only when it is the signature of somebody who must sign: nobody else blocks.
    func superseding(
        _ act: Supersession, _ progress: SigningProgress
    ) throws(TransitionRefused) -> ConventionState {
        guard progress.settled.isEmpty else { throw refusal(of: .superseded(act), .someoneSigned) }
        guard !progress.isRequiredPending else { throw refusal(of: .superseded(act), .signaturePending) }
        return .superseded(act)
    }
}
