import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// What the page behind a link shows; changes nothing.
    ///
    /// A signing link whose signatory has signed still gives the receipt, and nothing else.
    ///
    /// - Throws: ``WorkflowError/unknownLink``, ``WorkflowError/expiredLink`` (offer ``renewLink(_:)``),
    ///   ``WorkflowError/revokedLink``, or ``WorkflowError/alreadySigned`` when a signing link is too old and there is
    ///   no use for a new one.
    package func view(_ token: LinkToken) async throws(WorkflowError) -> SigningView {
        let link = try await openAlive(token)
        let dossier = link.dossier
        let signatory = try dossier.requireSignatory(link.fieldName)
        guard let newest = dossier.revisionDigests.last else { throw .unknownLink }
        let hasServed = link.record.kind == .signing && link.hasSigned
        var view = SigningView(
            convention: dossier.id, linkKind: link.record.kind, signatory: signatory,
            outline: dossier.drafting.outline, situation: situation(of: link.fieldName, in: dossier),
            parties: hasServed || dossier.successor != nil || dossier.isNoLongerNeeded(link.fieldName)
                ? [] : dossier.parties,
            consent: try consent(for: signatory.role, of: dossier),
            documentDigest: newest, linkExpiresAt: link.record.expiresAt,
            notices: signatory.role == .school ? try await signerNotices(on: dossier) : [],
            sheets: hasServed ? [] : try await sheets(of: dossier, for: link.fieldName), outcome: outcome(of: dossier))
        (view.relation, view.attestation) = (dossier.relation, attestation(of: dossier))
        view.hasDeclined = dossier.hasDeclined(link.fieldName)
        view.mustUseAccount = mustUseAccount(link.fieldName, of: dossier)
        view.codeMethod = methodOnFile(for: link.fieldName, of: dossier)
        return view
    }

    /// What the school has to know about the template of a convention.
    func notices(on dossier: Dossier) async -> [BilingualText] {
        await ports.documents.notices(dossier.drafting.templateIdentifier, dossier.issue?.templateDigest)
    }

    /// The same, and what keeps its reader from signing for a head of school.
    private func signerNotices(on dossier: Dossier) async throws(WorkflowError) -> [BilingualText] {
        await notices(on: dossier) + [try await missingDelegation(of: dossier)?.signerText].compactMap(\.self)
    }

    private func situation(of fieldName: String, in dossier: Dossier) -> SigningView.Situation {
        switch dossier.state {
        case _ where dossier.successor != nil: return .superseded
        case .refused: return .refused
        case .expired: return .expired(dossier.receipt(for: fieldName))
        case .cancelled, .superseded, .erased, .notBegun, .completing, .toApprove, .draft: return .cancelled
        case .completed, .amended, .ended, .interrupted, .signing: break
        }
        if dossier.isOnHold { return .onHold(dossier.receipt(for: fieldName)) }
        if let receipt = dossier.receipt(for: fieldName) {
            return dossier.state.phase.isFinished ? .completed(receipt) : .signed(receipt)
        }
        if dossier.isNoLongerNeeded(fieldName) { return .noLongerNeeded }
        if let paper = dossier.paper(of: fieldName) {
            return .onPaper(paper, isComplete: dossier.state.phase.isFinished)
        }
        if let pending = pendingSigning(of: fieldName, in: dossier) { return .pending(pending) }
        if deadlinePassed(of: dossier, at: now()) { return .expired(nil) }
        return dossier.mayStillSign.contains(fieldName) ? .toSign : .waiting(for: dossier.roles(of: dossier.awaited))
    }

    func consent(
        for role: Signatory.Role, of dossier: Dossier
    ) throws(WorkflowError) -> ConsentStatement {
        guard dossier.drafting.follows?.kind == .attestation else { return try consent(for: role) }
        guard let statement = ports.texts.attestation else { throw .unavailable(.texts) }
        return statement
    }

    func consent(for role: Signatory.Role) throws(WorkflowError) -> ConsentStatement {
        guard let statement = ports.texts.consents[role] else { throw .unavailable(.texts) }
        return statement
    }
}
