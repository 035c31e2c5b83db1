import ConventionDomain
import Parties

/// A parent who does not sign and was told of the convention, and where he or she is reached.
struct NotifiedParent {
    let person: Signatory
    let email: String
}

extension Dossier {
    /// Parents who do not sign and were told, in the order in which they were.
    var notified: [Signatory] {
        history.entries.compactMap { entry in
            guard case .parentNotified(let notice) = entry.event else { return nil }
            return Signatory(
                fieldName: notice.fieldName, role: .representative, name: notice.name, capacity: notice.capacity)
        }
    }

    /// Field names of the parents whose objection stands.
    var objections: Set<String> {
        switch state {
        case .signing(let progress), .expired(let progress, _): progress.objections
        default: []
        }
    }

    /// Whether nobody may sign because a parent objects.
    var isOnHold: Bool { !objections.isEmpty }

    func requireNotOnHold() throws(WorkflowError) {
        if isOnHold { throw .conventionOnHold }
    }
}

extension ConventionWorkflow {
    /// A parent who was told, with the address on file; `nil` when there is no address any more.
    func notifiedParent(_ fieldName: String, of dossier: Dossier) async throws(WorkflowError) -> NotifiedParent? {
        guard let person = dossier.notified.last(where: { $0.fieldName == fieldName }),
            let email = try await otherContacts(of: dossier).first(where: { $0.of.rawValue == fieldName })?.email
        else { return nil }
        return NotifiedParent(person: person, email: email)
    }

    /// Writes to a parent who does not sign.
    func letters(for dossier: Dossier, to parent: NotifiedParent) -> Letters {
        let drafting = dossier.drafting
        return Letters(
            drafting: Drafting(
                outline: drafting.outline, signatories: [parent.person], organisations: [:],
                templateIdentifier: drafting.templateIdentifier, dataDigest: drafting.dataDigest, order: drafting.order),
            contacts: [parent.person.fieldName: Contact(email: parent.email)], convention: dossier.id,
            texts: ports.texts, settings: settings)
    }

    /// The same message to every parent who was told.
    func addLetters(
        _ kind: MailKind, toNotifiedOf dossier: Dossier, to change: inout ConventionChange
    ) async throws(WorkflowError) {
        for person in dossier.notified {
            guard let parent = try await notifiedParent(person.fieldName, of: dossier) else { continue }
            change.mails.append(
                try letters(for: dossier, to: parent).write(kind, to: person.fieldName, key: try messageKey()))
        }
    }
}
