package import ConventionDomain

extension ConventionWorkflow {
    /// Destroys the key of a convention's personal data: afterwards nobody can read them, the school included. Messages
    /// that have not left are not sent any more; the journal's chain still verifies.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` while signatures are being gathered: cancel first, which tells
    ///   everybody who was invited; ``WorkflowError/retention(_:)`` under a legal hold; ``WorkflowError/conventionErased`` when it was
    ///   done before.
    package func erase(_ id: ConventionID, reason: Erasure.Reason) async throws(WorkflowError) {
        try await erase(id, reason: reason) { _ throws(WorkflowError) in }
    }

    /// - Parameter require: Asked of the newest journal, right before it is written; throws to refuse.
    func erase(
        _ id: ConventionID, reason: Erasure.Reason, require: (Dossier) throws(WorkflowError) -> Void
    ) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            try dossier.requireNoHold()
            try require(dossier)
            var change = dossier.newChange(at: time)
            change.events = [.erased(Erasure(reason: reason))]
            try dossier.requirePossible(change.events)
            return change
        }
    }
}
