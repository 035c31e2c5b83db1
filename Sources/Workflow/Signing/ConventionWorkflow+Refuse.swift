import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Records that the signatory refuses to sign; the school is told at once. Repeated, it changes nothing.
    ///
    /// - Parameter reason: In the signatory's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the reason; ``WorkflowError/alreadySigned``; and as
    ///   ``view(_:)``.
    package func refuse(_ token: LinkToken, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        let link = try await openAlive(token)
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            if case .refused(let earlier) = dossier.state, earlier.fieldName == link.fieldName { return nil }
            guard !dossier.signedFields.contains(link.fieldName) else { throw .alreadySigned }
            var change = dossier.newChange(at: time)
            let refusal = Refusal(fieldName: link.fieldName, reason: reason)
            change.events = [.refused(refusal)]
            try dossier.requirePossible(change.events)
            try addNotices(of: refusal, in: dossier, to: &change)
            return change
        }
    }

    /// The school learns who refused and why; the others who know of the convention learn that it is closed.
    private func addNotices(
        of refusal: Refusal, in dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let letters = letters(for: dossier)
        let refuser = try dossier.requireSignatory(refusal.fieldName)
        for signatory in dossier.drafting.signatories where signatory.fieldName != refusal.fieldName {
            if signatory.role == .school {
                change.mails.append(
                    try letters.write(
                        .refusedSchool, to: signatory.fieldName, key: try messageKey(),
                        [.refusedBy: "\(refuser.name.full) (\(refuser.capacity))", .reason: refusal.reason]))
            } else if dossier.invitedFields.contains(signatory.fieldName) {
                change.mails.append(try letters.write(.refused, to: signatory.fieldName, key: try messageKey()))
            }
        }
    }
}
