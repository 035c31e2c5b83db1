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

    func assess() -> CheckList {
        var list = CheckList()
        list.object(tokenObjections())
        guard list.objections.isEmpty, let info = stamp.info, let facts = stamp.signingCertificate,
            let unit = try? Certificate(der: facts.der)
        else {
            list.skip(
                .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked, .algorithmsWereReliable)
            return list
        }
        if info.generationTime > chains.now + Self.clockTolerance {
            list.object(
                Objection(.timeIsNotInFuture, .formatFailure, finding(.timeStampInvalid, .time(.inFuture))))
            return list
        }
        judgeChain(of: unit, at: info.generationTime, in: &list)
        return list
    }

    private func tokenObjections() -> [Objection] {
        var objections: [Objection] = []
        func object(_ rule: CheckRule, _ subIndication: SubIndication?) {
            objections.append(Objection(rule, subIndication, finding(.timeStampInvalid)))
        }
        if stamp.info == nil { object(.contentsAreSignedData, .formatFailure) }
        if stamp.signingCertificate == nil { object(.certificateIsThere, .noSigningCertificateFound) }
        if stamp.certificateBinding != .matches { object(.certificateIsNamed, .noSigningCertificateFound) }
        if !stamp.imprintMatches { object(.digestMatches, .hashFailure) }
        switch stamp.verification {
        case .valid: break
        case .invalid, .noCertificate: object(.signatureVerifies, .signatureCryptographicFailure)
        case .unsupportedAlgorithm: object(.algorithmIsKnown, .cryptographicConstraintsFailure)
        }
        return objections
    }

    private func judgeChain(of unit: Certificate, at time: Int64, in list: inout CheckList) {
        // That there is no anchor is a finding of the signature.
        guard chains.trust.hasAnchors else {
            list.skip(.chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked, .algorithmsWereReliable)
            return
        }
        let candidates = stamp.certificates.compactMap { try? Certificate(der: $0) }
        switch chains.judge(unit, candidates: candidates, at: time, for: .timeStamping) {
        case .trusted: return
        case .fault(let code, let detail):
            let own: FindingCode = code == .revocationUnknown ? .timeStampRevocationUnknown : .timeStampIssuerUnknown
            list.object(Objection(code.rule, code.subIndication(isProven: existence != nil), finding(own, detail)))
        }
    }

    private func finding(_ code: FindingCode, _ detail: FindingDetail? = nil) -> Finding {
        Finding(code, field: field, detail: detail)
    }
}

extension TimeStampAssessment {
    func report(_ list: CheckList, revision: Int, rules: Set<CheckRule>) -> TimeStampReport {
        let checks = list.checks(of: rules)
        return TimeStampReport(
            fieldName: field, revisionIndex: revision, generationTime: stamp.info?.generationTime,
            indication: checks.subIndication.indication, subIndication: checks.subIndication,
            certificate: stamp.signingCertificate, existence: existence, checks: checks)
    }
}
