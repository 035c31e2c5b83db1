package import ConventionDomain

extension ConventionWorkflow {
    /// Keeps a convention's file whatever its retention, until ``liftLegalHold(of:reason:)``: nobody erases it. It reaches the convention's
    /// amendments and attestation too, whichever of them is named, those that are begun later included.
    ///
    /// - Throws: ``WorkflowError/retention(_:)`` with ``RetentionRefusal/alreadyHeld`` when all of them are;
    ///   ``WorkflowError/conventionErased``.
    package func placeLegalHold(on id: ConventionID, reason: LegalHold.Reason) async throws(WorkflowError) {
        try await changeFile(of: id, orRefuse: .alreadyHeld) { dossier in
            dossier.legalHold == nil ? .legalHoldPlaced(LegalHold(reason: reason)) : nil
        }
    }

    /// Lets a convention's retention count again, and that of its amendments and attestation.
    ///
    /// - Parameter reason: In the school's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/retention(_:)`` with ``RetentionRefusal/notHeld`` when none of them is held.
    package func liftLegalHold(of id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await changeFile(of: id, orRefuse: .notHeld) { dossier in
            dossier.legalHold == nil ? nil : .legalHoldLifted(LegalHoldLifting(reason: reason))
        }
    }

    /// Adds an event to each document of a file that needs one, to all of them or none.
    private func changeFile(
        of id: ConventionID, orRefuse refusal: RetentionRefusal, _ event: (Dossier) -> ConventionEvent?
    ) async throws(WorkflowError) {
        for _ in 0..<settings.rounds {
            let time = now()
            var changes: [ConventionChange] = []
            for dossier in try await documents(inFileOf: id) {
                guard let event = event(dossier) else { continue }
                var change = dossier.newChange(at: time)
                change.events = [event]
                try dossier.requirePossible(change.events)
                changes.append(change)
            }
            guard !changes.isEmpty else { throw .retention(refusal) }
            do { return try await ports.store.commitAll(changes) } catch {
                guard error == .headMoved else { throw WorkflowError(error) }
            }
        }
        throw .unavailable(.contention)
    }

    /// A convention, its amendments and its attestations, as far as they are there: one of them may have been erased before.
    private func documents(inFileOf id: ConventionID) async throws(WorkflowError) -> [Dossier] {
        let named = try await dossier(id)
        guard let convention = try await unlessErased(named.drafting.follows?.convention ?? id) else { return [named] }
        var documents = [convention]
        for entry in convention.history.entries {
            let other: ConventionID? =
                switch entry.event {
                case .amendmentBegun(let beginning): beginning.amendment
                case .attestationBegun(let beginning): beginning.attestation
                default: nil
                }
            if let other, let document = try await unlessErased(other) { documents.append(document) }
        }
        return documents
    }

    private func unlessErased(_ id: ConventionID) async throws(WorkflowError) -> Dossier? {
        do throws(WorkflowError) { return try await dossier(id) } catch {
            guard error == .conventionErased else { throw error }
            return nil
        }
    }
}
