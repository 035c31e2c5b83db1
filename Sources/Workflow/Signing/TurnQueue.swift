/// Lets requests about one and the same thing, such as an attempt, pass one after the other; others do not wait.
///
/// The second click of a double click comes while the signature of the first is being made: it has to wait for the
/// receipt instead of finding the code used up.
actor TurnQueue<Key: Hashable & Sendable> {
    private var waiting: [Key: [CheckedContinuation<Void, Never>]] = [:]

    func inTurn<Result: Sendable>(
        _ key: Key, _ body: @Sendable () async throws(WorkflowError) -> Result
    ) async throws(WorkflowError) -> Result {
        await enter(key)
        defer { leave(key) }
        return try await body()
    }

    private func enter(_ key: Key) async {
        guard waiting[key] != nil else {
            waiting[key] = []
            return
        }
        await withCheckedContinuation { waiting[key]?.append($0) }
    }

    private func leave(_ key: Key) {
        guard let next = waiting[key]?.first else {
            waiting[key] = nil
            return
        }
        waiting[key]?.removeFirst()
        next.resume()
    }
}
