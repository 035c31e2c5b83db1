import CMS
internal import OpenSSLBridge

/// Judges the time-stamps of one signature: which time they prove, and what is wrong with them.
struct TimeStampAssessment {
    /// Clocks of two machines may differ by so many seconds.
    static let clockTolerance: Int64 = 60

    /// The earliest time that a trusted time-stamp proves, Unix time.
    private(set) var proven: Int64?
    /// The earliest time of one that would be trusted if it were known not to have been revoked: what is unknown about
    /// the time-stamp must not make the certificate look expired.
    private(set) var likely: Int64?
    private(set) var findings: [Finding] = []
    private let chains: ChainAssessment

    init(of facts: SignedDataFacts, field: String, chains: ChainAssessment) {
        self.chains = chains
        if facts.timeStamps.isEmpty { findings.append(Finding(.timeNotProven, field: field)) }
        for stamp in facts.timeStamps {
            let fault = fault(of: stamp)
            if let fault { findings.append(Finding(fault.code, field: field, detail: fault.detail)) }
            guard let time = stamp.info?.generationTime else { continue }
            if fault == nil { proven = min(proven ?? time, time) }
            if fault?.code == .timeStampRevocationUnknown { likely = min(likely ?? time, time) }
        }
    }

    /// Source: RFC 3161 §2.3, §2.4.2; EN 319 102-1 §5.4.
    private func fault(of stamp: TimeStampFacts) -> (code: FindingCode, detail: FindingDetail?)? {
        guard stamp.imprintMatches, stamp.verification == .valid, stamp.certificateBinding == .matches,
            let info = stamp.info, let facts = stamp.signingCertificate, let unit = try? Certificate(der: facts.der)
        else { return (.timeStampInvalid, nil) }
        guard info.generationTime <= chains.now + Self.clockTolerance else {
            return (.timeStampInvalid, .time(.inFuture))
        }
        // Without an anchor nobody can say more; that there is none is a finding of its own.
        guard chains.trust.hasAnchors else { return nil }
        let candidates = stamp.certificates.compactMap { try? Certificate(der: $0) }
        switch chains.judge(unit, candidates: candidates, at: info.generationTime, for: .timeStamping) {
        case .trusted: return nil
        case .fault(.revocationUnknown, let detail): return (.timeStampRevocationUnknown, detail)
        case .fault(_, let detail): return (.timeStampIssuerUnknown, detail)
        }
    }
}
