package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Ends a session with the value that the employer's key has made. Repeated with the same key and value, it gives the same
    /// result.
    ///
    /// Without a time-stamp nothing is kept but the session, and the same can be sent again.
    ///
    /// - Throws: ``WorkflowError/ownCertificate(_:)`` for the session, the value, and the certificate, which is judged once
    ///   more; ``WorkflowError/documentChanged(current:)`` when somebody else signed meanwhile, which ends the session;
    ///   otherwise as ``countersign(_:accessToken:request:)``.
    package func completeOwnSignature(
        _ id: ConventionID, accessToken: AccessToken, request: OwnSignatureValue
    ) async throws(WorkflowError) -> CountersignatureResult {
        try await completeOwnSignature(by: try await open(accessToken, for: id), request)
    }

    func completeOwnSignature(
        by grant: OpenedGrant, _ request: OwnSignatureValue
    ) async throws(WorkflowError) -> CountersignatureResult {
        let id = grant.record.convention
        let idempotency = try request.record(for: grant.record)
        if let earlier = try await result(idempotency, grant.record) { return earlier }
        guard !grant.dossier.signedFields.contains(grant.record.fieldName) else { throw .alreadySigned }
        let session = try await sessions.find(request.session, of: grant.record.hash, at: now())
        try requireConsentInForce(session, in: grant.dossier)
        guard let dossier = try await commitSignature(request.value, session, idempotency, on: id) else {
            guard let earlier = try await result(idempotency, grant.record) else { throw .alreadySigned }
            return earlier
        }
        await sessions.close(session.session)
        guard case .signed(let result) = try outcome(dossier, of: session.act.fieldName, isReplay: false) else {
            throw .unavailable(.damagedStorage)
        }
        return result
    }

    private func result(
        _ asked: IdempotencyRecord, _ grant: AccessGrant
    ) async throws(WorkflowError) -> CountersignatureResult? {
        guard case .signed(let result) = try await replay(asked, grant) else { return nil }
        return result
    }

    private func requireConsentInForce(_ session: WaitingSession, in dossier: Dossier) throws(WorkflowError) {
        let statement = try consent(for: dossier.requireSignatory(session.act.fieldName).role, of: dossier)
        guard session.act.consent?.statementVersion == statement.version else {
            throw .consentVersionChanged(current: statement.version)
        }
    }

    /// - Returns: The convention with the signature; `nil` when another request of the same signatory was faster.
    private func commitSignature(
        _ value: [UInt8], _ session: WaitingSession, _ idempotency: IdempotencyRecord, on id: ConventionID
    ) async throws(WorkflowError) -> Dossier? {
        var act = session.act
        act.idempotency = idempotency
        var made: PreparedSignature?
        for _ in 0..<settings.rounds {
            let dossier = try await dossier(id)
            guard !dossier.signedFields.contains(act.fieldName) else { return nil }
            let progress = try requireOwnTurn(of: act.fieldName, in: dossier)
            try await requireStanding(theConventionOf: dossier)
            // Agreed to when the session began.
            guard !dossier.hasEndedConsents(givenAt: session.claimedTime) else {
                throw .ownCertificate(.sessionExpired)
            }
            try await requireSameDelegation(session, in: dossier)
            // The value is over this revision and no other.
            guard progress.headDigest == session.revisionDigest else {
                await sessions.close(session.session)
                throw .documentChanged(current: progress.headDigest)
            }
            let signature: PreparedSignature
            if let made { signature = made } else { signature = try await complete(value, session, progress, dossier) }
            made = signature
            // Verifying it takes seconds, in which the act may have been taken back.
            try await requireSameDelegation(session, in: dossier)
            let change = try signingChange(act, signature, of: dossier)
            if try await commit(change, to: dossier) { return try await self.dossier(id) }
        }
        throw .unavailable(.contention)
    }

    /// What is signed names the act: another one makes another signature.
    private func requireSameDelegation(_ session: WaitingSession, in dossier: Dossier) async throws(WorkflowError) {
        let inForce = try await requireDelegation(of: session.act.fieldName, in: dossier, at: now())
        guard inForce?.facts == session.delegation?.facts else { throw .ownCertificate(.sessionExpired) }
    }

    private func complete(
        _ value: [UInt8], _ session: WaitingSession, _ progress: SigningProgress, _ dossier: Dossier
    ) async throws(WorkflowError) -> PreparedSignature {
        let (act, time) = (session.act, now())
        let document = try await file(progress.headDigest, of: dossier.id)
        let signature = OwnSignature(
            document: document, signatory: try dossier.requireSignatory(act.fieldName),
            printedCapacity: session.delegation?.printedCapacity,
            organisation: dossier.drafting.organisations[act.fieldName], choice: session.choice,
            claimedTime: session.claimedTime)
        let revision: SignedRevision
        do { revision = try await ports.ownCertificates.complete(signature, value) } catch {
            throw WorkflowError(error)
        }
        let isComplete = try await requireSound(
            revision.document, after: document, of: dossier, progress, act.fieldName)
        let record = SignatureRecord(
            fieldName: act.fieldName, attempt: act.attempt, identification: act.identification,
            shownDigest: act.shownDigest, previousDigest: progress.headDigest,
            revisionDigest: digest(of: revision.document), signedAt: time, codeTries: 0,
            certificate: revision.certificate, timeStampedBy: revision.timeStampedBy,
            delegation: session.delegation?.facts)
        return PreparedSignature(record: record, document: revision.document, isComplete: isComplete)
    }
}
