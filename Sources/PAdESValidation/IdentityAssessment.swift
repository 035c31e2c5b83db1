import CMS
internal import OpenSSLBridge

/// Judges who signed, and what proves when.
struct IdentityAssessment {
    let trust: TrustMaterial
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
        guard trust.hasAnchors else {
            outcome.findings.append(Finding(.noTrustAnchor, field: field))
            return outcome
        }
        let stamp = provenTime(facts, field: field)
        outcome.provenTime = stamp.time
        outcome.findings += stamp.findings
        let embedded = facts.signedData.certificates.compactMap { try? Certificate(der: $0) }
        let time = stamp.time ?? now
        if let code = fault(leaf, candidates: embedded, at: time, purpose: .signatory) {
            outcome.findings.append(Finding(code.finding, field: field, detail: code.detail))
        }
        return outcome
    }

    /// The earliest time that a trusted time-stamp proves.
    private func provenTime(_ facts: SignedDataFacts, field: String) -> (time: Int64?, findings: [Finding]) {
        guard !facts.timeStamps.isEmpty else { return (nil, [Finding(.timeNotProven, field: field)]) }
        var times: [Int64] = []
        var findings: [Finding] = []
        for stamp in facts.timeStamps {
            if let finding = fault(of: stamp, field: field) {
                findings.append(finding)
            } else if let time = stamp.info?.generationTime {
                times.append(time)
            }
        }
        return (times.min(), findings)
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
        return Finding(
            isUnknown ? .timeStampRevocationUnknown : .timeStampIssuerUnknown, field: field, detail: fault.detail)
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
            let outcome = ChainValidator(
                anchors: trust.anchors, revocationLists: lists, revocationRule: .requiredForCAs
            )
            .validate(leaf, intermediates: trust.intermediates + candidates, at: time, for: purpose)
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
