import CMS
internal import OpenSSLBridge
import PAdES
import PDFModel
import Parties

/// Judges who signed, and what proves when.
struct IdentityAssessment {
    let chains: ChainAssessment

    struct Outcome {
        var list = CheckList()
        var proof: ProofOfExistence?
        var timeStamps: [TimeStampReport] = []
        /// Of the signatory and of each time-stamp, as far as they lead to an anchor; the leaf first, the anchor last.
        var paths: [[Certificate]] = []
        var evidence: Evidence?
        /// Of whom the authority at the chain's end certifies own certificates, by the trust folder; empty for an authority of the
        /// service's. It says nothing about roles itself.
        var ownCertificateRoles: Set<Signatory.Role> = []
        var isOwnCertificate: Bool { !ownCertificateRoles.isEmpty }
        /// Whether it does so without an authority in between, so that no other certificate belongs into the CMS. The service's
        /// own root issues to authorities alone.
        var isIssuedByAnchor = false
    }

    /// - Parameter covering: What a later document time-stamp proves about the signature; `nil` when none does.
    func assess(_ signature: SignatureFacts, covering: ProofOfExistence?) -> Outcome {
        var outcome = Outcome()
        let field = signature.fieldName
        guard case .signedData(let facts) = signature.contents, let leaf = facts.signingCertificate?.certificate else {
            outcome.list.object(
                Objection(.certificateIsThere, .noSigningCertificateFound, Finding(.certificateMissing, field: field)))
            outcome.list.skip(
                .certificateIsNamed, .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked,
                .algorithmsWereReliable, .keyIsUsedOnce, .timeIsProven, .timeStampsAreValid, .timesAreInOrder)
            return outcome
        }
        let stamps = SignatureTimeStamps(of: facts, signature: signature, covering: covering, chains: chains)
        (outcome.proof, outcome.timeStamps) = (stamps.proof, stamps.reports)
        outcome.list.object(bindingObjections(facts, signature) + stamps.objections)
        if let likely = stamps.likely, stamps.proof == nil, !leaf.isValid(at: chains.now) {
            outcome.list.object(Objection(.timeIsProven, likely.subIndication, nil))
        }
        judgeSuite(facts, stamps, field: field, in: &outcome.list)
        outcome.paths = stamps.paths
        judgeChain(leaf, facts, stamps, signature, in: &outcome)
        return outcome
    }

    private func bindingObjections(_ facts: SignedDataFacts, _ signature: SignatureFacts) -> [Objection] {
        let field = signature.fieldName
        var objections: [Objection] = []
        // Formats from before PAdES do not name the certificate.
        let isExpected = chains.policy.name == .strict || signature.dictionary.subFilter == "ETSI.CAdES.detached"
        let isMissing = facts.certificateBinding == .missing
        if !facts.certificateBinding.isAccepted(by: chains.policy), isExpected || !isMissing {
            objections.append(
                Objection(
                    .certificateIsNamed, isMissing ? .signatureConstraintsFailure : .noSigningCertificateFound,
                    Finding(.certificateNotBound, field: field)))
        }
        let verification = facts.verification(under: chains.policy.constraints)
        if verification != .valid {
            let isWrong = verification == .invalid || verification == .plainECDSA
            let rule: CheckRule = isWrong ? .signatureVerifies : .algorithmIsKnown
            objections.append(Objection(rule, rule.subIndication, Finding(.signatoryNotProven, field: field)))
        }
        return objections
    }

