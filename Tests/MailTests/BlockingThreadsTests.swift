import CurlBridge
import Dispatch
import Synchronization
import Testing

@Suite("Threads for calls that block")
struct BlockingThreadsTests {
    private final class Counter: Sendable {
        private let state = Mutex((now: 0, most: 0, begun: [Int]()))

        func begin(_ number: Int) {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
                state.begun.append(number)
            }
        }

        func end() { state.withLock { $0.now -= 1 } }

        var most: Int { state.withLock { $0.most } }
        var begun: [Int] { state.withLock { $0.begun } }
    }

    @Test(.timeLimit(.minutes(1)))
    func `as many calls wait at the same time as there are threads, and tasks go on meanwhile`() async {
        let threads = BlockingThreads("test", count: 16)
        let (counter, gate) = (Counter(), DispatchSemaphore(value: 0))
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    await threads.run {
                        counter.begin(number)
                        gate.wait()
                        counter.end()
                    }
                }
            }
            // Sixteen wait, more than there are processors; this task is still run.
            while counter.begun.count < 16 { await Task.yield() }
            for _ in 0..<1_000 { await Task.yield() }
            #expect(counter.begun.count == 16)
            for _ in 0..<40 { gate.signal() }
        }
        #expect(counter.most == 16 && Set(counter.begun) == Set(0..<40))
    }

    @Test func `one thread runs one call after the other, in their order, and gives what each returns`() async {
        let threads = BlockingThreads("order", count: 1)
        let (counter, gate) = (Counter(), DispatchSemaphore(value: 0))
        async let first: Int = threads.run {
            counter.begin(0)
            gate.wait()
            return 0
        }
        while counter.begun.isEmpty { await Task.yield() }
        async let second: Int = threads.run {
            counter.begin(1)
            return 1
        }
        gate.signal()
        #expect(await [first, second] == [0, 1])
        #expect(counter.begun == [0, 1])
    }
}
