import CMS
internal import OpenSSLBridge

/// Judges who signed, and what proves when.
struct IdentityAssessment {
    let chains: ChainAssessment

    struct Outcome {
        var list = CheckList()
        var proof: ProofOfExistence?
        var timeStamps: [TimeStampReport] = []
    }

    /// - Parameter covering: What a later document time-stamp proves about the signature; `nil` when none does.
    func assess(_ signature: SignatureFacts, covering: ProofOfExistence?) -> Outcome {
        var outcome = Outcome()
        let field = signature.fieldName
        guard case .signedData(let facts) = signature.contents, let certificate = facts.signingCertificate,
            let leaf = try? Certificate(der: certificate.der)
        else {
            outcome.list.object(
                Objection(.certificateIsThere, .noSigningCertificateFound, Finding(.certificateMissing, field: field)))
            outcome.list.skip(
                .certificateIsNamed, .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked,
                .algorithmsWereReliable, .keyIsUsedOnce, .timeIsProven, .timeStampsAreValid, .timesAreInOrder)
            return outcome
        }
        let stamps = SignatureTimeStamps(of: facts, signature: signature, covering: covering, chains: chains)
        (outcome.proof, outcome.timeStamps) = (stamps.proof, stamps.reports)
        outcome.list.object(bindingObjections(facts, field: field) + stamps.objections)
        judgeChain(leaf, facts, stamps, field: field, in: &outcome.list)
        return outcome
    }

    private func bindingObjections(_ facts: SignedDataFacts, field: String) -> [Objection] {
        var objections: [Objection] = []
        let subIndication: SubIndication =
            facts.certificateBinding == .missing ? .signatureConstraintsFailure : .noSigningCertificateFound
        if facts.certificateBinding != .matches {
            objections.append(
                Objection(.certificateIsNamed, subIndication, Finding(.certificateNotBound, field: field)))
        }
        if facts.verification != .valid {
            let rule: CheckRule = facts.verification == .invalid ? .signatureVerifies : .algorithmIsKnown
            objections.append(Objection(rule, rule.subIndication, Finding(.signatoryNotProven, field: field)))
        }
        return objections
    }

    private func judgeChain(
        _ leaf: Certificate, _ facts: SignedDataFacts, _ stamps: SignatureTimeStamps, field: String,
        in list: inout CheckList
    ) {
        guard chains.trust.hasAnchors else {
            list.object(
                Objection(.chainLeadsToAnchor, .noCertificateChainFound, Finding(.noTrustAnchor, field: field)))
            list.skip(.certificateWasValid, .certificateWasNotRevoked, .algorithmsWereReliable)
            return
        }
        let embedded = facts.signedData.certificates.compactMap { try? Certificate(der: $0) }
        let time = stamps.proof?.time ?? stamps.likely ?? chains.now
        switch chains.judge(leaf, candidates: embedded, at: time, for: .signatory) {
        case .fault(let code, let detail):
            let finding = Finding(code, field: field, detail: detail)
            list.object(Objection(code.rule, code.subIndication(isProven: stamps.proof != nil), finding))
        case .trusted(let chain):
            // A certificate that is almost the issuer's, with a byte altered, belongs to no chain.
            guard !Set(embedded).isSubset(of: chain), facts.certificatesAreChain else { return }
            list.object(Objection(.certificatesAreChain, nil, Finding(.certificatesOutsideProfile, field: field)))
        }
    }
}

extension FindingCode {
    /// The question about a chain that a fault answers.
    var rule: CheckRule {
        switch self {
        case .certificateRevoked, .revocationUnknown, .timeStampRevocationUnknown: .certificateWasNotRevoked
        case .certificateExpired, .certificateNotYetValid: .certificateWasValid
        default: .chainLeadsToAnchor
        }
    }

    func subIndication(isProven: Bool) -> SubIndication {
        switch self {
        case .certificateRevoked: isProven ? .revoked : .revokedNoProof
        case .certificateExpired: isProven ? .expired : .outOfBoundsNoProof
        case .certificateNotYetValid: .notYetValid
        case .revocationUnknown, .timeStampRevocationUnknown: .tryLater
        case .certificateUnsuitable: .chainConstraintsFailure
        default: .noCertificateChainFound
        }
    }
}
