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
            parties: hasServed ? [] : dossier.parties, consent: try consent(for: signatory.role),
            documentDigest: newest, linkExpiresAt: link.record.expiresAt,
            notices: signatory.role == .school ? await notices(on: dossier) : [],
            sheets: hasServed ? [] : try await sheets(of: dossier, for: link.fieldName), outcome: outcome(of: dossier))
        view.mustUseAccount = mustUseAccount(link.fieldName, of: dossier)
        view.codeMethod = methodOnFile(for: link.fieldName, of: dossier)
        return view
    }

    /// What the school has to know about the template of a convention.
    func notices(on dossier: Dossier) async -> [BilingualText] {
        await ports.documents.notices(dossier.drafting.templateIdentifier, dossier.issue?.templateDigest)
    }

    private func situation(of fieldName: String, in dossier: Dossier) -> SigningView.Situation {
        switch dossier.state {
        case .refused: return .refused
        case .expired: return .expired(dossier.receipt(for: fieldName))
        case .cancelled, .erased, .notBegun, .completing, .toApprove, .draft: return .cancelled
        case .completed, .ended, .interrupted, .signing: break
        }
        if let receipt = dossier.receipt(for: fieldName) {
            return dossier.state.phase.isFinished ? .completed(receipt) : .signed(receipt)
        }
        if let paper = dossier.paper(of: fieldName) {
            return .onPaper(paper, isComplete: dossier.state.phase.isFinished)
        }
        if let pending = pendingSigning(of: fieldName, in: dossier) { return .pending(pending) }
        if deadlinePassed(of: dossier, at: now()) { return .expired(nil) }
        let awaited = dossier.awaited
        return awaited.contains(fieldName) ? .toSign : .waiting(for: dossier.roles(of: awaited))
    }

    func consent(for role: Signatory.Role) throws(WorkflowError) -> ConsentStatement {
        guard let statement = ports.texts.consents[role] else { throw .unavailable(.texts) }
        return statement
    }
}
