package import ConventionDomain
import Parties

import struct Foundation.Date

/// Whose software signs with a key, and for whom.
package enum SigningKeyHolder: Hashable, Sendable {
    /// For whoever signs for the school, with that person's own certificate.
    case school(SchoolKeyRecord)
    /// For the representative whom the key names, with an own certificate or the service's.
    case employer(EmployerKeyRecord)

    var maySign: Bool {
        switch self {
        case .school(let key): key.signsSince != nil
        case .employer(let key): key.signatory != nil
        }
    }
}

/// What software may do with a key that was let sign: read what awaits, and sign many conventions in few requests.
///
/// Each convention is authorised, judged and answered on its own: what is refused of one keeps nobody from signing the others.
package struct SigningSoftware: Sendable {
    let workflow: ConventionWorkflow
    private let hosts: HostRegister
    private let signing = HeadWorklist()

    /// - Parameter list: The list of the same workflow, which knows whose convention each is.
    package init(_ workflow: ConventionWorkflow, _ list: EmployerWorklist) {
        self.workflow = workflow
        hosts = list.hosts
    }

    /// Conventions that whoever signs for the school may sign now, the earliest placement first.
    ///
    /// - Parameters:
    ///   - place: Only what stands after it; `nil` begins at the beginning.
    ///   - limit: Length of the page.
    /// - Throws: ``WorkflowError/ownCertificate(_:)`` when the key was not let sign, or the school takes no such signatures.
    package func awaitingSchool(
        _ key: SchoolKeyRecord, after place: EmployerWorklist.Place?, limit: Int
    ) async throws(WorkflowError) -> EmployerWorklist.Page {
        try require(.school(key))
        let dossiers = try await signing.signing(workflow)
        return EmployerWorklist.Page(
            of: dossiers.compactMap { workflow.awaitedSignature(of: .school, in: $0) }, after: place, limit: limit)
    }

    /// What is read before signing, without sheets.
    ///
    /// - Throws: ``WorkflowError/ownCertificate(_:)`` when the key was not let sign; ``WorkflowError/unknownConvention`` when the
    ///   convention is not its holder's; ``WorkflowError/signatoryMismatch`` when somebody else signs.
    package func view(_ id: ConventionID, by holder: SigningKeyHolder) async throws(WorkflowError) -> EmployerView {
        try workflow.view(by: try await open(id, by: holder))
    }

    /// The newest revision.
    ///
    /// - Throws: As ``view(_:by:)``.
    package func document(
        of id: ConventionID, by holder: SigningKeyHolder
    ) async throws(WorkflowError) -> DocumentFile {
        try await workflow.document(by: try await open(id, by: holder))
    }

    /// Whether the key signs anything at all.
    ///
    /// - Throws: ``OwnCertificateRefusal/keyMayNotSign``, ``OwnCertificateRefusal/schoolNotAccepted``.
    func require(_ holder: SigningKeyHolder) throws(WorkflowError) {
        guard holder.maySign else { throw .ownCertificate(.keyMayNotSign) }
        if case .school = holder { try workflow.requireOwnCertificates(of: .school) }
    }

    /// Opens a convention for the person in whose name the key signs.
    func open(_ id: ConventionID, by holder: SigningKeyHolder) async throws(WorkflowError) -> OpenedGrant {
        try require(holder)
        let dossier = try await workflow.dossier(id)
        guard dossier.issue != nil, dossier.drafting.follows?.kind != .attestation else { throw .unknownConvention }
        let signatories = dossier.drafting.signatories
        switch holder {
        case .school(let key):
            guard let signatory = signatories.first(where: { $0.role == .school }) else { throw .unknownConvention }
            return grant("school \(key.name)", signatory, dossier, .schoolKey)
        case .employer(let key):
            guard try await hosts.siret(of: dossier, workflow) == key.siret else { throw .unknownConvention }
            let person = key.signatory ?? ""
            guard
                let signatory = signatories.first(where: {
                    $0.role == .employer && isSameName($0.name.full, person)
                })
            else { throw .signatoryMismatch }
            return grant("employer \(key.name)", signatory, dossier, .accessToken)
        }
    }

    /// Stands for the access token that nobody was mailed: sessions and idempotency keys belong to key and convention, also after the
    /// key was replaced by a newer one of its name.
    private func grant(
        _ key: String, _ signatory: Signatory, _ dossier: Dossier, _ identification: IdentificationMethod
    ) -> OpenedGrant {
        let seed = Array("signing key \(dossier.id.text) \(signatory.fieldName) \(key)".utf8)
        let record = AccessGrant(
            hash: TokenHash(bytes: workflow.ports.store.authenticate(seed)), convention: dossier.id,
            fieldName: signatory.fieldName, expiresAt: .distantFuture)
        return OpenedGrant(record: record, dossier: dossier, identification: identification)
    }
}
