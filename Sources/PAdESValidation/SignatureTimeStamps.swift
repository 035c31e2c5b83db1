import CMS

/// The time-stamps over one signature value: which time they prove, and what is wrong with them.
struct SignatureTimeStamps {
    /// The earliest trusted proof of the signature.
    private(set) var proof: ProofOfExistence?
    /// The earliest time of a token that would be trusted if it were known not to have been revoked: what is unknown about
    /// the time-stamp must not make the certificate look expired. Unix time.
    private(set) var likely: Int64?
    private(set) var objections: [Objection] = []
    private(set) var reports: [TimeStampReport] = []

    /// - Parameter covering: The proof that a later document time-stamp gives, of the signature and so of its tokens.
    init(of facts: SignedDataFacts, signature: SignatureFacts, covering: ProofOfExistence?, chains: ChainAssessment) {
        let field = signature.fieldName
        proof = covering
        if facts.timeStamps.isEmpty, covering == nil {
            objections.append(Objection(.timeIsProven, nil, Finding(.timeNotProven, field: field)))
        }
        for stamp in facts.timeStamps {
            let assessment = TimeStampAssessment(stamp: stamp, field: field, chains: chains, existence: covering)
            let list = assessment.assess()
            reports.append(assessment.report(list, revision: signature.revisionIndex, rules: CheckRule.ofTimeStamp))
            objections += list.objections.first.map { [Objection(.timeStampsAreValid, nil, $0.finding)] } ?? []
            guard let time = stamp.info?.generationTime else { continue }
            take(time, list)
        }
    }

    private mutating func take(_ time: Int64, _ list: CheckList) {
        if list.objections.isEmpty {
            guard proof.map({ time < $0.time }) ?? true else { return }
            proof = ProofOfExistence(time: time, origin: .signatureTimeStamp)
        } else if list.objections.allSatisfy({ $0.subIndication == .tryLater }) {
            likely = min(likely ?? time, time)
        }
    }
}
