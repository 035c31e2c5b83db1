private import Dispatch
private import Synchronization

/// Threads of their own for calls that wait for a network or a disk.
///
/// The threads of Swift's tasks are as many as there are processors: one that waits is a processor that does nothing. On Linux the
/// concurrent queues of libdispatch, and the queues of Foundation's operations, take those very threads; a serial queue has one of its own.
package final class BlockingThreads: Sendable {
    private typealias Work = @Sendable () -> Void

    private struct State {
        var idle: [DispatchQueue]
        /// The oldest first; none while a thread is idle.
        var waiting: [Work] = []
    }

    private let state: Mutex<State>

    /// - Parameter count: Calls that may wait at the same time; a thread is made when it is needed first.
    package init(_ label: String, count: Int) {
        let threads = (1...count).map { DispatchQueue(label: "seing.\(label).\($0)") }
        state = Mutex(State(idle: threads))
    }

    /// Returns what the call returns; calls begin in the order in which they came.
    package func run<Value: Sendable>(_ call: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: call()) }
        }
    }

    private func start(_ work: @escaping Work) {
        let idle = state.withLock { state -> DispatchQueue? in
            guard let thread = state.idle.popLast() else {
                state.waiting.append(work)
                return nil
            }
            return thread
        }
        guard let idle else { return }
        idle.async { [self] in
            var next: Work? = work
            while let work = next {
                work()
                next = state.withLock { state in
                    guard !state.waiting.isEmpty else {
                        state.idle.append(idle)
                        return nil
                    }
                    return state.waiting.removeFirst()
                }
            }
        }
    }
}
