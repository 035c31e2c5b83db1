internal import OpenSSLBridge
import Parties

/// What a certificate was used for, and when.
struct CertificateUse {
    let purpose: ChainValidator.Purpose
    /// The moment at which the whole chain must have been valid, Unix time: the time of a signature, or the one that a
    /// token states.
    let time: Int64
    /// When what was made with the key is known to have existed, Unix time; the moment of validation when nothing proves an
    /// earlier one.
    let existence: Int64
    /// Whether something else than the moment of validation shows ``existence``.
    let isProven: Bool
}

/// What came of a chain: trusted, or the first fault.
struct ChainJudgement {
    struct Fault {
        let fault: ChainFault
        /// 0 the leaf, 1 its issuer…
        let depth: Int
        let subIndication: SubIndication

        var detail: FindingDetail { .chain(fault, depth: depth) }
    }

    /// The leaf first, the anchor last; empty when there is no path.
    var chain: [Certificate] = []
    var fault: Fault?
    var notes: [(rule: CheckRule, note: CheckNote)] = []
}

/// Judges chains of certificates with what the verifier trusts and what is proven to have existed.
///
/// Source: EN 319 102-1 §5.2.6 (X.509 validation), §5.6.2.1 (past certificate validation).
struct ChainAssessment {
    let trust: TrustMaterial
    /// `nil` when nobody knows under which identifiers roles are named.
    let policyArc: PolicyArc?
    let policy: ValidationPolicy
    /// The moment of validation, Unix time.
    let now: Int64
    let evidence: Evidence

    /// - Parameters:
    ///   - candidates: Certificates that came with the signature; not trusted for that.
    ///   - policies: For which the chain must be valid; by default what a signatory's certificate says about its holder.
    func judge(
        _ leaf: Certificate, candidates: [Certificate], use: CertificateUse, policies: [String]? = nil
    ) -> ChainJudgement {
        let outcome = ChainValidator(
            anchors: trust.anchors
                + (use.purpose == .timeStamping
                    ? trust.timeStampAnchors : trust.employerAnchors + trust.schoolAnchors),
            revocationLists: [], revocationRule: .none,
            strictness: policy.name == .strict ? .strict : .general
        )
        .validate(
            leaf, intermediates: trust.intermediates + candidates + evidence.certificates, at: use.time,
            for: use.purpose, policies: policies ?? (use.purpose == .signatory ? claimedPolicies(leaf) : []))
        switch outcome {
        case .untrusted(let code, let depth, _):
            return ChainJudgement(
                fault: .init(fault: code.fault, depth: depth, subIndication: code.subIndication(use)))
        case .trusted(let chain):
            var judgement = ChainJudgement(chain: chain)
            judgement.fault = expiry(of: chain, use: use) ?? weakness(of: chain, use: use, &judgement.notes)
            guard judgement.fault == nil else { return judgement }
            var sliding = ValidationTimeSliding(
                chain: chain, use: use, evidence: evidence, now: now, constraints: policy.constraints)
            judgement.fault = sliding.firstFault()
            judgement.notes += sliding.notes + expiryNotes(chain)
            return judgement
        }
    }

    /// The chain must be valid for what the certificate says about its holder: an authority that may not certify roles
    /// certifies none.
    private func claimedPolicies(_ leaf: Certificate) -> [String] {
        guard let policyArc else { return [] }
        return leaf.policyOIDs.filter { policyArc.role(for: $0) != nil || policyArc.method(for: $0) != nil }
    }

    /// A token says itself when it was made: that it was before the end of its certificate has to be known otherwise.
    private func expiry(of chain: [Certificate], use: CertificateUse) -> ChainJudgement.Fault? {
        guard use.purpose == .timeStamping else { return nil }
        return chain.dropLast().firstIndex { use.existence > $0.notAfter }
            .map { .init(fault: .expired, depth: $0, subIndication: .outOfBoundsNoProof) }
    }

