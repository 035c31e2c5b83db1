import ConventionDomain
package import Typesetting

extension ConventionWorkflow {
    /// The newest revision in PDF; changes nothing.
    ///
    /// - Throws: As ``view(_:)``; ``WorkflowError/alreadySigned`` behind a signing link that has served its purpose.
    package func document(_ token: LinkToken) async throws(WorkflowError) -> DocumentFile {
        try await newestRevision(of: try await openForReading(token).dossier)
    }

    /// The same text as the PDF, for a readable page; changes nothing.
    ///
    /// - Throws: As ``document(_:)``; ``WorkflowError/Inability/rendering`` when the template in place is not the one
    ///   that made the PDF, which can still be read.
    package func readableDocument(_ token: LinkToken) async throws(WorkflowError) -> DocumentContent {
        try await readableContent(of: try await openForReading(token).dossier)
    }

    func readableContent(of dossier: Dossier) async throws(WorkflowError) -> DocumentContent {
        let issue = try dossier.requireIssue()
        guard let issuedAt = dossier.issuedAt else { throw .unavailable(.damagedStorage) }
        let data = try await file(dossier.signedDrafting.dataDigest, of: dossier.id)
        let facts = IssueFacts(
            templateIdentifier: dossier.drafting.templateIdentifier, convention: dossier.id, issuedAt: issuedAt,
            isDemo: issue.isDemo, order: issue.order,
            templateDigest: issue.templateDigest, follows: dossier.drafting.follows)
        do { return try await ports.documents.readableContent(data, facts) } catch { throw WorkflowError(error) }
    }

    /// A signing link dies with the signature and with the convention; a reading link does not.
    func openForReading(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openAlive(token)
        guard link.record.kind == .signing else { return link }
        guard !link.hasSigned else { throw .alreadySigned }
        _ = try link.dossier.requireSigning()
        return link
    }
}
