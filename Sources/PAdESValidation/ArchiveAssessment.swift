import CMS

/// Judges the time-stamps over the document like those over a signature: over which bytes, by whom, and when.
struct ArchiveAssessment {
    private(set) var findings: [Finding] = []
    private(set) var reports: [TimeStampReport] = []
    private(set) var provenTimes: [ProvenTime] = []

    init(of stamps: [DocumentTimeStampFacts], chains: ChainAssessment) {
        for stamp in stamps {
            var list = CheckList()
            list.object(DocumentTimeStampStep.all.filter { !$0.holds(stamp) }.map { $0.objection(to: stamp) })
            let assessment = TimeStampAssessment(
                stamp: stamp.timeStamp, field: stamp.fieldName, chains: chains, existence: nil)
            var answers = CheckList()
            // One over other bytes proves nothing about these; that is said of integrity, not of who made it.
            if stamp.timeStamp.imprintMatches {
                answers = assessment.assess()
            } else {
                answers.skip(
                    .certificateIsThere, .certificateIsNamed, .signatureVerifies, .algorithmIsKnown, .timeIsNotInFuture,
                    .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked, .algorithmsWereReliable)
            }
            let isTrusted = stamp.timeStamp.imprintMatches && answers.objections.isEmpty
            list.append(answers)
            findings += list.findings
            reports.append(
                assessment.report(list, revision: stamp.revisionIndex, rules: CheckRule.ofDocumentTimeStamp))
            provenTimes.append(
                ProvenTime(
                    fieldName: stamp.fieldName, revisionIndex: stamp.revisionIndex,
                    time: isTrusted ? stamp.timeStamp.info?.generationTime : nil))
        }
    }
}