    private func expiryNotes(_ chain: [Certificate]) -> [(rule: CheckRule, note: CheckNote)] {
        chain.dropLast().enumerated().filter { $0.element.notAfter < now }.prefix(1)
            .map { (.certificateWasValid, .expiredSince(depth: $0.offset, time: $0.element.notAfter)) }
    }

    /// Keys and digests below the anchor, which is trusted for being known.
    ///
    /// Deviates: they are judged by the time of the use, as the signature is; EN 319 102-1 slides once more over them.
    private func weakness(
        of chain: [Certificate], use: CertificateUse, _ notes: inout [(rule: CheckRule, note: CheckNote)]
    ) -> ChainJudgement.Fault? {
        for (depth, certificate) in chain.dropLast().enumerated() {
            guard let key = try? certificate.publicKey else {
                return .init(fault: .other, depth: depth, subIndication: .certificateChainGeneralFailure)
            }
            let suite = CryptographicConstraints.Suite(
                digest: certificate.signatureDigest.name, keyKind: key.algorithmName, keyBitCount: key.bitCount)
            let reliability = policy.constraints.reliability(of: suite, at: use.existence)
            guard reliability.holds(at: use.existence) else {
                return .init(
                    fault: .weakCryptography, depth: depth,
                    subIndication: reliability.subIndication(isProven: use.isProven))
            }
            if let note = reliability.note(at: now) { notes.append((.algorithmsWereReliable, note)) }
        }
        return nil
    }
}

extension CryptographicConstraints.Reliability {
    /// Why something that does not hold is no proof.
    func subIndication(isProven: Bool) -> SubIndication {
        if case .until = self, !isProven { return .cryptographicConstraintsFailureNoProof }
        return .cryptographicConstraintsFailure
    }

    /// What a reader should know of something that holds.
    func note(at now: Int64) -> CheckNote? {
        switch self {
        case .reliable, .never: nil
        case .advisedUntil(let end), .until(let end): end <= now ? .algorithmOutdatedSince(end) : nil
        }
    }
}

extension ChainOutcome.Fault {
    fileprivate var fault: ChainFault { ChainFault(rawValue: rawValue) ?? .other }

    fileprivate func subIndication(_ use: CertificateUse) -> SubIndication {
        switch self {
        case .noAnchor, .badSignature: .noCertificateChainFound
        case .other: .certificateChainGeneralFailure
        case .notYetValid: .notYetValid
        case .expired: use.isProven ? .expired : .outOfBoundsNoProof
        case .revoked: .revoked
        case .revocationUnknown, .revocationOutdated: .tryLater
        case .policyNotAccepted, .wrongUsage: .chainConstraintsFailure
        case .weakCryptography: .cryptographicConstraintsFailure
        }
    }
}

extension ChainFault {
    /// Which question about a chain this is the answer to.
    var rule: CheckRule {
        switch self {
        case .revoked, .revocationUnknown, .revocationOutdated: .certificateWasNotRevoked
        case .expired, .notYetValid: .certificateWasValid
        case .weakCryptography: .algorithmsWereReliable
        case .noAnchor, .badSignature, .policyNotAccepted, .wrongUsage, .other: .chainLeadsToAnchor
        }
    }

    /// What is found of a signatory's chain.
    var code: FindingCode {
        switch self {
        case .noAnchor, .badSignature, .policyNotAccepted, .other: .issuerUnknown
        case .notYetValid: .certificateNotYetValid
        case .expired: .certificateExpired
        case .revoked: .certificateRevoked
        case .revocationUnknown, .revocationOutdated: .revocationUnknown
        case .wrongUsage, .weakCryptography: .certificateUnsuitable
        }
    }

    /// What is found of a time-stamping unit's chain.
    var timeStampCode: FindingCode {
        switch self {
        case .revocationUnknown, .revocationOutdated: .timeStampRevocationUnknown
        case .expired: .timeStampExpired
        default: .timeStampIssuerUnknown
        }
    }
}
