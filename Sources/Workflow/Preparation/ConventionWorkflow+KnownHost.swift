package import ConventionDomain
package import Parties

/// What is known of school and host in a convention that is no draft yet.
package struct HostInPreparation: Sendable {
    package let school: UAI
    package let siret: SIRET
    package let legalName: String
    package let address: PostalAddress
    package let sector: String
    package let className: String
    package let grade: ConventionData.Grade?
}

extension ConventionWorkflow {
    /// The host of a convention that is being prepared, or was given up before it was a draft.
    ///
    /// - Returns: `nil` while nobody has named it by its number, or the school's is not there.
    /// - Throws: ``WorkflowError`` when there is no such convention or its personal data were destroyed.
    package func hostInPreparation(_ id: ConventionID) async throws(WorkflowError) -> HostInPreparation? {
        let dossier = try await dossier(id)
        guard dossier.drafting.isHostOpen != true else { return nil }
        let school = try await schoolPart(of: dossier)
        let host = try await hostPart(of: dossier, school)
        guard let uai = UAI(school.text("school", "uai")), let siret = SIRET(host[.siret]) else { return nil }
        return HostInPreparation(
            school: uai, siret: siret, legalName: host[.legalName],
            address: PostalAddress(
                street: host[.street], complement: host[.complement].isEmpty ? nil : host[.complement],
                postalCode: host[.postalCode], city: host[.city],
                country: host[.country].isEmpty ? nil : host[.country]), sector: host[.sector],
            className: school.text("pupil", "className"),
            grade: ConventionData.Grade(rawValue: school.text("pupil", "grade")))
    }

    /// Where the host's signatory of a convention is reached.
    package func hostMailbox(of id: ConventionID) async throws(WorkflowError) -> MailboxAddress? {
        let contacts = try await dossier(id).history.contacts
        return contacts[ConventionData.RequiredSignature.employer.rawValue].flatMap { MailboxAddress($0.email) }
    }
}
