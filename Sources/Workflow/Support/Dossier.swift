import ConventionDomain
import Parties

import struct Foundation.Date

/// A convention's journal, read once: its state and the facts that use cases ask for.
struct Dossier {
    let history: ConventionHistory
    /// Of a convention that is being prepared, what is known so far.
    let drafting: Drafting
    /// The same as it is, or was, to be signed: amendments change none of it.
    let signedDrafting: Drafting
    let createdAt: Date
    let updatedAt: Date
    let state: ConventionState
    let issue: Issue?
    let issuedAt: Date?
    /// In the order of signing.
    let signatures: [SignatureRecord]
    /// Archival layers of the finished document, oldest first, and when they were added.
    let archivals: [(record: Archival, at: Date)]
    /// Field names of those who have an account with a second factor to sign with.
    var accountFields: Set<String> = []

    /// - Throws: ``WorkflowError/Inability/damagedStorage`` when the journal tells no possible story.
    init(_ history: ConventionHistory) throws(WorkflowError) {
        self.history = history
        guard let first = history.entries.first, first.event.drafting != nil,
            let drafting = history.entries.lazy.compactMap(\.event.drafting).last,
            let signedDrafting = history.entries.lazy.compactMap(\.event.signedDrafting).last
        else {
            throw .unavailable(.damagedStorage)
        }
        self.signedDrafting = signedDrafting
        (self.drafting, createdAt, updatedAt) = (drafting, first.at, history.entries.last?.at ?? first.at)
        do { state = try ConventionState.after(history.entries.map(\.event)) } catch {
            throw .unavailable(.damagedStorage)
        }
        var issue: Issue?
        var issuedAt: Date?
        var signatures: [SignatureRecord] = []
        var archivals: [(record: Archival, at: Date)] = []
        for entry in history.entries {
            if case .issued(let facts) = entry.event { (issue, issuedAt) = (facts, entry.at) }
            if case .signed(let signature) = entry.event { signatures.append(signature) }
            if case .archived(let record) = entry.event { archivals.append((record, entry.at)) }
        }
        (self.issue, self.issuedAt, self.signatures, self.archivals) = (issue, issuedAt, signatures, archivals)
    }

    var id: ConventionID { history.id }

    /// Digests of all revisions, revision 0 first; empty before issue.
    var revisionDigests: [DocumentDigest] {
        guard let issue else { return [] }
        return [issue.baseDigest] + signatures.map(\.revisionDigest) + archivals.map(\.record.revisionDigest)
    }

    /// Field names that carry a signature.
    var signedFields: [String] { signatures.map(\.fieldName) }

    /// Field names of those who were sent an invitation.
    var invitedFields: Set<String> {
        Set(
            history.entries.compactMap {
                if case .invited(let invitation) = $0.event { invitation.fieldName } else { nil }
            })
    }

    /// Field names of those whose turn it is; nobody's while a parent objects.
    var awaited: [String] {
        if case .signing(let progress) = state, !progress.isOnHold { progress.awaited } else { [] }
    }

    func signatory(_ fieldName: String) -> Signatory? {
        drafting.signatories.first { $0.fieldName == fieldName }
    }

    /// - Throws: ``WorkflowError/Inability/damagedStorage`` when a link or grant names nobody of this convention.
    func requireSignatory(_ fieldName: String) throws(WorkflowError) -> Signatory {
        guard let signatory = signatory(fieldName) else { throw .unavailable(.damagedStorage) }
        return signatory
    }

    /// Roles of the named signatories, each once, in the convention's order.
    func roles(of fieldNames: [String]) -> [Signatory.Role] {
        var roles: [Signatory.Role] = []
        for signatory in drafting.signatories where fieldNames.contains(signatory.fieldName) {
            if !roles.contains(signatory.role) { roles.append(signatory.role) }
        }
        return roles
    }

    var parties: [PartyStatus] {
        drafting.signatories.map { signatory in
            let signature = signatures.first { $0.fieldName == signatory.fieldName }
            var party = PartyStatus(
                signatory: signatory, signedAt: signature?.signedAt, isAwaited: awaited.contains(signatory.fieldName),
                isPending: isPending(signatory.fieldName), paper: paper(of: signatory.fieldName),
                prefersPaper: prefersPaper(signatory.fieldName))
            party.delegation = signature?.delegation
            party.hasDeclined = hasDeclined(signatory.fieldName)
            return party
        }
    }

    /// What a signatory gets for having signed; `nil` before.
    func receipt(for fieldName: String) -> SigningReceipt? {
        guard let signatory = signatory(fieldName),
            let signature = signatures.first(where: { $0.fieldName == fieldName })
        else { return nil }
        return SigningReceipt(
            convention: id, signatory: signatory, signedAt: signature.signedAt,
            identification: signature.identification, shownDigest: signature.shownDigest,
            revisionDigest: signature.revisionDigest, certificate: signature.certificate)
    }

    /// Number of events of a kind that concern a signatory, since a moment.
    func count(_ kind: ConventionEvent.Kind, of fieldName: String, since: Date) -> Int {
        history.entries.count { $0.event.kind == kind && $0.event.fieldName == fieldName && $0.at > since }
    }
}
