import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Deadlines in the store", .serialized)
struct DeadlineTests {
    private static let time = StoreContractTests.time

    private static func issued(_ id: ConventionID, in store: ConventionStore) async throws -> JournalHead {
        try await store.commit(try StoreContractTests.drafted(id))
        let history = try #require(try await store.history(id))
        guard case .drafted(let drafting) = try #require(history.entries.first).event else {
            throw StoreError.damaged("no draft")
        }
        var change = ConventionChange(convention: id, expectedHead: history.head, at: time)
        change.events = [
            .issued(
                Issue(
                    baseDigest: PaperDocument.digest([1]), order: drafting.order,
                    templateDigest: PaperDocument.digest([2])))
        ]
        try await store.commit(change)
        return try #require(try await store.history(id)).head
    }

    @Test(arguments: Adapter.allCases)
    func `a convention is looked at after each event, then when it was said, and only while it is signed`(
        adapter: Adapter
    ) async throws {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let (id, draft) = (try StoreContractTests.id(1), try StoreContractTests.id(2))
        try await store.commit(try StoreContractTests.drafted(draft))
        let head = try await Self.issued(id, in: store)
        #expect(try await store.deadlinesDue(Self.time, 10) == [id])
        #expect(try await store.deadlinesDue(Self.time, 0).isEmpty)
        try await store.watchDeadlines(id, head, Self.time.addingTimeInterval(60))
        #expect(try await store.deadlinesDue(Self.time.addingTimeInterval(59), 10).isEmpty)
        #expect(try await store.deadlinesDue(Self.time.addingTimeInterval(60), 10) == [id])
        var change = ConventionChange(convention: id, expectedHead: head, at: Self.time)
        change.events = [.reminded(Reminder(fieldName: "student", businessDaysBefore: 5))]
        try await store.commit(change)
        #expect(try await store.deadlinesDue(Self.time, 10) == [id], "an event came")
        try await store.watchDeadlines(id, head, Self.time.addingTimeInterval(60))
        #expect(try await store.deadlinesDue(Self.time, 10) == [id], "that was decided on an older journal")
        let newest = try #require(try await store.history(id)).head
        change = ConventionChange(convention: id, expectedHead: newest, at: Self.time)
        change.events = [.cancelled(Cancellation(reason: "x"))]
        try await store.commit(change)
        #expect(try await store.deadlinesDue(.distantFuture, 10).isEmpty)
    }

    @Test func `a signed convention is looked at until its placement is over, and archived afterwards too`()
        async throws
    {
        let test = try TestStore()
        let (store, bench) = (test.store.conventionStore, try test.bench())
        let id = try await bench.issued(.preset(.free))
        for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
        try await bench.countersign(id)
        #expect(try await store.deadlinesDue(bench.now, 10) == [id])
        let next = try #require(try await bench.workflow.meetDeadlines(of: id))
        #expect(try await store.deadlinesDue(next.addingTimeInterval(-1), 10).isEmpty)
        bench.advance(by: next.timeIntervalSince(bench.now))
        #expect(try await store.deadlinesDue(bench.now, 10) == [id])
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await store.deadlinesDue(.distantFuture, 10).isEmpty)
        #expect(try await bench.workflow.list().map(\.status) == [.ended])
        #expect(try await store.awaitingArchive() == [id])
    }

    @Test func `a list made anew forgets no deadline`() async throws {
        let test = try TestStore()
        let store = test.store.conventionStore
        let id = try StoreContractTests.id(1)
        let head = try await Self.issued(id, in: store)
        try await store.watchDeadlines(id, head, Self.time.addingTimeInterval(60))
        try await test.store.rebuildProjections()
        #expect(try await store.deadlinesDue(Self.time, 10) == [id])
    }

    @Test func `the day of a digest is kept, and of whom it was only for who has the store's key`() async throws {
        let test = try TestStore()
        let (digests, recipient) = (test.store.digestStore, StoreContractTests.hash(7))
        #expect(try await digests.lastDay(recipient) == nil)
        for text in ["2026-06-02", "2026-06-03"] {
            let day = try #require(CalendarDate(iso8601: text))
            try await digests.note(recipient, day)
            #expect(try await digests.lastDay(recipient) == day)
        }
        #expect(try await digests.lastDay(StoreContractTests.hash(8)) == nil)
    }

    @Test func `an older list keeps its lines when it learns of deadlines`() throws {
        let queue = try DatabaseQueue()
        try StoreMigration.migrator.migrate(queue, upTo: StoreMigration.countArchivals.name)
        let insert = """
            INSERT INTO summary (convention, status, signatureCount, signatoryCount, archivalCount, firstSequence, createdAt, updatedAt,
                sealedOutline) VALUES (?, ?, 2, 4, 1, ?, 100, 200, x'0A')
            """
        try queue.write { db in
            try db.execute(sql: insert, arguments: ["a", "signing", 1])
            try db.execute(sql: insert, arguments: ["b", "completed", 2])
        }
        try StoreMigration.migrator.migrate(queue)
        try queue.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM summary ORDER BY firstSequence").map(SummaryRow.init)
            #expect(rows.map(\.convention) == ["a", "b"] && rows.map(\.status) == [.signing, .completed])
            #expect(rows.allSatisfy { $0.signatureCount == 2 && $0.archivalCount == 1 && $0.lookAt == 0 })
            #expect(rows.allSatisfy { $0.createdAt == 100 && $0.updatedAt == 200 && $0.sealedOutline == [10] })
        }
    }
}
