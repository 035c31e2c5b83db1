import ConventionDomain
import Parties

extension Dossier {
    /// « Ce n’est pas moi »: nothing new begins at an address that is known to be a stranger's, until the school has corrected it, or has
    /// sent the means to sign there once more. Who need not sign is nobody's task: it begins without them.
    ///
    /// - Parameter contacts: Where those who are to sign are reached, by field name.
    /// - Throws: ``WorkflowError/invalidData(_:)`` with each who must sign and whose disowned address is still the one used.
    func requireNoneDisowned(among contacts: [String: Contact]) throws(WorkflowError) {
        let disowned = contacts.keys.sorted().filter { fieldName in
            isDisowned(fieldName) && contacts[fieldName]?.email == history.contacts[fieldName]?.email
                && !drafting.order.optional.contains(fieldName)
        }
        guard disowned.isEmpty else { throw .invalidData(disowned.map(Self.disowned)) }
    }

    private static func disowned(_ fieldName: String) -> BilingualText {
        BilingualText(
            "« \(fieldName) » : la personne qui reçoit les messages à cette adresse a indiqué que ce n’est pas elle. Corrigez d’abord "
                + "l’adresse (seing convention contact) ou, si elle est bonne, envoyez-y un nouveau lien (seing convention resend).",
            "\(fieldName): whoever gets the messages at this address said not to be this person; correct the address first (seing "
                + "convention contact) or, if it is right, send a new link there (seing convention resend)")
    }
}

extension ConventionWorkflow {
    /// Adds means to sign for those whose turn it is. Who was said not to be the signatory gets none: the school reads once more whose
    /// address it has to correct, which then gets them.
    func addMeansToSign(
        forAll fieldNames: [String], of dossier: Dossier, base: DocumentDigest, occasion: MeansOccasion,
        to change: inout ConventionChange
    ) throws(WorkflowError) {
        for fieldName in fieldNames {
            guard dossier.isDisowned(fieldName) else {
                try addMeansToSign(for: fieldName, of: dossier, base: base, occasion: occasion, to: &change)
                continue
            }
            for school in dossier.schoolFields where school != fieldName {
                change.mails.append(
                    try letters(for: dossier).write(
                        .disownedSchool, to: school, key: try messageKey(), [.missing: dossier.names(of: [fieldName])]))
            }
        }
    }
}
