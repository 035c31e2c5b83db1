import CMS
internal import OpenSSLBridge

/// The time-stamps over one signature value: which time they prove, and what is wrong with them.
struct SignatureTimeStamps {
    /// The earliest trusted proof of the signature.
    private(set) var proof: ProofOfExistence?
    /// The earliest time of a token that would be trusted if more were known of it, Unix time, and what is not known: what is
    /// unknown about the time-stamp must not make the certificate look expired.
    private(set) var likely: (time: Int64, subIndication: SubIndication)?
    private(set) var objections: [Objection] = []
    /// The proof that a later document time-stamp gives.
    let covering: ProofOfExistence?
    /// Of each time-stamping unit, as far as it leads to an anchor.
    private(set) var paths: [[Certificate]] = []
    private(set) var reports: [TimeStampReport] = []

    /// - Parameter covering: The proof that a later document time-stamp gives, of the signature and so of its tokens.
    init(of facts: SignedDataFacts, signature: SignatureFacts, covering: ProofOfExistence?, chains: ChainAssessment) {
        let field = signature.fieldName
        self.covering = covering
        if facts.timeStamps.isEmpty, covering == nil {
            objections.append(Objection(.timeIsProven, nil, Finding(.timeNotProven, field: field)))
        }
        for stamp in facts.timeStamps {
            var assessment = TimeStampAssessment(
                stamp: stamp, field: field, revision: signature.revisionIndex, chains: chains, existence: covering)
            let list = assessment.assess()
            reports.append(assessment.report(list, rules: CheckRule.ofTimeStamp))
            paths.append(assessment.path)
            if let first = list.objections.first {
                objections.append(Objection(.timeStampsAreValid, nil, first.finding))
            }
            if let time = stamp.info?.generationTime { take(time, list) }
        }
        // One over the document that states an earlier time contradicts the signature's own: a matter of their order.
        proof = proof ?? covering
    }

    private mutating func take(_ time: Int64, _ list: CheckList) {
        let open: Set<SubIndication?> = [
            .tryLater, .noProof, .outOfBoundsNoProof, .cryptographicConstraintsFailureNoProof,
        ]
        if list.objections.isEmpty {
            guard proof.map({ time < $0.time }) ?? true else { return }
            proof = ProofOfExistence(time: time, origin: .signatureTimeStamp)
        } else if list.objections.allSatisfy({ open.contains($0.subIndication) }),
            let subIndication = list.objections.lazy.compactMap(\.subIndication).first,
            likely.map({ time < $0.time }) ?? true
        {
            likely = (time, subIndication)
        }
    }
}
