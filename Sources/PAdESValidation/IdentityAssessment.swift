import CMS
internal import OpenSSLBridge
import Parties

/// Judges who signed, and what proves when.
struct IdentityAssessment {
    let trust: TrustMaterial
    let policyArc: PolicyArc
    /// The moment of validation, Unix time.
    let now: Int64

    struct Outcome {
        var findings: [Finding] = []
        var provenTime: Int64?
    }

    func assess(_ signature: SignatureFacts) -> Outcome {
        var outcome = Outcome()
        let field = signature.fieldName
        guard case .signedData(let facts) = signature.contents, let certificate = facts.signingCertificate,
            let leaf = try? Certificate(der: certificate.der)
        else {
            outcome.findings.append(Finding(.certificateMissing, field: field))
            return outcome
        }
        if facts.certificateBinding != .matches { outcome.findings.append(Finding(.certificateNotBound, field: field)) }
        if facts.verification != .valid { outcome.findings.append(Finding(.signatoryNotProven, field: field)) }
        guard trust.hasAnchors else {
            outcome.findings.append(Finding(.noTrustAnchor, field: field))
            return outcome
        }
        let stamp = StampedTime(assessing: facts, field: field, fault: fault)
        outcome.provenTime = stamp.proven
        outcome.findings += stamp.findings
        let embedded = facts.signedData.certificates.compactMap { try? Certificate(der: $0) }
        let time = stamp.proven ?? stamp.likely ?? now
        if let code = fault(leaf, candidates: embedded, at: time, purpose: .signatory) {
            outcome.findings.append(Finding(code.finding, field: field, detail: code.detail))
        }
        return outcome
    }

    /// The chain must be valid for what the certificate says about its holder: an authority that may not certify roles
    /// certifies none.
    private func claimedPolicies(_ leaf: Certificate) -> [String] {
        leaf.policyOIDs.filter { policyArc.role(for: $0) != nil || policyArc.method(for: $0) != nil }
    }

    /// Source: RFC 3161 §2.3, §2.4.2; EN 319 102-1 §5.4.
    private func fault(of stamp: TimeStampFacts, field: String) -> Finding? {
        guard stamp.imprintMatches, stamp.verification == .valid, stamp.certificateBinding == .matches,
            let info = stamp.info, let facts = stamp.signingCertificate, let unit = try? Certificate(der: facts.der)
        else { return Finding(.timeStampInvalid, field: field) }
        guard info.generationTime <= now + Self.clockTolerance else {
            return Finding(.timeStampInvalid, field: field, detail: "its time lies in the future")
        }
        let candidates = stamp.certificates.compactMap { try? Certificate(der: $0) }
        guard let fault = fault(unit, candidates: candidates, at: info.generationTime, purpose: .timeStamping) else {
            return nil
        }
        let isUnknown = fault.finding == .revocationUnknown
        return Finding(isUnknown ? .timeStampRevocationUnknown : .timeStampIssuerUnknown, field: field, detail: fault.detail)
    }

    /// What the time-stamps of one signature say.
    private struct StampedTime {
        /// The earliest time that a trusted time-stamp proves.
        var proven: Int64?
        /// The earliest time of one that would be trusted if it were known not to have been revoked: what is unknown
        /// about the time-stamp must not make the certificate look expired.
        var likely: Int64?
        var findings: [Finding] = []

        init(assessing facts: SignedDataFacts, field: String, fault: (TimeStampFacts, String) -> Finding?) {
            if facts.timeStamps.isEmpty { findings.append(Finding(.timeNotProven, field: field)) }
            for stamp in facts.timeStamps {
                let finding = fault(stamp, field)
                if let finding { findings.append(finding) }
                guard let time = stamp.info?.generationTime else { continue }
                if finding == nil { proven = min(proven ?? time, time) }
                if finding?.code == .timeStampRevocationUnknown { likely = min(likely ?? time, time) }
            }
        }
    }

    /// Clocks of two machines may differ by so many seconds.
    static let clockTolerance: Int64 = 60

    private struct Fault {
        let finding: FindingCode
        let detail: String
    }

    /// A list that has run out may still show a revocation, but it no longer shows that there was none.
    private func fault(
        _ leaf: Certificate, candidates: [Certificate], at time: Int64, purpose: ChainValidator.Purpose
    ) -> Fault? {
        let fresh = trust.revocationLists.filter { $0.nextUpdate >= now || $0.thisUpdate >= time }
        for lists in [trust.revocationLists, fresh] {
            let outcome = ChainValidator(anchors: trust.anchors, revocationLists: lists, revocationRule: .requiredForCAs)
                .validate(
                    leaf, intermediates: trust.intermediates + candidates, at: time, for: purpose,
                    policies: purpose == .signatory ? claimedPolicies(leaf) : [])
            if case .untrusted(let code, _, let text) = outcome { return Fault(finding: code.finding, detail: text) }
        }
        return nil
    }
}

extension ChainOutcome.Fault {
    var finding: FindingCode {
        switch self {
        case .noAnchor, .badSignature, .policyNotAccepted, .other: .issuerUnknown
        case .notYetValid: .certificateNotYetValid
        case .expired: .certificateExpired
        case .revoked: .certificateRevoked
        case .revocationUnknown, .revocationOutdated: .revocationUnknown
        case .wrongUsage, .weakCryptography: .certificateUnsuitable
        }
    }
}
