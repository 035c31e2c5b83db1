package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Begins a convention of a place that was agreed on elsewhere, once for each agreement: asked again it answers with the same one, whatever has
    /// become of it.
    ///
    /// - Parameter agreement: The agreement's own reference.
    /// - Throws: As ``prepare(_:)``.
    package func prepare(
        _ request: DraftRequest, handedOver agreement: String
    ) async throws(WorkflowError) -> ConventionID {
        let id = try reference(handedOver: agreement)
        if try await isKnown(id) { return id }
        do { try await prepare(request, as: id) } catch .unavailable(.contention) {
            // Asked twice at once: the other one was faster.
            guard try await isKnown(id) else { throw .unavailable(.contention) }
        }
        return id
    }

    /// The convention that was begun of an agreement; `nil` when none was.
    package func convention(handedOver agreement: String) async throws(WorkflowError) -> ConventionID? {
        let id = try reference(handedOver: agreement)
        return try await isKnown(id) ? id : nil
    }

    private func reference(handedOver agreement: String) throws(WorkflowError) -> ConventionID {
        let bytes = ports.store.authenticate(Array("hand over \(agreement)".utf8))
        guard let id = ConventionID(randomBytes: Array(bytes.prefix(ConventionID.length))) else {
            throw .unavailable(.randomness)
        }
        return id
    }

    private func isKnown(_ id: ConventionID) async throws(WorkflowError) -> Bool {
        do { return try await ports.store.history(id) != nil } catch { throw WorkflowError(error) }
    }
}
