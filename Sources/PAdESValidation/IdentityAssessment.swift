import CMS
internal import OpenSSLBridge

/// Judges who signed, and what proves when.
struct IdentityAssessment {
    let chains: ChainAssessment

    struct Outcome {
        var findings: [Finding] = []
        /// Unix time; `nil` when no trusted time-stamp proves it.
        var provenTime: Int64?
    }

    func assess(_ signature: SignatureFacts) -> Outcome {
        let field = signature.fieldName
        guard case .signedData(let facts) = signature.contents, let certificate = facts.signingCertificate,
            let leaf = try? Certificate(der: certificate.der)
        else { return Outcome(findings: [Finding(.certificateMissing, field: field)]) }
        let stamp = TimeStampAssessment(of: facts, field: field, chains: chains)
        var codes: [FindingCode] = []
        if facts.certificateBinding != .matches { codes.append(.certificateNotBound) }
        if facts.verification != .valid { codes.append(.signatoryNotProven) }
        var findings = codes.map { Finding($0, field: field) } + stamp.findings
        guard chains.trust.hasAnchors else {
            findings.append(Finding(.noTrustAnchor, field: field))
            return Outcome(findings: findings)
        }
        let time = stamp.proven ?? stamp.likely ?? chains.now
        return Outcome(findings: findings + chainFindings(leaf, facts, at: time, field: field), provenTime: stamp.proven)
    }

    private func chainFindings(
        _ leaf: Certificate, _ facts: SignedDataFacts, at time: Int64, field: String
    ) -> [Finding] {
        let embedded = facts.signedData.certificates.compactMap { try? Certificate(der: $0) }
        switch chains.judge(leaf, candidates: embedded, at: time, for: .signatory) {
        case .fault(let code, let detail): return [Finding(code, field: field, detail: detail)]
        case .trusted(let chain):
            // A certificate that is almost the issuer's, with a byte altered, belongs to no chain.
            let isPart = Set(embedded).isSubset(of: chain)
            return isPart || !facts.certificatesAreChain ? [] : [Finding(.certificatesOutsideProfile, field: field)]
        }
    }
}
