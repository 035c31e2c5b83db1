package import OpenSSLBridge
package import Parties

/// Judges a certificate that somebody wants to sign with, as the verifier will judge the signature made with it.
package struct OwnCertificateJudge {
    package struct Judgement {
        /// The leaf first, the anchor last; empty when there is no path.
        package let chain: [Certificate]
        /// `nil` when nothing is wrong.
        package let fault: ChainFault?
    }

    private let assessment: ChainAssessment
    private let now: Int64

    /// - Parameters:
    ///   - trust: Of it, only the anchors of own certificates of these roles count.
    ///   - roles: Of whom the certificate may be.
    ///   - now: The moment of signing, Unix time.
    package init(trust: TrustMaterial, of roles: Set<Signatory.Role> = [.employer], now: Int64) {
        let trust = trust.ofOwnCertificates(roles)
        self.now = now
        assessment = ChainAssessment(
            trust: trust, policyArc: nil, policy: .strict, now: now, evidence: Evidence(trust, now: now))
    }

    /// - Parameter candidates: Certificates that came with it; not trusted for that.
    package func judge(_ leaf: Certificate, candidates: [Certificate]) -> Judgement {
        let use = CertificateUse(purpose: .signatory, time: now, existence: now, isProven: true)
        let judgement = assessment.judge(leaf, candidates: candidates, use: use)
        return Judgement(chain: judgement.chain, fault: judgement.fault?.fault)
    }
}
