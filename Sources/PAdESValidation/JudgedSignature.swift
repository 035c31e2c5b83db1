import PAdES
import Parties

/// One signature with the answers collected about it so far.
struct JudgedSignature {
    let facts: SignatureFacts
    private(set) var list: CheckList
    private let identity: IdentityAssessment.Outcome
    /// What findings about the document mean for this signature; they are reported once, and not here.
    private var concerns: [Objection] = []

    private let policy: ValidationPolicy.Name

    init(_ facts: SignatureFacts, identity: IdentityAssessment.Outcome, policy: ValidationPolicy) {
        self.facts = facts
        self.identity = identity
        self.policy = policy.name
        list = CheckList()
        let isGeneral = policy.name == .general
        let steps =
            isGeneral
            ? SignatureStep.general(policy.constraints)
            : SignatureStep.integrity + SignatureStep.cryptography(policy.constraints) + SignatureStep.profile
        for step in steps where step.rule != .certificatesAreChain || !identity.isIssuedByAnchor {
            list.object(step.findings(facts).map { Objection(step.rule, step.rule.subIndication, $0) })
        }
        list.append(isGeneral ? identity.list.forGeneralPDF(facts) : identity.list)
    }

    var provenTime: Int64? { identity.proof?.time }

    /// Takes a finding about the document for what it means here.
    mutating func concern(_ finding: Finding) {
        let isOwn = finding.fieldName == facts.fieldName
        switch finding.code {
        case .signatureTwiceOverSameBytes where isOwn:
            concerns.append(Objection(.coversItsRevision, .formatFailure, finding))
        case .sameKeyTwice where isOwn: concerns.append(Objection(.keyIsUsedOnce, nil, finding))
        case .timeStampOrder where isOwn:
            concerns.append(Objection(.timesAreInOrder, .timeStampOrderFailure, finding))
        case _ where finding.code.dimension == .integrity && finding.fieldName == nil:
            guard finding.revisionIndex.map({ $0 > facts.revisionIndex }) ?? true else { return }
            concerns.append(Objection(.unchangedSince, .formatFailure, finding))
        default: return
        }
    }

    func report(policyArc: PolicyArc?, _ document: DiagnosticData) -> SignatureReport {
        var complete = list
        complete.object(concerns)
        let checks = complete.checks(of: policy == .general ? CheckRule.ofGeneralSignature : CheckRule.ofSignature)
        var certificate: CertificateFacts?
        if case .signedData(let facts) = facts.contents { certificate = facts.signingCertificate }
        // An authority that the service does not run may write any identifier into its certificates: it assigns no role.
        let policies = identity.isOwnCertificate ? [] : certificate?.policies ?? []
        return SignatureReport(
            fieldName: facts.fieldName, revisionIndex: facts.revisionIndex,
            integrity: integrityVerdict(of: list.findings), identity: identityVerdict(of: list.findings),
            certificate: certificate, role: only(policies.compactMap { policyArc?.role(for: $0) }),
            identification: only(policies.compactMap { policyArc?.method(for: $0) }),
            ownCertificate: identity.isOwnCertificate ? certificate?.ownCertificateKind : nil,
            ownCertificateRoles: identity.ownCertificateRoles,
            bestSignatureTime: identity.proof, claimedTime: facts.dictionary.claimedTime?.secondsSince1970,
            indication: checks.subIndication.indication, subIndication: checks.subIndication,
            level: SignatureLevel(of: facts, in: document, identity), checks: checks, timeStamps: identity.timeStamps)
    }
}

/// A certificate is for one role, and says one way of identification, or none at all.
private func only<Value>(_ values: [Value]) -> Value? { values.count == 1 ? values[0] : nil }
