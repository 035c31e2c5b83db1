internal import OpenSSLBridge
import Parties

/// Judges chains of certificates with what the verifier trusts.
struct ChainAssessment {
    /// Why a chain does not hold, or the chain.
    enum Outcome {
        /// The leaf first, the anchor last.
        case trusted([Certificate])
        case fault(FindingCode, detail: FindingDetail)
    }

    let trust: TrustMaterial
    /// `nil` when nobody knows under which identifiers roles are named.
    let policyArc: PolicyArc?
    /// The moment of validation, Unix time.
    let now: Int64

    /// - Parameters:
    ///   - candidates: Certificates that came with the signature; not trusted for that.
    ///   - time: The moment of use, Unix time.
    func judge(
        _ leaf: Certificate, candidates: [Certificate], at time: Int64, for purpose: ChainValidator.Purpose
    ) -> Outcome {
        // A list that has run out may still show a revocation, but it no longer shows that there was none.
        let fresh = trust.revocationLists.filter { $0.nextUpdate >= now || $0.thisUpdate >= time }
        var chain: [Certificate] = []
        for lists in [trust.revocationLists, fresh] {
            let outcome = ChainValidator(
                anchors: purpose == .timeStamping ? trust.anchors + trust.timeStampAnchors : trust.anchors,
                revocationLists: lists, revocationRule: .requiredForCAs
            )
            .validate(
                leaf, intermediates: trust.intermediates + candidates, at: time, for: purpose,
                policies: purpose == .signatory ? claimedPolicies(leaf) : [])
            switch outcome {
            case .untrusted(let code, let depth, _):
                return .fault(code.finding, detail: .chain(code.fault, depth: depth))
            case .trusted(let path): chain = path
            }
        }
        return .trusted(chain)
    }

    /// The chain must be valid for what the certificate says about its holder: an authority that may not certify roles
    /// certifies none.
    private func claimedPolicies(_ leaf: Certificate) -> [String] {
        guard let policyArc else { return [] }
        return leaf.policyOIDs.filter { policyArc.role(for: $0) != nil || policyArc.method(for: $0) != nil }
    }
}

extension ChainOutcome.Fault {
    fileprivate var fault: ChainFault { ChainFault(rawValue: rawValue) ?? .other }

    fileprivate var finding: FindingCode {
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
