package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Takes back the statement that somebody signed on paper: a wrong scan, a wrong person. As long as nobody later in the order has
    /// signed, also after the completion; the signatory is asked anew, while a parent objects only once that is over.
    ///
    /// - Parameter reason: In the school's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/paper(_:)`` when there is no such statement, or somebody has signed since.
    package func withdrawPaper(_ fieldName: String, of id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            guard let paper = dossier.paper(of: fieldName) else { throw .paper(.notOnPaper) }
            // The convention that it changes is read with it.
            if dossier.drafting.follows != nil, dossier.state.finished != nil { throw .amendment(.alreadyAmended) }
            var change = dossier.newChange(at: time)
            change.events = [
                .paperWithdrawn(
                    PaperWithdrawal(
                        fieldName: fieldName, statementDigest: paper.attestation.statementDigest, reason: reason))
            ]
            if dossier.state.phase.isFinished { try addRetraction(of: dossier, to: &change) }
            // In an archived document nobody can sign any more: a new copy on paper is what is left.
            // While a parent objects nobody signs: who is awaited is asked when the hold ends.
            guard dossier.archivals.isEmpty, !dossier.isOnHold else { return change }
            let base = try dossier.requireIssue().baseDigest
            try addMeansToSign(forAll: [fieldName], of: dossier, base: base, occasion: .paperWithdrawn, to: &change)
            return change
        }
    }

    /// Whoever was told that the convention is complete is told that it is not.
    private func addRetraction(
        of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let letters = letters(for: dossier)
        for signatory in dossier.concerned where !dossier.isDisowned(signatory.fieldName) {
            change.mails.append(
                try letters.write(.completionRetracted, to: signatory.fieldName, key: try messageKey()))
        }
    }
}
