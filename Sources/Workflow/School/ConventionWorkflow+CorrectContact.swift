package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Corrects where a signatory is reached. What was sent to the former address stops working, and what had not left
    /// is not sent; the new address gets what this signatory needs now. The former address is told nothing: it may be a
    /// stranger's.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when nobody has this field name, the address is not acceptable or is
    ///   the one on file; ``WorkflowError/conventionRefused``, ``WorkflowError/conventionCancelled`` or
    ///   ``WorkflowError/conventionErased`` when nothing will be sent any more.
    package func correctContact(
        of id: ConventionID, signatory fieldName: String, email: String
    ) async throws(WorkflowError) {
        guard isMailAddress(email) else {
            throw .invalidData([.invalidAddress(of: fieldName.onOneLine)])
        }
        try await change(id) { dossier, time throws(WorkflowError) in
            try dossier.requireListed(fieldName)
            try dossier.requireKnown(fieldName)
            guard let former = dossier.history.contacts[fieldName] else { throw dossier.unknownAddress(of: fieldName) }
            guard former.email != email else {
                throw .invalidData([
                    BilingualText(
                        "C’est déjà l’adresse électronique de « \(fieldName) » : rien n’a été modifié.",
                        "This is the mail address of \(fieldName) already; nothing was changed.")
                ])
            }
            let correction = ContactCorrection(fieldName: fieldName, formerEmail: former.email, email: email)
            var change = dossier.newChange(at: time)
            // Whoever read the code at the former address may not be this signatory.
            if let pending = dossier.pending[fieldName] {
                change.events.append(
                    .consentLapsed(
                        ConsentLapse(fieldName: fieldName, attempt: pending.attempt, reason: .contactCorrected)))
            }
            change.events.append(.contactCorrected(correction))
            try dossier.requirePossible(change.events)
            change.contacts = [fieldName: Contact(email: email, mobile: former.mobile)]
            change.revocations = [Revocation(fieldName: fieldName, reach: .everythingSent)]
            if let progress = dossier.preparation {
                guard let part = dossier.part(of: fieldName), progress.isOpen(part) else { return change }
                let letters = letters(for: try await reaching(fieldName, at: email, of: dossier))
                try addPartRequest(
                    part, to: fieldName, .renewal, letters, isHostNamed: dossier.isHostNamed, in: &change)
                return change
            }
            let reached = try await reaching(fieldName, at: email, of: dossier)
            try addWhatIsNeeded(by: fieldName, of: reached, to: &change)
            return change
        }
    }

    /// Means to sign when it is this signatory's turn; who has signed gets the receipt or the finished document again.
    private func addWhatIsNeeded(
        by fieldName: String, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        if dossier.mayStillSign.contains(fieldName) {
            let base = try dossier.requireIssue().baseDigest
            try addMeansToSign(for: fieldName, of: dossier, base: base, occasion: .firstTime, to: &change)
        } else if dossier.isNoLongerNeeded(fieldName) {
            return
        } else if dossier.state.phase.isFinished {
            try addFinished(for: fieldName, paper: dossier.onPaper, of: dossier, to: &change)
        } else if let signature = dossier.signatures.first(where: { $0.fieldName == fieldName }) {
            try addReceipt(for: signature, of: dossier, to: &change)
        }
    }

    /// The same convention, with messages to one signatory going to another address, of which there may be an account.
    private func reaching(
        _ fieldName: String, at email: String, of dossier: Dossier
    ) async throws(WorkflowError) -> Dossier {
        let history = dossier.history
        var contacts = history.contacts
        contacts[fieldName] = Contact(email: email, mobile: contacts[fieldName]?.mobile)
        var reached = try Dossier(
            ConventionHistory(id: history.id, head: history.head, entries: history.entries, contacts: contacts))
        reached.accountFields = try await accountFields(of: reached)
        return reached
    }
}

extension Dossier {
    /// The host names a tutor who is asked to sign; nobody else is without an address.
    fileprivate func unknownAddress(of fieldName: String) -> WorkflowError {
        guard drafting.order.optional.contains(fieldName) else { return .unavailable(.damagedStorage) }
        return .invalidData([
            BilingualText(
                "L’adresse électronique de « \(fieldName) » n’est pas encore connue : l’organisme d’accueil la donne avec sa partie.",
                "The mail address of \(fieldName) is not known yet: the host gives it with its part.")
        ])
    }
}
