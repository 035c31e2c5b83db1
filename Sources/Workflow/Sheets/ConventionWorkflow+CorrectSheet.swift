package import ConventionDomain
package import Parties

extension ConventionWorkflow {
    /// Enters what has changed in a contact sheet: each person in it gets the data given, everybody else keeps theirs. An
    /// emergency kit takes the place of the one on file, and none leaves that as it is.
    ///
    /// No event: nobody's mails or signatures depend on it. Where a signatory's mails go is corrected by
    /// ``correctContact(of:signatory:email:)``, with all that it takes.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` for another mail address of a signatory;
    ///   ``WorkflowError/conventionRefused`` or ``WorkflowError/conventionCancelled`` when there will be no placement;
    ///   ``WorkflowError/placementOver`` for an emergency kit after the last day.
    package func correctSheet(of id: ConventionID, with sheet: ContactSheet) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            switch dossier.state.phase {
            case .refused: throw .conventionRefused
            case .cancelled: throw .conventionCancelled
            case .notBegun, .completing, .toApprove, .draft, .signing, .expired, .completed, .ended, .interrupted,
                .erased:
                break
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
                    others.removeAll { $0.of == contact.of }
                    others.append(contact)
                }
            }
            change.otherContacts = others
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
