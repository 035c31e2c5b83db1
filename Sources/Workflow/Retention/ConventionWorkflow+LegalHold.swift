package import ConventionDomain

extension ConventionWorkflow {
    /// Keeps a convention's file whatever its retention, until ``liftLegalHold(of:reason:)``: nobody erases it.
    ///
    /// - Throws: ``WorkflowError/retention(_:)`` with ``RetentionRefusal/alreadyHeld``; ``WorkflowError/conventionErased``.
    package func placeLegalHold(on id: ConventionID, reason: LegalHold.Reason) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            guard dossier.legalHold == nil else { throw .retention(.alreadyHeld) }
            var change = dossier.newChange(at: time)
            change.events = [.legalHoldPlaced(LegalHold(reason: reason))]
            try dossier.requirePossible(change.events)
            return change
        }
    }

    /// Lets a convention's retention count again.
    ///
    /// - Parameter reason: In the school's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/retention(_:)`` with ``RetentionRefusal/notHeld``.
    package func liftLegalHold(of id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            guard dossier.legalHold != nil else { throw .retention(.notHeld) }
            var change = dossier.newChange(at: time)
            change.events = [.legalHoldLifted(LegalHoldLifting(reason: reason))]
            try dossier.requirePossible(change.events)
            return change
        }
    }
}
