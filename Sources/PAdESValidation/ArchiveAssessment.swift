import CMS
import PDFModel

/// Judges the time-stamps over the document, the newest first: it has to be good today, and vouches for the ones before it.
///
/// One that is not trusted proves nothing and is passed over, as the standard has it, when a trusted one covers it: that one
/// covers everything else as well. Its own report says what is wrong. One that is wrong in itself is not passed over, and the
/// newest never: it is to carry the document, and whoever has to renew it must learn of it.
///
/// Source: EN 319 102-1 §5.6.3.4 (unchecked).
struct ArchiveAssessment {
    private(set) var findings: [Finding] = []
    private(set) var reports: [TimeStampReport] = []
    private(set) var provenTimes: [ProvenTime] = []
    /// With everything that is proven in the end.
    private(set) var chains: ChainAssessment
    private(set) var proofs = ArchivalProofs()

    /// - Parameters:
    ///   - chains: With what the verifier knows by itself.
    ///   - checkTime: Asked before each time-stamp.
    /// - Throws: What `checkTime` throws.
    init(
        of facts: DiagnosticData, chains: ChainAssessment, checkTime: () throws(PDFReadError) -> Void
    ) throws(PDFReadError) {
        let material = ArchivedMaterial(facts.securityStore)
        self.chains = chains.adding(material, proofs)
        for stamp in facts.documentTimeStamps.sorted(by: { $0.revisionIndex > $1.revisionIndex }) {
            try checkTime()
            let isTrusted = judge(stamp)
            guard isTrusted, let time = stamp.timeStamp.info?.generationTime else { continue }
            proofs.add(time, revision: stamp.revisionIndex)
            self.chains = chains.adding(material, proofs)
        }
        findings.reverse()
        reports.reverse()
        provenTimes.reverse()
    }

    private mutating func judge(_ stamp: DocumentTimeStampFacts) -> Bool {
        var list = CheckList()
        list.object(DocumentTimeStampStep.all.filter { !$0.holds(stamp) }.map { $0.objection(to: stamp) })
        var assessment = TimeStampAssessment(
            stamp: stamp.timeStamp, field: stamp.fieldName, revision: stamp.revisionIndex, chains: chains,
            existence: proofs.proof(ofValueIn: stamp.revisionIndex))
        var answers = CheckList()
        // One over other bytes proves nothing about these; that is said of integrity, not of who made it.
        if stamp.timeStamp.imprintMatches {
            answers = assessment.assess()
        } else {
            answers.skip(
                .certificateIsThere, .certificateIsNamed, .signatureVerifies, .algorithmIsKnown, .timeIsNotInFuture,
                .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked, .algorithmsWereReliable)
        }
        let coversAll = stamp.byteRange != nil && stamp.holeIsContents && stamp.coverage != .partial
        let isTrusted = coversAll && stamp.timeStamp.imprintMatches && answers.objections.isEmpty
        list.append(answers)
        let report = assessment.report(list, rules: CheckRule.ofDocumentTimeStamp)
        let isPassedOver = assessment.existence != nil && report.indication == .indeterminate
        findings += list.findings.filter { !isPassedOver || $0.code.dimension != .identity }.reversed()
        reports.append(report)
        provenTimes.append(
            ProvenTime(
                fieldName: stamp.fieldName, revisionIndex: stamp.revisionIndex,
                time: isTrusted ? stamp.timeStamp.info?.generationTime : nil))
        return isTrusted
    }
}

extension ChainAssessment {
    fileprivate func adding(_ material: ArchivedMaterial, _ proofs: ArchivalProofs) -> ChainAssessment {
        var more = evidence
        material.add(to: &more, proofs: proofs, now: now)
        return ChainAssessment(trust: trust, policyArc: policyArc, policy: policy, now: now, evidence: more)
    }
}
