import ConventionDomain

extension ConventionWorkflow {
    /// Records that a person, not a mail scanner, opened the page; repeated, it records nothing more.
    ///
    /// - Throws: As ``view(_:)``.
    package func recordOpening(_ token: LinkToken) async throws(WorkflowError) {
        let link = try await openAlive(token)
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            guard case .signing(let progress) = dossier.state, !dossier.settledFields.contains(link.fieldName) else {
                return nil
            }
            let opening = Opening(fieldName: link.fieldName, shownDigest: progress.headDigest)
            guard !dossier.history.entries.contains(where: { $0.event == .opened(opening) }) else { return nil }
            var change = dossier.newChange(at: time)
            change.events = [.opened(opening)]
            return change
        }
    }
}
