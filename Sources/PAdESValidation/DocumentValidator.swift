private import PAdES
public import PDFModel
public import Parties

/// Judges a document: collects the facts, puts the questions, reports.
public struct DocumentValidator: Sendable {
    private let trust: TrustMaterial
    private let policyArc: PolicyArc?
    private let policy: ValidationPolicy

    /// - Parameters:
    ///   - policyArc: Under which object identifiers roles and identification are named; `nil` when that is not known, so
    ///     that no role can be read from a certificate.
    ///   - policy: What is asked of a document.
    public init(trust: TrustMaterial, policyArc: PolicyArc?, policy: ValidationPolicy = .strict) {
        self.trust = trust
        self.policyArc = policyArc
        self.policy = policy
    }

    /// - Parameters:
    ///   - document: Any PDF; a broken signature is a verdict, not an error.
    ///   - now: The moment of validation, Unix time; nothing that was published later is used.
    /// - Throws: `PDFReadError` when the document cannot be read.
    public func validate(_ document: PDFDocument, at now: Int64) throws(PDFReadError) -> ValidationReport {
        let facts = try DocumentInspector(document, policy: policy.name).inspect()
        let archive = try ArchiveAssessment(
            of: facts,
            chains: ChainAssessment(
                trust: trust, policyArc: policyArc, policy: policy, now: now, evidence: Evidence(trust, now: now)),
            checkTime: document.checkTime)
        try document.checkTime()
        let assessment = IdentityAssessment(chains: archive.chains)
        var judged: [JudgedSignature] = []
        for signature in facts.signatures {
            let covering = archive.proofs.proof(ofValueIn: signature.revisionIndex)
            let identity = assessment.assess(signature, covering: covering)
            judged.append(JudgedSignature(signature, identity: identity, policy: policy))
            try document.checkTime()
        }
        let times = judged.map { ProvenTime($0) } + archive.provenTimes
        let steps = DocumentSteps(facts: facts)
        let common = (isGeneral ? steps.generalFindings() : steps.findings()) + orderFindings(times)
        for finding in common {
            for index in judged.indices { judged[index].concern(finding) }
        }
        let findings = common + judged.flatMap(\.list.findings) + asked(archive.findings) + roleFindings(facts)
        return ValidationReport(
            integrity: integrityVerdict(of: findings),
            identity: facts.signatures.isEmpty ? .none : identityVerdict(of: findings),
            profile: profile(findings),
            findings: findings, signatures: judged.map { $0.report(policyArc: policyArc, facts) },
            documentTimeStamps: archive.reports, policy: policy.name, areRolesReadable: policyArc != nil, facts: facts)
    }

    private var isGeneral: Bool { policy.name == .general }

    /// Without what only the strict rules ask of a document time-stamp.
    private func asked(_ findings: [Finding]) -> [Finding] {
        isGeneral ? findings.filter { $0.code.dimension != .profile } : findings
    }

    private func profile(_ findings: [Finding]) -> ValidationReport.Profile {
        if isGeneral { return .general }
        return findings.contains { $0.code.dimension == .profile } ? .deviating : .conforming
    }

    /// Without an anchor nothing about a certificate is believed anyway, and that is a finding of its own.
    private func roleFindings(_ facts: DiagnosticData) -> [Finding] {
        !isGeneral && policyArc == nil && trust.hasAnchors && !facts.signatures.isEmpty ? [Finding(.rolesUnknown)] : []
    }

    /// Proven times may not run backwards along the revisions.
    ///
    /// Source: EN 319 102-1 §5.5 (TIMESTAMP_ORDER_FAILURE).
    private func orderFindings(_ times: [ProvenTime]) -> [Finding] {
        var latest = Int64.min
        return times.sorted { $0.revisionIndex < $1.revisionIndex }.compactMap { proven in
            guard let time = proven.time else { return nil }
            defer { latest = max(latest, time) }
            guard latest > time, latest - time > TimeStampAssessment.clockTolerance else { return nil }
            return Finding(.timeStampOrder, revision: proven.revisionIndex, field: proven.fieldName)
        }
    }
}

/// When a signature or a document time-stamp was made, as far as a time-stamp proves it.
struct ProvenTime {
    let fieldName: String
    let revisionIndex: Int
    /// Unix time.
    let time: Int64?
}

extension ProvenTime {
    fileprivate init(_ signature: JudgedSignature) {
        (fieldName, revisionIndex) = (signature.facts.fieldName, signature.facts.revisionIndex)
        time = signature.provenTime
    }
}
