import CertificateAuthority
import ConventionDomain
import Foundation
import Logging
import OpenSSLBridge
import Persistence
import Synchronization
import TestSupport
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

@Suite("Anchoring the journal")
struct JournalAnchoringTests {
    /// A store, a time-stamping unit that can fail, and the service's loop on them.
    private struct Ground {
        let folder: TemporaryDirectory
        let store: SQLiteStore
        let bench: WorkflowBench
        let anchoring: JournalAnchoring
        /// Digests that a token was asked for.
        let asked: Asked

        init() throws {
            folder = try TemporaryDirectory()
            let store = try SQLiteStore.open(directory: folder.file("data"))
            self.store = store
            bench = WorkflowBench(
                store: store.conventionStore, mails: { [] },
                texts: try .load(directory: PythonTool.root.appending(path: "Templates").path))
            let (asked, unit) = (Asked(), try TestAuthority.shared.get().infrastructure.timeStampUnit)
            self.asked = asked
            anchoring = JournalAnchoring(
                store: store,
                stamp: { digest in
                    asked.digests.withLock { $0.append(digest) }
                    guard asked.answers.withLock({ $0 }) else { throw ClockUnknown(reason: .noAnswer) }
                    return try unit.token(
                        for: asked.isWrong.withLock { $0 } ? digest.reversed() : digest, algorithm: .sha256,
                        now: TestAuthority.now)
                }, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        }

        /// The loop, as it runs every few seconds, so many seconds after the bench's time.
        func anchor(after seconds: TimeInterval) async throws {
            try await anchoring.anchorDue(now: bench.now.addingTimeInterval(seconds))
        }

        var count: Int { asked.digests.withLock { $0.count } }

        func anchors() async throws -> Int { try await store.verifyChain().anchors.count }

        /// A completion, as far as the journal is concerned.
        func complete() async throws {
            let id = try await bench.drafted()
            let digest = try #require(DocumentDigest(bytes: [UInt8](repeating: 1, count: 32)))
            let history = try #require(try await store.conventionStore.history(id))
            try await store.conventionStore.commit(
                ConventionChange(
                    convention: id, expectedHead: history.head, at: bench.now,
                    events: [.completed(Completion(finalDigest: digest))]))
        }
    }

    private final class Asked: Sendable {
        let digests = Mutex<[[UInt8]]>([])
        let answers = Mutex(true)
        let isWrong = Mutex(false)
    }

    @Test func `an empty journal is not time-stamped`() async throws {
        let ground = try Ground()
        try await ground.anchor(after: 1_000_000)
        #expect(ground.count == 0)
    }

    @Test func `the first events are time-stamped after a minute, and then nothing until something happens`()
        async throws
    {
        let ground = try Ground()
        _ = try await ground.bench.drafted()
        try await ground.anchor(after: 59)
        #expect(ground.count == 0)
        for seconds in [60.0, 65, 100_000, 200_000] { try await ground.anchor(after: seconds) }
        #expect(ground.count == 1)
        #expect(try await ground.store.verifyChain().fault == nil)
    }

    @Test func `completions of a minute share an anchor, and none waits longer`() async throws {
        let ground = try Ground()
        try await ground.complete()
        for _ in 1...11 {
            ground.bench.advance(by: 5)
            try await ground.complete()
            try await ground.anchor(after: 0)
        }
        #expect(ground.count == 0)
        try await ground.anchor(after: 5)
        let report = try await ground.store.verifyChain()
        #expect(report.anchors.count == 1 && report.anchors.eventsAfter == 0 && report.eventCount == 24)
    }

    @Test func `other events are time-stamped a day after the last time`() async throws {
        let ground = try Ground()
        try await ground.complete()
        try await ground.anchor(after: 60)
        _ = try await ground.bench.drafted()
        for seconds in [120.0, 3_600, 86_459] { try await ground.anchor(after: seconds) }
        #expect(try await ground.anchors() == 1)
        try await ground.anchor(after: 86_460)
        #expect(try await ground.anchors() == 2)
    }

    @Test func `a clock that was put back keeps no completion waiting`() async throws {
        let ground = try Ground()
        try await ground.complete()
        try await ground.anchor(after: -3_600)
        #expect(try await ground.anchors() == 1)
    }

    @Test func `what fails is tried again, less and less often, is told, and loses nothing`() async throws {
        let ground = try Ground()
        try await ground.complete()
        ground.asked.answers.withLock { $0 = false }
        for seconds in stride(from: 60.0, to: 660, by: 1) { try await ground.anchor(after: seconds) }
        #expect((5...10).contains(ground.count))
        let reading = try await ground.anchoring.reading()
        #expect(reading.failures == ground.count && reading.eventsAfter == 2 && reading.newestAt == nil)
        ground.asked.answers.withLock { $0 = true }
        try await ground.anchor(after: 2_000)
        #expect(try await ground.anchoring.reading().failures == 0)
        #expect(try await ground.anchors() == 1)
    }

    @Test func `a token over something else is not kept`() async throws {
        let ground = try Ground()
        try await ground.complete()
        ground.asked.isWrong.withLock { $0 = true }
        try await ground.anchor(after: 60)
        #expect(ground.count == 1)
        #expect(try await ground.anchors() == 0)
        #expect(try await ground.anchoring.reading().failures == 1)
    }
}
