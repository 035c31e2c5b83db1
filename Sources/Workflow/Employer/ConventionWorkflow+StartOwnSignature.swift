package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Begins a signature with the employer's own certificate: says what its key has to sign, and for how long that holds.
    ///
    /// Nothing is written; an earlier session of the same token ends.
    ///
    /// - Throws: ``WorkflowError/ownCertificate(_:)`` for the certificate and the algorithm; otherwise as
    ///   ``countersign(_:accessToken:request:)``.
    package func startOwnSignature(
        _ id: ConventionID, accessToken: AccessToken, request: OwnSignatureStart
    ) async throws(WorkflowError) -> OwnSignatureSession {
        let grant = try await open(accessToken, for: id)
        let (dossier, fieldName) = (grant.dossier, grant.record.fieldName)
        let act = try signingAct(for: request.demand, grant, nil)
        let progress = try requireOwnTurn(of: fieldName, in: dossier)
        let time = now()
        let signature = OwnSignature(
            document: try await file(progress.headDigest, of: id),
            signatory: try dossier.requireSignatory(fieldName),
            organisation: dossier.drafting.organisations[fieldName], choice: request.choice, claimedTime: time)
        let prepared: PreparedOwnSignature
        do { prepared = try await ports.ownCertificates.prepare(signature) } catch { throw WorkflowError(error) }
        guard prepared.kind == .signature || settings.acceptsSeals else { throw .ownCertificate(.sealNotAccepted) }
        guard let token = SessionToken(randomBytes: try randomBytes(SessionToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        let session = WaitingSession(
            session: token, grant: grant.record.hash, act: act, revisionDigest: progress.headDigest,
            choice: prepared.choice, claimedTime: time,
            expiresAt: time.addingTimeInterval(settings.signatureSessionLifetime))
        await sessions.open(session, at: time)
        return OwnSignatureSession(
            session: token, convention: id, prepared: prepared, expiresAt: session.expiresAt)
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
