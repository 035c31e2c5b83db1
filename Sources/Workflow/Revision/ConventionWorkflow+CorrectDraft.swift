package import ConventionDomain
import Parties

/// The draft that took the place of another.
package struct EnteredCorrection: Hashable, Sendable {
    package let convention: ConventionID
    /// The same request was carried out before.
    package let isReplay: Bool

    package init(convention: ConventionID, isReplay: Bool) {
        (self.convention, self.isReplay) = (convention, isReplay)
    }
}

extension ConventionWorkflow {
    /// Replaces a draft by a corrected one, once for each idempotency key of a school's software. What was issued is left alone: to issue is not
    /// that software's.
    ///
    /// The new reference follows from both keys and the former reference, as that of a draft does.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` for anything but a draft; as `revise(_:_:)`; ``WorkflowError/idempotencyConflict`` when the key
    ///   served other data.
    package func correctDraft(
        _ id: ConventionID, _ request: DraftRequest, reason: String, idempotencyKey: String, of holder: SchoolKeyRecord
    ) async throws(WorkflowError) -> EnteredCorrection {
        try requireUsable(idempotencyKey: idempotencyKey)
        let seed = Array("correction \(id.text) ".utf8) + holder.hash.bytes + Array(idempotencyKey.utf8)
        guard let successor = ConventionID(randomBytes: ports.store.authenticate(seed)) else {
            throw .unavailable(.randomness)
        }
        var correction = Correction(request: request, reason: reason)
        correction.isOfDraftsOnly = true
        if try await isRepeated(correction, as: successor) {
            return EnteredCorrection(convention: successor, isReplay: true)
        }
        do {
            _ = try await revise(id, correction, as: successor)
        } catch {
            // The same request, sent twice at once: the other one was faster.
            guard error == .conventionSuperseded || error == .unavailable(.contention),
                try await isRepeated(correction, as: successor)
            else { throw error }
            return EnteredCorrection(convention: successor, isReplay: true)
        }
        return EnteredCorrection(convention: successor, isReplay: false)
    }

    private func isRepeated(_ correction: Correction, as id: ConventionID) async throws(WorkflowError) -> Bool {
        let history: ConventionHistory?
        do { history = try await ports.store.history(id) } catch { throw WorkflowError(error) }
        guard let history else { return false }
        let drafting = try Dossier(history).signedDrafting
        let template = correction.request.template ?? drafting.templateIdentifier
        let checked = try await check(correction.request.data, template: template)
        guard drafting.dataDigest == digest(of: checked.canonicalData),
            drafting.templateIdentifier == checked.templateIdentifier
        else { throw .idempotencyConflict }
        return true
    }
}
