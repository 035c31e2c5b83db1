import ConventionDomain
import Foundation
import GRDB
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("The whole life on SQLite")
struct WholeLifeTests {
    @Test func `all four sign, two of them at once, and the chain verifies`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        let student = try await bench.prepare("student")
        let parent = try await bench.prepare("representative-1")
        async let first = bench.finish(student)
        async let second = bench.finish(parent)
        _ = try await (first, second)
        try await bench.sign("school")
        #expect(try await bench.countersign(id).isComplete)
        let document = try await bench.workflow.document(of: id)
        #expect(document.isComplete && PaperDocument.assess(document.bytes).signedFields.count == 4)
        #expect(try await test.store.verifyChain().fault == nil)
    }

    @Test func `every signatory of a free order at once: all are signed, none is lost`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued(.preset(.free))
        let names = ["student", "representative-1", "school"]
        var ready: [ReadyToSign] = []
        for name in names { ready.append(try await bench.prepare(name)) }
        let receipts = try await withThrowingTaskGroup(of: SigningReceipt.self) { group in
            for one in ready + ready { group.addTask { try await bench.finish(one) } }
            return try await group.reduce(into: Set<SigningReceipt>()) { $0.insert($1) }
        }
        #expect(receipts.count == 3)
        let signed = PaperDocument.assess(try await bench.workflow.document(of: id).bytes).signedFields
        #expect(Set(signed) == Set(names) && signed.count == 3)
    }

    @Test func `two processes on one directory: both signatories end up signed`() async throws {
        let test = try TestStore()
        let other = try SQLiteStore.open(directory: test.directory)
        defer { try? other.close() }
        let bench = try test.bench()
        let second = WorkflowBench(
            store: other.conventionStore, mails: { try await other.waitingMails() }, texts: try TestStore.texts())
        let id = try await bench.issued()
        let student = try await bench.prepare("student")
        let parent = try await second.prepare("representative-1")
        async let one = bench.finish(student)
        async let two = second.finish(parent)
        _ = try await (one, two)
        #expect(try await second.workflow.show(id).summary.signatureCount == 2)
        #expect(try await other.verifyChain().fault == nil)
    }

    @Test func `a delivered message leaves no text behind`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        _ = try await bench.issued()
        let delivery = OutboxDelivery(store: test.store.outboxStore, mailer: Mailer { _ in })
        #expect(try await delivery.deliverDue(now: bench.now).delivered == 2)
        let texts = try await test.store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox WHERE sealed IS NOT NULL")
        }
        #expect(texts == 0)
    }

    @Test func `messages that waited when the process ended are delivered by the next, with the same keys`()
        async throws
    {
        let test = try TestStore()
        let bench = try test.bench()
        _ = try await bench.issued()
        let keys = try await test.store.waitingMails().map(\.messageKey)
        _ = try await test.store.claim(now: bench.now, leaseUntil: bench.now.addingTimeInterval(300), limit: 1)
        try test.store.close()
        let again = try SQLiteStore.open(directory: test.directory)
        defer { try? again.close() }
        let sent = Sent()
        let delivery = OutboxDelivery(store: again.outboxStore, mailer: Mailer { await sent.add($0.messageKey) })
        #expect(try await delivery.deliverDue(now: bench.now.addingTimeInterval(301)).delivered == 2)
        #expect(await Set(sent.keys) == Set(keys))
    }

    @Test func `what a killed process had taken is due at once for the next, and what failed keeps waiting`()
        async throws
    {
        let test = try TestStore()
        let bench = try test.bench()
        _ = try await bench.issued()
        let store = test.store
        let taken = try await store.claim(now: bench.now, leaseUntil: bench.now.addingTimeInterval(300), limit: 2)
        try await store.settle(
            taken[0].id, .deferred(until: bench.now.addingTimeInterval(7_200), reason: "421"), at: bench.now)
        try await store.releaseLeases(now: bench.now, lease: 300)
        let again = try await store.claim(now: bench.now, leaseUntil: bench.now.addingTimeInterval(300), limit: 9)
        #expect(again.map(\.mail) == [taken[1].mail])
    }
}

private actor Sent {
    var keys: [String] = []

    func add(_ key: String) { keys.append(key) }
}
