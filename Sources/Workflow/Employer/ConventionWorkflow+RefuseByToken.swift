package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Records that the employer refuses to sign; the school is told at once. Repeated with the same key and reason, it
    /// gives the same result.
    ///
    /// The token alone is enough, as it is for signing.
    ///
    /// - Throws: ``WorkflowError/unauthorized``; ``WorkflowError/invalidData(_:)`` for the key or the reason;
    ///   ``WorkflowError/idempotencyConflict``; ``WorkflowError/alreadySigned``; ``WorkflowError/conventionRefused``
    ///   and its likes.
    package func refuse(
        _ id: ConventionID, accessToken: AccessToken, request: EmployerRefusalRequest
    ) async throws(WorkflowError) -> EmployerRefusalResult {
        let grant = try await open(accessToken, for: id)
        let idempotency = try request.record(for: grant.record)
        let reason = try requireReason(request.reason)
        var isReplay = false
        try await change(id) { dossier, time throws(WorkflowError) in
            isReplay = try await isRepeated(idempotency)
            if isReplay { return nil }
            let refusal = Refusal(fieldName: grant.record.fieldName, reason: reason, identification: .accessToken)
            var change = try await refusalChange(refusal, of: dossier, at: time)
            change.idempotency = idempotency
            return change
        }
        return try result(of: try await dossier(id), isReplay: isReplay)
    }

    private func result(of dossier: Dossier, isReplay: Bool) throws(WorkflowError) -> EmployerRefusalResult {
        guard case .refused(let refusal) = dossier.state, let last = dossier.history.entries.last,
            let signatory = dossier.signatory(refusal.fieldName)
        else { throw .unavailable(.damagedStorage) }
        return EmployerRefusalResult(
            convention: dossier.id, signatory: signatory, refusedAt: last.at, reason: refusal.reason,
            isReplay: isReplay)
    }
}