    private func judgeChain(
        _ leaf: Certificate, _ facts: SignedDataFacts, _ stamps: SignatureTimeStamps, _ signature: SignatureFacts,
        in outcome: inout Outcome
    ) {
        let (field, revision) = (signature.fieldName, signature.revisionIndex)
        guard chains.trust.hasAnchors else {
            outcome.list.object(
                Objection(.chainLeadsToAnchor, .noCertificateChainFound, Finding(.noTrustAnchor, field: field)))
            outcome.list.skip(.certificateWasValid, .certificateWasNotRevoked)
            return
        }
        let embedded = facts.certificates
        let proven = stamps.proof.map { min($0.time, chains.now) }
        let use = CertificateUse(
            purpose: .signatory, time: proven ?? stamps.likely?.time ?? chains.now, existence: proven ?? chains.now,
            isProven: proven != nil)
        let covered = stamps.covering.map { min($0.time, chains.now) } ?? chains.now
        let extended = chains.adding(certificates: facts.signedData.certificates, provenBy: stamps.covering)
            .adding(facts.signedData.unsignedRevocation, existence: covered, revision: revision)
            .adding(facts.signerInfo.signedRevocation, existence: use.existence, revision: revision)
        let judgement = extended.judge(leaf, candidates: embedded, use: use)
        outcome.paths.append(judgement.chain)
        outcome.ownCertificateRoles = chains.trust.rolesOfOwnCertificates(under: judgement.chain.last)
        outcome.isIssuedByAnchor =
            outcome.isOwnCertificate && judgement.chain.count == 2 && facts.signedData.certificates.count == 1
        outcome.evidence = extended.evidence
        judgement.notes.forEach { outcome.list.note($0.rule, $0.note) }
        if let fault = judgement.fault {
            outcome.list.object(
                Objection(
                    fault.fault.rule, fault.subIndication,
                    Finding(fault.fault.code, field: field, detail: fault.detail)))
        } else if !Set(embedded).isSubset(of: judgement.chain), facts.certificatesAreChain {
            // A certificate that is almost the issuer's, with a byte altered, belongs to no chain.
            outcome.list.object(
                Objection(.certificatesAreChain, nil, Finding(.certificatesOutsideProfile, field: field)))
        }
    }

    /// The signature's own digest and key; those of the certificates are judged with their chain.
    private func judgeSuite(
        _ facts: SignedDataFacts, _ stamps: SignatureTimeStamps, field: String, in list: inout CheckList
    ) {
        guard facts.verification(under: chains.policy.constraints) == .valid, let digest = facts.suite?.digest else {
            list.skip(.algorithmsWereReliable)
            return
        }
        let time = stamps.proof?.time ?? chains.now
        let reliability = chains.policy.constraints.reliability(ofDigest: digest)
        if let note = reliability.note(at: chains.now) { list.note(.algorithmsWereReliable, note) }
        guard !reliability.holds(at: time) else { return }
        list.object(
            Objection(
                .algorithmsWereReliable, reliability.subIndication(isProven: stamps.proof != nil),
                Finding(.algorithmOutdated, field: field, detail: .algorithm(digest))))
    }
}

extension CertificateBinding {
    /// Whether it names the certificate well enough.
    func isAccepted(by policy: ValidationPolicy) -> Bool {
        self == .matches || (self == .matchesBySHA1 && policy.name == .general)
    }
}

extension ChainAssessment {
    /// The same with the certificates of a CMS that a later document time-stamp covers.
    func adding(certificates: [[UInt8]], provenBy proof: ProofOfExistence?) -> ChainAssessment {
        guard let proof else { return self }
        var more = evidence
        certificates.forEach { more.add(certificate: $0, existence: min(proof.time, now)) }
        return ChainAssessment(trust: trust, policyArc: policyArc, policy: policy, now: now, evidence: more)
    }

    /// The same with what a CMS carries about revocation.
    func adding(_ revocation: EmbeddedRevocation, existence: Int64, revision: Int) -> ChainAssessment {
        guard !revocation.isEmpty else { return self }
        var more = evidence
        for der in revocation.lists {
            if let list = try? CertificateRevocationList(der: der) {
                more.add(.crl(list), existence: existence, revision: revision)
            }
        }
        for der in revocation.ocspResponses {
            if let response = try? OCSPResponse(der: der) {
                more.add(.ocsp(response), existence: existence, revision: revision)
            }
        }
        return ChainAssessment(trust: trust, policyArc: policyArc, policy: policy, now: now, evidence: more)
    }
}

extension TrustMaterial {
    /// Of whom an anchor certifies own certificates; one that is named for two counts for both.
    fileprivate func rolesOfOwnCertificates(under anchor: Certificate?) -> Set<Signatory.Role> {
        guard let anchor else { return [] }
        return Set(Signatory.Role.allCases.filter { anchors(of: $0).contains(anchor) })
    }
}
