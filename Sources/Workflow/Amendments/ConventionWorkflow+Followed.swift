import ConventionDomain

extension ConventionWorkflow {
    /// The convention that a document follows is such that its signatures still bring something about: asked at the first signature as at the
    /// last, and before a code is sent, so that nobody signs what can never be complete.
    ///
    /// - Throws: ``WorkflowError/amendment(_:)`` when the convention of an amendment was interrupted, attested or erased;
    ///   ``WorkflowError/attestation(_:)`` when what the host wrote is about another placement than it is now.
    func requireStanding(theConventionOf document: Dossier) async throws(WorkflowError) {
        guard let follows = document.drafting.follows else { return }
        let convention: Dossier
        do throws(WorkflowError) { convention = try await dossier(follows.convention) } catch {
            guard error == .conventionErased, follows.kind == .amendment else { throw error }
            throw .amendment(.conventionErased)
        }
        switch follows.kind {
        case .attestation: try require(document, toBeThatOf: convention)
        case .amendment:
            if case .interrupted = convention.state { throw .amendment(.conventionInterrupted) }
            guard convention.state.finished?.attestation == nil else { throw .amendment(.conventionAttested) }
        }
    }
}
