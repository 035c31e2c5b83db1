import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// « Ce n’est pas moi »: whoever opened the link is not the signatory. Link, codes and messages on their way stop working, and the
    /// school is told, which corrects the address or sends the means to sign again. Repeated, it changes nothing.
    ///
    /// No code is asked for: the stranger has none to get, and nothing is lost that the school cannot undo.
    ///
    /// - Throws: ``WorkflowError/alreadySigned``; ``WorkflowError/conventionCompleted`` and its likes; and as ``view(_:)``.
    package func disown(_ token: LinkToken) async throws(WorkflowError) {
        let link: OpenedLink
        do { link = try await openAlive(token) } catch {
            if error == .disownedLink { return }
            throw error
        }
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            if dossier.isDisowned(link.fieldName) { return nil }
            _ = try dossier.requireUnsigned(link.fieldName)
            var change = dossier.newChange(at: time)
            if let pending = dossier.pending[link.fieldName] {
                change.events.append(
                    .consentLapsed(
                        ConsentLapse(fieldName: link.fieldName, attempt: pending.attempt, reason: .disowned)))
            }
            change.events.append(.disowned(Disowning(fieldName: link.fieldName)))
            change.revocations = [Revocation(fieldName: link.fieldName, reach: .everythingSent)]
            try await addToSchool(
                .disownedSchool, about: dossier, except: link.fieldName,
                [.missing: dossier.names(of: [link.fieldName])], to: &change)
            return change
        }
    }
}

extension Dossier {
    /// Whether somebody said that the signatory's link reached the wrong person, and the school has done nothing about it since.
    func isDisowned(_ fieldName: String) -> Bool {
        history.entries.last {
            [.disowned, .contactCorrected, .invited, .linkRenewed].contains($0.event.kind)
                && $0.event.fieldName == fieldName
        }?.event.kind == .disowned
    }
}
