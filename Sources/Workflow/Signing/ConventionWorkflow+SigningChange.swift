import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Everything that a signature brings about, in one transaction: its events, the revision, the receipt, and the
    /// invitations of those who come next or, after the last, the finished document for everybody.
    func signingChange(
        _ act: SigningAct, _ signature: PreparedSignature, of dossier: Dossier
    ) throws(WorkflowError) -> ConventionChange {
        var change = dossier.newChange(at: signature.record.signedAt)
        change.events = act.consent.map { [.consentGiven($0)] } ?? []
        change.events.append(.signed(signature.record))
        change.files = [
            StoredFile(kind: .revision, digest: signature.record.revisionDigest, bytes: signature.document)
        ]
        change.usedCode = act.usedCode
        change.idempotency = act.idempotency
        let isOfBatch = act.consent?.batch != nil || dossier.isOfBatch(act.attempt)
        // Who signs alone gets the finished document, which says the same.
        let isAlone = dossier.drafting.follows?.kind == .attestation
        if !isOfBatch, !isAlone { try addReceipt(for: signature.record, of: dossier, to: &change) }
        if signature.isComplete {
            try addCompletion(signature.record, isOfBatch: isOfBatch, of: dossier, to: &change)
        } else {
            try addNextInvitations(after: signature.record, of: dossier, to: &change)
        }
        return change
    }

    func addReceipt(
        for record: SignatureRecord, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let values: [MailVariable: String] = [
            .signedAt: FrenchDate(timeZone: settings.timeZone).moment(record.signedAt),
            .digest: record.revisionDigest.hexadecimal,
        ]
        try addReadingLink(.receipt, for: record.fieldName, of: dossier, values, to: &change)
    }

    /// Who signed as one of many reads them on a page, and is not sent each.
    private func addCompletion(
        _ record: SignatureRecord, isOfBatch: Bool, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        change.events.append(.completed(Completion(finalDigest: record.revisionDigest)))
        let silent =
            dossier.signatures.filter { dossier.isOfBatch($0.attempt) }.map(\.fieldName)
            + (isOfBatch ? [record.fieldName] : [])
        for signatory in dossier.concerned
        where !silent.contains(signatory.fieldName) && !dossier.isDisowned(signatory.fieldName) {
            try addFinished(for: signatory.fieldName, paper: dossier.onPaper, of: dossier, to: &change)
        }
    }

    private func addNextInvitations(
        after record: SignatureRecord, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let issue = try dossier.requireIssue()
        let before = dossier.awaited
        for fieldName in issue.order.awaited(after: dossier.settledFields + [record.fieldName])
        where !before.contains(fieldName) {
            try addMeansToSign(
                for: fieldName, of: dossier, base: issue.baseDigest, occasion: .firstTime, to: &change)
        }
    }
}
