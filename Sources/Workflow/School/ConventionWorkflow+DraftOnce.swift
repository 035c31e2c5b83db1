package import ConventionDomain
import Parties

/// A draft that a school's software entered.
package struct EnteredDraft: Hashable, Sendable {
    package let convention: ConventionID
    /// The same request was carried out before.
    package let isReplay: Bool

    package init(convention: ConventionID, isReplay: Bool) {
        self.convention = convention
        self.isReplay = isReplay
    }
}

extension ConventionWorkflow {
    /// Begins a convention, once for each idempotency key of a school's software.
    ///
    /// The convention's reference follows from both keys, so that a request that is sent again meets the draft that
    /// it made, even if the first answer was lost in a crash.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` as ``draft(_:)`` or for the key, ``WorkflowError/idempotencyConflict``
    ///   when the key served other data.
    package func draft(
        _ request: DraftRequest, idempotencyKey: String, of holder: SchoolKeyRecord
    ) async throws(WorkflowError) -> EnteredDraft {
        try requireUsable(idempotencyKey: idempotencyKey)
        let seed = Array("draft ".utf8) + holder.hash.bytes + Array(idempotencyKey.utf8)
        guard let id = ConventionID(randomBytes: ports.store.authenticate(seed)) else {
            throw .unavailable(.randomness)
        }
        let checked = try await check(request.data, template: request.template)
        if try await isRepeated(checked, as: id) { return EnteredDraft(convention: id, isReplay: true) }
        do {
            try await draft(request, checked: checked, as: id)
        } catch .unavailable(.contention) {
            // The same request, sent twice at once: the other one was faster.
            guard try await isRepeated(checked, as: id) else { throw .unavailable(.contention) }
            return EnteredDraft(convention: id, isReplay: true)
        }
        return EnteredDraft(convention: id, isReplay: false)
    }

    private func isRepeated(_ checked: CheckedConvention, as id: ConventionID) async throws(WorkflowError) -> Bool {
        let history: ConventionHistory?
        do { history = try await ports.store.history(id) } catch { throw WorkflowError(error) }
        guard let history else { return false }
        let drafting = try Dossier(history).signedDrafting
        guard drafting.dataDigest == digest(of: checked.canonicalData),
            drafting.templateIdentifier == checked.templateIdentifier
        else {
            throw .idempotencyConflict
        }
        return true
    }
}
