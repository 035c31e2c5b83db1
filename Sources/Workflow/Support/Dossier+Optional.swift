import ConventionDomain
import Parties

// Who is asked to sign and need not: nobody waits for them, and nobody is troubled for their sake.
extension Dossier {
    /// Who is told what becomes of the convention: all who must sign, and of those who need not the ones who have.
    var concerned: [Signatory] {
        drafting.signatories.filter { !$0.isOptional || signedFields.contains($0.fieldName) }
    }

    /// Field names of those who read that the convention is withdrawn: who was invited and must sign; of those who need not, who has signed, or has
    /// agreed to and was told that the signature will follow. Who was only asked has lost nothing.
    var toldOfWithdrawal: Set<String> {
        invitedFields.filter { fieldName in
            !drafting.order.optional.contains(fieldName) || signedFields.contains(fieldName) || isPending(fieldName)
        }
    }

    /// Field names of those who may sign now; nobody while a parent objects.
    var mayStillSign: [String] {
        guard case .signing(let progress) = state, !progress.isOnHold, !progress.isArchived else { return [] }
        return progress.order.fieldNames.filter { progress.permission(for: $0) == .maySign }
    }

    /// Field names of those who may sign, need not, and have neither signed nor declined; nobody while a parent objects.
    var openOptional: [String] {
        guard case .signing(let progress) = state, !progress.isOnHold, !progress.isArchived else { return [] }
        return progress.openOptional
    }

    /// Whether somebody need not sign, has not, and all have signed who must.
    func isNoLongerNeeded(_ fieldName: String) -> Bool {
        guard drafting.order.optional.contains(fieldName), !signedFields.contains(fieldName) else { return false }
        if case .signing(let progress) = state { return progress.isSignedByAll }
        return state.phase.isFinished
    }

    /// Whether somebody who need not sign has said not to.
    func hasDeclined(_ fieldName: String) -> Bool {
        if case .signing(let progress) = state { progress.declined.contains(fieldName) } else { false }
    }

    /// Where those who need not sign are reached, as a contact sheet has it.
    var optionalContacts: [ContactSheet.Contact] {
        drafting.order.optional.compactMap { fieldName in
            guard let person = ContactSheet.Person(rawValue: fieldName), let contact = history.contacts[fieldName]
            else { return nil }
            return .init(of: person, email: contact.email, telephone: contact.mobile)
        }
    }
}

extension ConventionWorkflow {
    /// Asks those who may sign and need not, once, when the convention is issued.
    func addOptionalInvitations(
        of dossier: Dossier, except strangers: [String] = [], base: DocumentDigest, to change: inout ConventionChange
    ) throws(WorkflowError) {
        for fieldName in dossier.drafting.order.optional where !strangers.contains(fieldName) {
            try addMeansToSign(for: fieldName, of: dossier, base: base, occasion: .firstTime, to: &change)
        }
    }

    /// Records that a signatory who need not sign does not. Nothing else changes: nobody is told, the link goes on signing as long as
    /// others have to sign. Repeated, it changes nothing.
    ///
    /// No code is asked for: nothing is lost by it.
    ///
    /// - Throws: ``WorkflowError/unknownLink`` for who has to sign, and refuses; ``WorkflowError/alreadySigned``;
    ///   ``WorkflowError/signaturePending``; ``WorkflowError/noLongerNeeded``; and as ``view(_:)``.
    package func decline(_ token: LinkToken) async throws(WorkflowError) {
        let link = try await openForSigning(token)
        guard link.dossier.drafting.order.optional.contains(link.fieldName) else { throw .unknownLink }
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            guard !dossier.isNoLongerNeeded(link.fieldName) else { throw .noLongerNeeded }
            _ = try dossier.requireUnsigned(link.fieldName)
            if dossier.hasDeclined(link.fieldName) { return nil }
            var change = dossier.newChange(at: time)
            change.events = [.declined(Declining(fieldName: link.fieldName))]
            try dossier.requirePossible(change.events)
            return change
        }
    }
}
