package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Signs for the employer. Repeated with the same key and body, it gives the same result.
    ///
    /// - Throws: ``WorkflowError/unauthorized``; ``WorkflowError/invalidData(_:)`` for the key;
    ///   ``WorkflowError/idempotencyConflict``; ``WorkflowError/signatoryMismatch``;
    ///   ``WorkflowError/consentVersionChanged(current:)``; ``WorkflowError/notYourTurn(waitingFor:)``;
    ///   ``WorkflowError/documentChanged(current:)`` when another revision was read than the newest, or one to which only those who need not
    ///   sign have put their signatures since;
    ///   ``WorkflowError/alreadySigned`` when a request with another key made the signature, and
    ///   ``WorkflowError/signaturePending`` when it is being made.
    package func countersign(
        _ id: ConventionID, accessToken: AccessToken, request: CountersignatureRequest
    ) async throws(WorkflowError) -> CountersignatureOutcome {
        try await countersign(by: try await open(accessToken, for: id), request)
    }

    func countersign(
        by grant: OpenedGrant, _ request: CountersignatureRequest
    ) async throws(WorkflowError) -> CountersignatureOutcome {
        let idempotency = try request.record(for: grant.record)
        if let replay = try await replay(idempotency, grant.record) { return replay }
        let act = try signingAct(for: request.demand, grant, idempotency)
        switch try await perform(act, on: grant.record.convention) {
        case .signed(let dossier):
            return try outcome(dossier, of: grant.record.fieldName, isReplay: false)
        case .pending(let dossier):
            // Another request, sent at the same moment, may have been the one that was recorded.
            guard try await isRepeated(idempotency) else { throw .signaturePending }
            return try outcome(dossier, of: grant.record.fieldName, isReplay: false)
        case .alreadySigned:
            guard let replay = try await replay(idempotency, grant.record) else { throw .alreadySigned }
            return replay
        }
    }

    func replay(
        _ asked: IdempotencyRecord, _ grant: AccessGrant
    ) async throws(WorkflowError) -> CountersignatureOutcome? {
        guard try await isRepeated(asked) else { return nil }
        return try outcome(try await dossier(grant.convention), of: grant.fieldName, isReplay: true)
    }

    func outcome(
        _ dossier: Dossier, of fieldName: String, isReplay: Bool
    ) throws(WorkflowError) -> CountersignatureOutcome {
        if let receipt = dossier.receipt(for: fieldName) {
            return .signed(
                CountersignatureResult(
                    receipt: receipt, isComplete: dossier.state.phase.isFinished, isReplay: isReplay))
        }
        if let pending = pendingSigning(of: fieldName, in: dossier) { return .pending(pending, isReplay: isReplay) }
        // The signature was never made: the convention was refused or cancelled meanwhile, or the consent has lapsed.
        _ = try dossier.requireSigning()
        throw .idempotencyConflict
    }

    func signingAct(
        for request: SignatureDemand, _ grant: OpenedGrant, _ idempotency: IdempotencyRecord?
    ) throws(WorkflowError) -> SigningAct {
        let dossier = grant.dossier
        let signatory = try dossier.requireSignatory(grant.record.fieldName)
        guard request.signatory.onOneLine == signatory.name.full, request.capacity.onOneLine == signatory.capacity
        else { throw .signatoryMismatch }
        let statement = try consent(for: signatory.role, of: dossier)
        let given = ConsentGiven(
            statementID: statement.id, version: request.consentVersion, shownDigest: request.revisionDigest)
        let consent = try requireConsent(given, of: signatory.fieldName, in: dossier)
        try dossier.requireRead(request.revisionDigest)
        return SigningAct(
            fieldName: signatory.fieldName, attempt: consent.attempt, identification: grant.identification,
            shownDigest: request.revisionDigest, codeTries: 0, usedCode: nil, consent: consent,
            idempotency: idempotency)
    }
}
