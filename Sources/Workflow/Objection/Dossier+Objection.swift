import ConventionDomain
import Parties

import struct Foundation.Date

/// A parent who does not sign and was told of the convention, and where he or she is reached.
struct NotifiedParent {
    let person: Signatory
    let email: String
}

extension Dossier {
    /// Parents who do not sign and were told, each once, in the order in which they were told first.
    var notified: [Signatory] {
        var parents: [Signatory] = []
        for entry in history.entries {
            guard case .parentNotified(let notice) = entry.event,
                !parents.contains(where: { $0.fieldName == notice.fieldName })
            else { continue }
            parents.append(
                Signatory(
                    fieldName: notice.fieldName, role: .representative, name: notice.name, capacity: notice.capacity))
        }
        return parents
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

    /// Signatures are being gathered; an objection is taken back also when the time for that is over, or the school could never reopen
    /// the convention.
    func requireSigning(for purpose: CodeUse.Purpose) throws(WorkflowError) -> SigningProgress {
        if case .expired(let progress, _) = state, purpose == .withdrawObjection { return progress }
        return try requireSigning()
    }

    /// Whether what was agreed to at a moment, and is not in the journal yet, signs nothing any more: since then a parent has objected,
    /// or the time for signing was over. The journal's own consents end by the same events.
    func hasEndedConsents(givenAt moment: Date) -> Bool {
        history.entries.contains { [.objected, .expired].contains($0.event.kind) && $0.at >= moment }
    }
}

extension ConventionWorkflow {
    /// A parent who was told, with the address on file; `nil` when there is no address any more, or the school forbids to write to it.
    func notifiedParent(_ fieldName: String, of dossier: Dossier) async throws(WorkflowError) -> NotifiedParent? {
        guard let person = dossier.notified.first(where: { $0.fieldName == fieldName }),
            let contact = try await otherContacts(of: dossier).first(where: { $0.of.rawValue == fieldName }),
            let email = contact.noticeAddress
        else { return nil }
        return NotifiedParent(person: person, email: email)
    }

    /// Writes to a parent who does not sign.
    func letters(for dossier: Dossier, to parent: NotifiedParent) -> Letters {
        let drafting = dossier.drafting
        return Letters(
            drafting: Drafting(
                outline: drafting.outline, signatories: [parent.person], organisations: [:],
                templateIdentifier: drafting.templateIdentifier, dataDigest: drafting.dataDigest, order: drafting.order,
                follows: drafting.follows),
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
