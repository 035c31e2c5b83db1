package import ConventionDomain
import Parties

import struct Foundation.Date

/// What opens a convention for one signatory's software: an access token of the employer's, or a key that was let sign.
struct OpenedGrant {
    let record: AccessGrant
    let dossier: Dossier
    var identification = IdentificationMethod.accessToken
}

extension ConventionWorkflow {
    /// What the employer may see before it countersigns; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unauthorized`` whenever the token does not open this convention.
    package func employerView(
        _ id: ConventionID, accessToken: AccessToken
    ) async throws(WorkflowError) -> EmployerView {
        let grant = try await open(accessToken, for: id)
        var view = try view(by: grant)
        view.sheets = try await sheets(of: grant.dossier, for: grant.record.fieldName)
        return view
    }

    /// The same without the sheets that are handed over apart.
    func view(by grant: OpenedGrant) throws(WorkflowError) -> EmployerView {
        let dossier = grant.dossier
        let signatory = try dossier.requireSignatory(grant.record.fieldName)
        guard let newest = dossier.revisionDigests.last else { throw .unauthorized }
        return EmployerView(
            convention: dossier.id, signatory: signatory, outline: dossier.drafting.outline, phase: dossier.state.phase,
            parties: dossier.parties,
            isYourTurn: dossier.awaited.contains(signatory.fieldName) && !dossier.isPending(signatory.fieldName),
            pendingSince: dossier.pendingSince(signatory.fieldName),
            consent: try consent(for: signatory.role, of: dossier), revisionDigest: newest, relation: dossier.relation,
            attestation: attestation(of: dossier))
    }

    /// The newest revision, for the employer; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unauthorized`` whenever the token does not open this convention.
    package func document(
        of id: ConventionID, accessToken: AccessToken
    ) async throws(WorkflowError) -> DocumentFile {
        try await document(by: try await open(accessToken, for: id))
    }

    func document(by grant: OpenedGrant) async throws(WorkflowError) -> DocumentFile {
        let dossier = grant.dossier
        guard dossier.successor == nil else { throw .conventionSuperseded }
        return try await newestRevision(of: dossier)
    }

    func open(_ token: AccessToken, for id: ConventionID) async throws(WorkflowError) -> OpenedGrant {
        let record: AccessGrant?
        do { record = try await ports.store.accessGrant(token.hash) } catch { throw WorkflowError(error) }
        guard let record, record.convention == id, !record.isRevoked, record.expiresAt > now() else {
            throw .unauthorized
        }
        return OpenedGrant(record: record, dossier: try await dossier(id))
    }
}
