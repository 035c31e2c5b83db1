import CMS
internal import OpenSSLBridge
public import Parties

/// What a seal that lies beside its content comes to.
public struct SealReport: Hashable, Sendable {
    /// Whether the content is what was sealed, with the key of the certificate.
    public let isIntact: Bool
    /// Whether a trusted authority names who sealed, and a trusted time-stamp says when.
    public let identity: ValidationReport.Identity
    /// `nil` when none could be read.
    public let certificate: CertificateFacts?
    /// Unix time; `nil` when no trusted time-stamp proves any.
    public let provenTime: Int64?

    static func broken(_ certificate: CertificateFacts? = nil) -> SealReport {
        SealReport(isIntact: false, identity: .none, certificate: certificate, provenTime: nil)
    }
}

/// Judges the seal of an organisation: detached SignedData over bytes of any kind.
///
/// Source: RFC 5652 §5.
public struct SealValidator: Sendable {
    /// Certificates and time-stamps beyond those of a seal each cost time to check.
    static let partCountLimit = 16

    private let trust: TrustMaterial
    private let policyArc: PolicyArc?

    /// - Parameter policyArc: Under which object identifiers the platform's seal is named; without it no certificate is one.
    public init(trust: TrustMaterial, policyArc: PolicyArc?) { (self.trust, self.policyArc) = (trust, policyArc) }

    /// - Parameters:
    ///   - der: One SignedData without its content.
    ///   - now: The moment of validation, Unix time.
    public func validate(_ der: [UInt8], over content: [UInt8], at now: Int64) -> SealReport {
        guard let signedData = try? SignedData(der: der), signedData.signerInfos.count == 1, signedData.content == nil,
            signedData.certificates.count + signedData.signerInfos[0].unsignedAttributes.flatMap(\.values).count
                <= Self.partCountLimit
        else { return .broken() }
        let facts = SignedDataInspector(signedData: signedData, der: der).inspect { $0.digest(content) }
        guard facts.messageDigestMatches, facts.verification == .valid, facts.hasStrongDigest,
            facts.certificateBinding == .matches, let certificate = facts.signingCertificate
        else { return .broken(facts.signingCertificate) }
        let chains = chains(at: now)
        let proven = facts.timeStamps.compactMap { Self.time($0, chains) }.min()
        return SealReport(
            isIntact: true,
            identity: identity(of: certificate.certificate, facts.certificates, provenAt: proven, chains),
            certificate: certificate,
            provenTime: proven)
    }

    func chains(at now: Int64) -> ChainAssessment {
        ChainAssessment(trust: trust, policyArc: nil, policy: .strict, now: now, evidence: Evidence(trust, now: now))
    }

    static func time(_ stamp: TimeStampFacts, _ chains: ChainAssessment) -> Int64? {
        var assessment = TimeStampAssessment(stamp: stamp, field: "", revision: 0, chains: chains, existence: nil)
        return assessment.assess().objections.isEmpty ? stamp.info?.generationTime : nil
    }

    /// - Parameter candidates: Certificates that came with the seal.
    func identity(
        of leaf: Certificate, _ candidates: [Certificate], provenAt proven: Int64?, _ chains: ChainAssessment
    ) -> ValidationReport.Identity {
        guard trust.hasAnchors else { return .undetermined }
        let time = proven ?? chains.now
        let use = CertificateUse(purpose: .seal, time: time, existence: time, isProven: proven != nil)
        // A signatory's certificate signs documents too, under the same authority: only a platform's speaks for a platform.
        guard let policy = policyArc?.platformSealPolicy, leaf.policyOIDs.contains(policy) else { return .untrusted }
        let fault = chains.judge(leaf, candidates: candidates, use: use, policies: [policy]).fault
        let findings = fault.map { [Finding($0.fault.code)] } ?? (proven == nil ? [Finding(.timeNotProven)] : [])
        return identityVerdict(of: findings)
    }
}
