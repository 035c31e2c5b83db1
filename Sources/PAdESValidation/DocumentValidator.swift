private import PAdES
public import PDFModel
public import Parties

/// Judges a document: collects the facts, puts the questions, reports.
public struct DocumentValidator: Sendable {
    private let trust: TrustMaterial
    private let policyArc: PolicyArc?

    /// - Parameter policyArc: Under which object identifiers roles and identification are named; `nil` when that is
    ///   not known, so that no role can be read from a certificate.
    public init(trust: TrustMaterial, policyArc: PolicyArc?) {
        self.trust = trust
        self.policyArc = policyArc
    }

    /// - Parameters:
    ///   - document: Any PDF; a broken signature is a verdict, not an error.
    ///   - now: The moment of validation, Unix time.
    /// - Throws: `PDFReadError` when the document cannot be read.
    public func validate(_ document: PDFDocument, at now: Int64) throws(PDFReadError) -> ValidationReport {
        let facts = try DocumentInspector(document).inspect()
        let assessment = IdentityAssessment(chains: ChainAssessment(trust: trust, policyArc: policyArc, now: now))
        var judged: [(report: SignatureReport, findings: [Finding])] = []
        for signature in facts.signatures {
            judged.append(judge(signature, assessment))
            try document.checkTime()
        }
        let findings =
            DocumentSteps(facts: facts).findings() + judged.flatMap(\.findings) + orderFindings(judged.map(\.report))
            + roleFindings(facts)
        return ValidationReport(
            integrity: integrityVerdict(of: findings),
            identity: facts.signatures.isEmpty ? .none : identityVerdict(of: findings),
            profile: findings.contains { $0.code.dimension == .profile } ? .deviating : .conforming,
            findings: findings, signatures: judged.map(\.report), areRolesReadable: policyArc != nil, facts: facts)
    }

    /// Without an anchor nothing about a certificate is believed anyway, and that is a finding of its own.
    private func roleFindings(_ facts: DiagnosticData) -> [Finding] {
        policyArc == nil && trust.hasAnchors && !facts.signatures.isEmpty ? [Finding(.rolesUnknown)] : []
    }

    private func judge(
        _ signature: SignatureFacts, _ assessment: IdentityAssessment
    ) -> (report: SignatureReport, findings: [Finding]) {
        let identity = assessment.assess(signature)
        let steps = (SignatureStep.integrity + SignatureStep.profile).flatMap { $0.findings(signature) }
        let findings = steps + identity.findings
        var certificate: CertificateFacts?
        if case .signedData(let facts) = signature.contents { certificate = facts.signingCertificate }
        let policies = certificate?.policies ?? []
        let report = SignatureReport(
            fieldName: signature.fieldName, revisionIndex: signature.revisionIndex,
            integrity: integrityVerdict(of: findings), identity: identityVerdict(of: findings),
            certificate: certificate,
            role: only(policies.compactMap { policyArc?.role(for: $0) }),
            identification: only(policies.compactMap { policyArc?.method(for: $0) }),
            provenTime: identity.provenTime, claimedTime: signature.dictionary.claimedTime?.secondsSince1970)
        return (report, findings)
    }

    /// Proven times may not run backwards along the revisions.
    ///
    /// Source: EN 319 102-1 §5.5 (TIMESTAMP_ORDER_FAILURE).
    private func orderFindings(_ signatures: [SignatureReport]) -> [Finding] {
        var latest = Int64.min
        return signatures.compactMap { signature in
            guard let time = signature.provenTime else { return nil }
            defer { latest = max(latest, time) }
            guard latest > time, latest - time > TimeStampAssessment.clockTolerance else { return nil }
            return Finding(.timeStampOrder, revision: signature.revisionIndex, field: signature.fieldName)
        }
    }
}

/// A certificate is for one role, and says one way of identification, or none at all.
private func only<Value>(_ values: [Value]) -> Value? { values.count == 1 ? values[0] : nil }

/// The codes that mean that a signature does not fit its bytes, rather than that something was added.
private let breaking: Set<FindingCode> = [
    .byteRangeMalformed, .holeIsNotContents, .coveragePartial, .contentsMalformed, .messageDigestDiffers,
    .signatureInvalid, .signatureTwiceOverSameBytes,
]

private func integrityVerdict(of findings: [Finding]) -> ValidationReport.Integrity {
    let codes = Set(findings.map(\.code).filter { $0.dimension == .integrity })
    if !codes.isDisjoint(with: breaking) { return .broken }
    if codes == [.noSignature] { return .none }
    let unverifiable: Set<FindingCode> = [.signatureAlgorithmUnsupported, .signatureKeyMissing]
    if codes.isSubset(of: unverifiable) { return codes.isEmpty ? .intact : .undetermined }
    return .changed
}

/// The worst thing known decides; what is unknown counts only when nothing bad is known.
private func identityVerdict(of findings: [Finding]) -> ValidationReport.Identity {
    let codes = Set(findings.map(\.code).filter { $0.dimension == .identity })
    if codes.contains(.certificateRevoked) { return .revoked }
    let unknown: Set<FindingCode> = [
        .noTrustAnchor, .rolesUnknown, .revocationUnknown, .signatoryNotProven, .timeNotProven,
        .timeStampRevocationUnknown,
    ]
    let expired: Set<FindingCode> = [.certificateExpired]
    if codes.isEmpty { return .trusted }
    if codes.isSubset(of: unknown) { return .undetermined }
    return codes.isSubset(of: unknown.union(expired)) ? .expired : .untrusted
}
