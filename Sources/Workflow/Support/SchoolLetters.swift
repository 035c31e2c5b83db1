import ConventionDomain
import Parties

/// Writes to the school about one document.
struct SchoolLetters {
    let letters: Letters
    let fields: [String]
}

extension ConventionWorkflow {
    /// Letters to the school about a document; of an attestation, which the host alone signs, to the school of its convention, under that
    /// one's reference.
    func schoolLetters(about dossier: Dossier) async throws(WorkflowError) -> SchoolLetters {
        guard let follows = dossier.drafting.follows, follows.kind == .attestation else {
            return SchoolLetters(letters: letters(for: dossier), fields: dossier.schoolFields)
        }
        let convention: Dossier
        do { convention = try await self.dossier(follows.convention) } catch {
            // There is no school any more to tell.
            guard error == .conventionErased else { throw error }
            return SchoolLetters(letters: letters(for: dossier), fields: [])
        }
        let drafting = dossier.drafting
        let school = convention.drafting.signatories.filter { $0.role == .school }
        let letters = Letters(
            drafting: Drafting(
                outline: drafting.outline, signatories: drafting.signatories + school,
                organisations: drafting.organisations, templateIdentifier: drafting.templateIdentifier,
                dataDigest: drafting.dataDigest, order: drafting.order, follows: follows),
            contacts: dossier.history.contacts.merging(convention.history.contacts) { own, _ in own },
            convention: convention.id, texts: ports.texts, settings: settings)
        return SchoolLetters(letters: letters, fields: school.map(\.fieldName))
    }

    /// The same message to everybody who signs for the school, but one.
    func addToSchool(
        _ kind: MailKind, about dossier: Dossier, except fieldName: String? = nil, _ values: [MailVariable: String],
        to change: inout ConventionChange
    ) async throws(WorkflowError) {
        let school = try await schoolLetters(about: dossier)
        for field in school.fields where field != fieldName {
            change.mails.append(try school.letters.write(kind, to: field, key: try messageKey(), values))
        }
    }
}
