import CMS
internal import OpenSSLBridge

/// Judges one time-stamp token.
///
/// Source: RFC 3161 §2.3, §2.4.2; EN 319 102-1 §5.4.
struct TimeStampAssessment {
    /// Clocks of two machines may differ by so many seconds.
    static let clockTolerance: Int64 = 60

    let stamp: TimeStampFacts
    let field: String
    let chains: ChainAssessment
    /// When the token itself is proven to have existed; `nil` when nothing but the moment of validation shows it.
    let existence: ProofOfExistence?
    /// Of the document, in which the token stands.
    let revision: Int
    /// The unit's; empty as long as it is not known to lead to an anchor.
    private(set) var path: [Certificate] = []

    init(
        stamp: TimeStampFacts, field: String, revision: Int, chains: ChainAssessment, existence: ProofOfExistence?
    ) {
        self.stamp = stamp
        self.field = field
        self.revision = revision
        self.chains = chains
        self.existence = existence
    }

    /// Unix time by which the token is known to have existed.
    private var existenceTime: Int64 { existence?.time ?? chains.now }

    mutating func assess() -> CheckList {
        var list = CheckList()
        list.object(tokenObjections())
        guard list.objections.isEmpty, let info = stamp.info, let unit = stamp.signingCertificate?.certificate else {
            list.skip(
                .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked, .algorithmsWereReliable)
            return list
        }
        if info.generationTime > chains.now + Self.clockTolerance {
            list.object(
                Objection(.timeIsNotInFuture, .formatFailure, finding(.timeStampInvalid, .time(.inFuture))))
            return list
        }
        judgeSuites(info, in: &list)
        judgeChain(of: unit, at: info.generationTime, in: &list)
        return list
    }

    /// The token's own digest and key, and the digest that stands for what was stamped.
    private func judgeSuites(_ info: TimeStampInfo, in list: inout CheckList) {
        let constraints = chains.policy.constraints
        let imprint = VerificationDigest(oid: info.imprintAlgorithm).map {
            constraints.reliability(ofDigest: $0.rawValue)
        }
        let own = stamp.suite.map { constraints.reliability(of: $0, at: existenceTime) }
        for reliability in [imprint ?? .never, own ?? .never] {
            if let note = reliability.note(at: chains.now) { list.note(.algorithmsWereReliable, note) }
            guard !reliability.holds(at: existenceTime) else { continue }
            let subIndication = reliability.subIndication(isProven: existence != nil)
            list.object(Objection(.algorithmsWereReliable, subIndication, finding(.timeStampInvalid)))
        }
    }

    private func tokenObjections() -> [Objection] {
        var objections: [Objection] = []
        func object(_ rule: CheckRule, _ subIndication: SubIndication?) {
            objections.append(Objection(rule, subIndication, finding(.timeStampInvalid)))
        }
        if stamp.info == nil { object(.contentsAreSignedData, .formatFailure) }
        if stamp.signingCertificate == nil { object(.certificateIsThere, .noSigningCertificateFound) }
        if !stamp.certificateBinding.isAccepted(by: chains.policy) {
            object(.certificateIsNamed, .noSigningCertificateFound)
        }
        if !stamp.imprintMatches { object(.digestMatches, .hashFailure) }
        switch stamp.verification {
        case .valid: break
        case .invalid, .noCertificate, .plainECDSA: object(.signatureVerifies, .signatureCryptographicFailure)
        case .unsupportedAlgorithm: object(.algorithmIsKnown, .cryptographicConstraintsFailure)
        }
        return objections
    }

    private mutating func judgeChain(of unit: Certificate, at time: Int64, in list: inout CheckList) {
        // That there is no anchor is a finding of the signature.
        guard chains.trust.hasAnchors else {
            list.object(Objection(.chainLeadsToAnchor, .noCertificateChainFound, nil))
            list.skip(.certificateWasValid, .certificateWasNotRevoked)
            return
        }
        let use = CertificateUse(
            purpose: .timeStamping, time: time, existence: min(existenceTime, chains.now), isProven: existence != nil)
        let judgement = chains.adding(certificates: stamp.certificates, provenBy: existence)
            .adding(stamp.revocation, existence: use.existence, revision: revision)
            .judge(unit, candidates: stamp.readCertificates, use: use)
        path = judgement.chain
        judgement.notes.forEach { list.note($0.rule, $0.note) }
        guard let fault = judgement.fault else { return }
        list.object(
            Objection(fault.fault.rule, fault.subIndication, finding(fault.fault.timeStampCode, fault.detail)))
    }

    private func finding(_ code: FindingCode, _ detail: FindingDetail? = nil) -> Finding {
        Finding(code, field: field, detail: detail)
    }
}

extension TimeStampAssessment {
    func report(_ list: CheckList, rules: [CheckRule]) -> TimeStampReport {
        let checks = list.checks(of: rules)
        return TimeStampReport(
            fieldName: field, revisionIndex: revision, generationTime: stamp.info?.generationTime,
            indication: checks.subIndication.indication, subIndication: checks.subIndication,
            certificate: stamp.signingCertificate, existence: existence, checks: checks)
    }
}
