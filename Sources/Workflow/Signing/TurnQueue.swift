/// Lets requests of one and the same attempt pass one after the other.
///
/// The second click of a double click comes while the signature of the first is being made: it has to wait for the
/// receipt instead of finding the code used up. Other attempts do not wait.
actor AttemptQueue {
    private var waiting: [AttemptID: [CheckedContinuation<Void, Never>]] = [:]

    func inTurn<Result: Sendable>(
        _ attempt: AttemptID, _ body: @Sendable () async throws(WorkflowError) -> Result
    ) async throws(WorkflowError) -> Result {
        await enter(attempt)
        defer { leave(attempt) }
        return try await body()
    }

    private func enter(_ attempt: AttemptID) async {
        guard waiting[attempt] != nil else {
            waiting[attempt] = []
            return
        }
        await withCheckedContinuation { waiting[attempt]?.append($0) }
    }

    private func leave(_ attempt: AttemptID) {
        guard let next = waiting[attempt]?.first else {
            waiting[attempt] = nil
            return
        }
        waiting[attempt]?.removeFirst()
        next.resume()
    }
}
