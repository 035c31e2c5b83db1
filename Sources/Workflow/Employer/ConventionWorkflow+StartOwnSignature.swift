package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Begins a signature with the employer's own certificate: says what its key has to sign, and for how long that holds.
    ///
    /// Nothing is written; an earlier session of the same token ends.
    ///
    /// - Throws: ``WorkflowError/ownCertificate(_:)`` for the certificate and the algorithm; otherwise as
    ///   ``countersign(_:accessToken:request:)``, and ``WorkflowError/documentChanged(current:)`` when anybody has signed what was read.
    package func startOwnSignature(
        _ id: ConventionID, accessToken: AccessToken, request: OwnSignatureStart
    ) async throws(WorkflowError) -> OwnSignatureSession {
        try await startOwnSignature(by: try await open(accessToken, for: id), request)
    }

    func startOwnSignature(
        by grant: OpenedGrant, _ request: OwnSignatureStart
    ) async throws(WorkflowError) -> OwnSignatureSession {
        let (dossier, fieldName) = (grant.dossier, grant.record.fieldName)
        let act = try signingAct(for: request.demand, grant, nil)
        // The employer's key signs a digest that its software computes: over what it has, which is the newest or is useless.
        try dossier.requireNewest(request.demand.revisionDigest)
        let progress = try requireOwnTurn(of: fieldName, in: dossier)
        let signatory = try dossier.requireSignatory(fieldName)
        try requireOwnCertificates(of: signatory.role)
        let time = now()
        let delegation = try await requireDelegation(of: fieldName, in: dossier, at: time)
        let signature = OwnSignature(
            document: try await file(progress.headDigest, of: dossier.id), signatory: signatory,
            printedCapacity: delegation?.printedCapacity,
            organisation: dossier.drafting.organisations[fieldName], choice: request.choice, claimedTime: time)
        let prepared: PreparedOwnSignature
        do { prepared = try await ports.ownCertificates.prepare(signature) } catch { throw WorkflowError(error) }
        // A seal does not say who in the school agreed: its head has to.
        guard prepared.kind == .signature || settings.acceptsSeals && signatory.role == .employer else {
            throw .ownCertificate(.sealNotAccepted)
        }
        let session = WaitingSession(
            session: try newSession(), grant: grant.record.hash, act: act, revisionDigest: progress.headDigest,
            choice: prepared.choice, delegation: delegation, claimedTime: time,
            expiresAt: time.addingTimeInterval(settings.signatureSessionLifetime))
        await sessions.open(session, at: time)
        return OwnSignatureSession(
            session: session.session, convention: dossier.id, prepared: prepared, expiresAt: session.expiresAt)
    }

    private func newSession() throws(WorkflowError) -> SessionToken {
        guard let token = SessionToken(randomBytes: try randomBytes(SessionToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        return token
    }

    /// - Throws: ``OwnCertificateRefusal/schoolNotAccepted`` for the school, unless it has set that they sign for it.
    func requireOwnCertificates(of role: Signatory.Role) throws(WorkflowError) {
        guard role != .school || settings.acceptsSchoolCertificates else { throw .ownCertificate(.schoolNotAccepted) }
    }

    /// It is the signatory's turn, in time, and no signature by the service's certificate is being made.
    func requireOwnTurn(of fieldName: String, in dossier: Dossier) throws(WorkflowError) -> SigningProgress {
        let progress = try dossier.requireTurn(of: fieldName)
        guard !dossier.isPending(fieldName) else { throw .signaturePending }
        try requireInTime(dossier, at: now())
        return progress
    }
}

extension WorkflowError {
    init(_ fault: OwnCertificateFault) {
        switch fault {
        case .refused(let refusal): self = .ownCertificate(refusal)
        case .noTimeStamp: self = .unavailable(.timeStamping)
        case .inability: self = .unavailable(.signing)
        }
    }
}
