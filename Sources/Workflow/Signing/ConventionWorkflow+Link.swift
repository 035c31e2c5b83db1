import ConventionDomain

import struct Foundation.Date

/// A link that exists, and the convention it leads to.
struct OpenedLink {
    let record: LinkRecord
    let dossier: Dossier

    var fieldName: String { record.fieldName }
    var hasSigned: Bool { dossier.settledFields.contains(record.fieldName) }

    /// Neither replaced nor too old. Who has signed is told so rather than offered a new link.
    func requireAlive(at time: Date) throws(WorkflowError) {
        guard record.isRevoked || record.expiresAt <= time else { return }
        if record.kind == .signing, hasSigned { throw .alreadySigned }
        if dossier.isDisowned(fieldName) { throw .disownedLink }
        throw record.isRevoked ? .revokedLink : .expiredLink
    }
}

extension ConventionWorkflow {
    /// Looks a signatory's link up without judging its age.
    func open(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openAnybodys(token)
        // One for a parent who does not sign opens nothing but that parent's own page.
        guard link.dossier.signatory(link.fieldName) != nil else { throw .unknownLink }
        return link
    }

    func openAnybodys(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let record: LinkRecord?
        do { record = try await ports.store.link(token.hash) } catch { throw WorkflowError(error) }
        guard let record else { throw .unknownLink }
        let dossier = try await dossier(record.convention)
        guard dossier.issue?.baseDigest == record.baseDigest else { throw .unknownLink }
        return OpenedLink(record: record, dossier: dossier)
    }

    func openAlive(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await open(token)
        try link.requireAlive(at: now())
        return link
    }

    /// A link with which one can sign.
    func openForSigning(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openAlive(token)
        guard link.record.kind == .signing else { throw .unknownLink }
        return link
    }
}
