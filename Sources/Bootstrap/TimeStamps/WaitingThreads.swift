import Foundation

/// A few threads for what waits for a network: the threads of tasks must not.
final class WaitingThreads: Sendable {
    private let queue: OperationQueue

    init(count: Int = 8) {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = count
    }

    func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.addOperation { continuation.resume(returning: body()) }
        }
    }
}
