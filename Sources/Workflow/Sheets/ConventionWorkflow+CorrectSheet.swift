package import ConventionDomain
package import Parties

extension ConventionWorkflow {
    /// Enters what has changed in a contact sheet: each person in it gets the data given, everybody else keeps theirs. An
    /// emergency kit takes the place of the one on file, and none leaves that as it is.
    ///
    /// No event for contacts on which nobody's mails or signatures depend. Where a signatory's mails go is corrected by
    /// ``correctContact(of:signatory:email:)``, with all that it takes; a parent who does not sign gets a link at the address that is right,
    /// and the one that he or she had stops working.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` for another mail address of a signatory;
    ///   ``WorkflowError/conventionRefused`` or ``WorkflowError/conventionCancelled`` when there will be no placement;
    ///   ``WorkflowError/placementOver`` for an emergency kit after the last day.
    package func correctSheet(of id: ConventionID, with sheet: ContactSheet) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            switch dossier.state.phase {
            case .refused: throw .conventionRefused
            case .cancelled: throw .conventionCancelled
            case .superseded: throw .conventionSuperseded
            case .notBegun, .completing, .toApprove, .draft, .signing, .expired, .completed, .amended, .ended,
                .interrupted, .erased:
                break
            }
            // Who has to sign is fixed: only a new convention can ask for both.
            if sheet.parents == .disagree,
                dossier.drafting.signatories.count(where: { $0.role == .representative }) == 1
            {
                throw .invalidData([.parentsDisagree])
            }
            var change = dossier.newChange(at: time)
            var others = try await otherContacts(of: dossier)
            for contact in sheet.contacts {
                if let known = dossier.history.contacts[contact.of.rawValue] {
                    guard contact.email == nil || contact.email == known.email else {
                        throw Self.addressOfSignatory(contact.of)
                    }
                    change.contacts[contact.of.rawValue] = Contact(email: known.email, mobile: contact.telephone)
                } else {
                    var corrected = contact
                    // Who must not be told stays so until the school says otherwise.
                    corrected.notice = contact.notice ?? others.first { $0.of == contact.of }?.notice
                    others.removeAll { $0.of == contact.of }
                    others.append(corrected)
                }
            }
            change.otherContacts = others
            try await addCorrectedNotices(of: dossier, to: &change)
            if let kit = sheet.emergencyKit {
                guard let lastDay = dossier.lastDay, lastDay >= today() else { throw .placementOver }
                change.healthSheet = HealthSheet(emergencyKit: kit, lastDay: lastDay)
            }
            return change
        }
    }

    private static func addressOfSignatory(_ person: ContactSheet.Person) -> WorkflowError {
        .invalidData([
            BilingualText(
                "La fiche donne une autre adresse électronique à « \(person.rawValue) », qui signe : corrigez-la avec "
                    + "« seing convention contact », qui remplace aussi ses liens.",
                "The sheet has another mail address for \(person.rawValue), who signs; correct it with "
                    + "“seing convention contact”, which replaces the links too.")
        ])
    }
}
