import CMS

/// What a time-stamp that lies beside what it stamps comes to.
public struct DetachedTimeStampReport: Hashable, Sendable {
    /// Whether the token is over the digest, and signed with the key of the certificate that it names.
    public let isIntact: Bool
    /// Whether a trusted authority stands behind the unit that made it.
    public let identity: ValidationReport.Identity
    /// What the token states, Unix time; `nil` when it could not be read.
    public let time: Int64?
}

/// Judges RFC 3161 tokens by the rules for the time-stamps in documents.
///
/// Source: RFC 3161 §2.4.2.
public struct TimeStampValidator: Sendable {
    private let trust: TrustMaterial

    public init(trust: TrustMaterial) { self.trust = trust }

    /// - Parameters:
    ///   - token: In DER.
    ///   - digest: SHA-256 of the bytes that the token has to be over.
    ///   - now: The moment of validation, Unix time.
    ///   - existence: When the token is known to have existed, Unix time, by the word of a trusted token that covers it;
    ///     `nil` when nothing but the moment of validation shows it.
    public func validate(
        _ token: [UInt8], sha256 digest: [UInt8], at now: Int64, existence: Int64? = nil
    ) -> DetachedTimeStampReport {
        let facts = TimeStampInspector(token: token).inspect(sha256: digest)
        let isIntact =
            facts.imprintMatches && facts.verification == .valid && facts.certificateBinding == .matches
        guard isIntact, let time = facts.info?.generationTime else {
            return DetachedTimeStampReport(isIntact: false, identity: .none, time: facts.info?.generationTime)
        }
        guard trust.hasAnchors else {
            return DetachedTimeStampReport(isIntact: true, identity: .undetermined, time: time)
        }
        let chains = ChainAssessment(
            trust: trust, policyArc: nil, policy: .strict, now: now, evidence: Evidence(trust, now: now))
        var assessment = TimeStampAssessment(
            stamp: facts, field: "", revision: 0, chains: chains,
            existence: existence.map { ProofOfExistence(time: $0, origin: .laterTimeStamp) })
        let identity = identityVerdict(of: assessment.assess().findings)
        return DetachedTimeStampReport(isIntact: true, identity: identity, time: time)
    }
}
