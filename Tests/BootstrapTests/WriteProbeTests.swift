import Foundation
import Synchronization
import Testing

@testable import Bootstrap

/// Rule: whoever watches the service is told of a disk that takes no writes, and cannot wear the disk out by asking.
@Suite("Whether the database takes writes")
struct WriteProbeTests {
    /// What the probe sees: a clock, and a disk that counts what is written to it.
    private final class Machine: Sendable {
        let state = Mutex((now: Date(timeIntervalSince1970: 1_780_300_800), isWritable: true, writes: 0))

        var probe: WriteProbe {
            WriteProbe(now: { self.state.withLock { $0.now } }) {
                self.state.withLock { state in
                    state.writes += 1
                    return state.isWritable
                }
            }
        }

        func advance(by seconds: TimeInterval) { state.withLock { $0.now.addTimeInterval(seconds) } }
        var writes: Int { state.withLock { $0.writes } }
    }

    @Test func `is found out within seconds, both ways`() async {
        let machine = Machine()
        let probe = machine.probe
        #expect(await probe.isWritable)
        for isWritable in [false, true] {
            machine.state.withLock { $0.isWritable = isWritable }
            machine.advance(by: WriteProbe.lifetime)
            #expect(await probe.isWritable == isWritable)
        }
    }

    @Test func `is tried once for all who ask within some seconds`() async {
        let machine = Machine()
        let probe = machine.probe
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 { group.addTask { await probe.isWritable } }
            for await isWritable in group { #expect(isWritable) }
        }
        machine.advance(by: WriteProbe.lifetime - 1)
        #expect(await probe.isWritable)
        #expect(machine.writes == 1, "\(machine.writes)")
    }

    @Test func `is tried anew after the clock was put back`() async {
        let machine = Machine()
        let probe = machine.probe
        #expect(await probe.isWritable)
        machine.advance(by: -3_600)
        machine.state.withLock { $0.isWritable = false }
        #expect(await !probe.isWritable)
    }
}

@Suite("Background work")
struct BackgroundLoopTests {
    @Test func `that fails is tried less and less often, up to every ten seconds, and as before once it succeeds`() {
        let often = Duration.milliseconds(200)
        let pauses = (0...8).map { BackgroundLoop.pause(after: $0, interval: often) }
        #expect(pauses[0] == often && pauses[1] == often * 2 && pauses[2] == often * 4)
        #expect(pauses[6...].allSatisfy { $0 == .seconds(10) })
        #expect(BackgroundLoop.pause(after: 1_000_000, interval: often) == .seconds(10))
    }

    @Test(arguments: [0, 1, 50]) func `that is rare anyhow is not done more often by that`(failures: Int) {
        #expect(BackgroundLoop.pause(after: failures, interval: .seconds(3_600)) == .seconds(3_600))
    }
}
