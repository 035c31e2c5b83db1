import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// Rule: a record says what its run erased, all of it and nothing else.
@Suite("Runs of a purge")
struct PurgeRunTests {
    private let test: TestStore
    private let bench: WorkflowBench

    init() throws {
        test = try TestStore()
        bench = try test.bench()
    }

    private func office(
        seal: @escaping @Sendable ([UInt8]) async throws(WorkflowError) -> [UInt8] = { _ throws(WorkflowError) in [7] }
    ) -> RetentionOffice {
        var rules = RetentionRules()
        rules.isPublicSchool = false
        return RetentionOffice(bench.workflow, rules: rules, store: test.store, seal: seal)
    }

    private func go(to day: String) throws {
        let day = try #require(CalendarDate(iso8601: day))
        bench.advance(by: SchoolTimeZone.paris.moment(day, hour: 12).timeIntervalSince(bench.now))
    }

    private func cancelled() async throws -> ConventionID {
        let id = try await bench.issued()
        _ = try await bench.prepare("student")
        try await bench.workflow.cancel(id, reason: "Plus de place")
        return id
    }

    private func settleMails() async throws {
        try await test.store.pool.write { db in
            try db.execute(sql: "UPDATE outbox SET state = 'delivered', settledAt = queuedAt, sealed = NULL")
        }
    }

    @Test func `what is left over stays until the record that tells of it is kept`() async throws {
        let id = try await bench.issued()
        try await bench.sign("student")
        try await settleMails()
        try await bench.workflow.placeLegalHold(on: try await cancelled(), reason: .dispute)
        try go(to: "2027-07-20")
        let left = try await office().plan().leftovers
        #expect(left.messages > 0 && left.links > 0 && left.codes > 0)
        let seals = SealCount()
        await #expect(throws: WorkflowError.unavailable(.timeStamping)) {
            try await office(seal: { _ throws(WorkflowError) in
                guard await seals.isFirst() else { throw .unavailable(.timeStamping) }
                return [1]
            }).purge()
        }
        #expect(try await office().plan().leftovers == left)
        #expect(try await office().purge().map(\.leftovers) == [left])
        #expect(try await office().plan().leftovers.isEmpty)
        #expect(try await bench.workflow.show(id).summary.status == .signing)
    }

    @Test func `the record of a run that is finished is refused, and deletes nothing`() async throws {
        _ = try await cancelled()
        try await settleMails()
        try go(to: "2027-07-20")
        let record = SealedRecord(content: [2], seal: [2])
        let limits = LeftoverLimits(messages: bench.now, access: bench.now, codes: bench.now)
        let run = try await test.beginPurge([], at: bench.now)
        let isKept = try await test.store.finishPurge(
            run.number, record, removing: limits, counted: Leftovers(), at: bench.now)
        #expect(!isKept, "it does not say what is left over")
        #expect(try await test.store.openPurge() == run)
        let left = try await test.store.countLeftovers(limits)
        #expect(
            try await test.store.finishPurge(run.number, record, removing: limits, counted: left, at: bench.now))
        await #expect(throws: StoreError.headMoved) {
            try await test.store.finishPurge(
                run.number, SealedRecord(content: [3], seal: [3]), removing: limits, counted: Leftovers(), at: bench.now
            )
        }
        #expect(try await test.store.purges().map(\.record) == [record])
    }

    @Test func `a run that finds another running does nothing`() async throws {
        let id = try await cancelled()
        try go(to: "2027-07-01")
        var office = office()
        office.lock = { () throws(WorkflowError) in throw .retention(.purgeRunning) }
        await #expect(throws: WorkflowError.retention(.purgeRunning)) { try await office.purge() }
        #expect(try await bench.workflow.show(id).summary.status == .cancelled)
        #expect(try await test.store.purges().isEmpty)
    }

    @Test func `what a person erased meanwhile is not said to be erased by the run`() async throws {
        let (first, second) = (try await cancelled(), try await cancelled())
        try go(to: "2027-07-01")
        try await test.beginPurge(try await office().plan().erasable, at: bench.now)
        try await bench.workflow.erase(first, reason: .request)
        let record = try #require(try await office().purge().first)
        #expect(record.erased.map(\.convention) == [second.text])
        #expect(record.kept.map(\.convention) == [first.text] && record.kept.map(\.reason) == ["convention-erased"])
    }

    @Test func `nothing is said to be erased while its key is still in the write-ahead log`() async throws {
        let id = try await cancelled()
        try go(to: "2027-07-01")
        let wrapped = try #require(
            try await test.store.pool.read { db in
                try Data.fetchOne(
                    db, sql: "SELECT wrapped FROM conventionKey WHERE convention = ?", arguments: [id.text])
            })
        // As long as for any lock is too long for a test.
        try await test.store.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA busy_timeout = 1") }
        let reader = try test.store.pool.makeSnapshot()
        await #expect(throws: WorkflowError.unavailable(.storage)) { try await office().purge() }
        #expect(try test.allBytes().range(of: wrapped) != nil, "the reader does keep it there")
        #expect(try await test.store.openPurge() != nil)
        try reader.close()
        let record = try #require(try await office().purge().first)
        #expect(record.erased.map(\.convention) == [id.text])
        #expect(try test.allBytes().range(of: wrapped) == nil)
    }

    @Test func `links, codes, messages and lists of what is under a legal hold stay, and go once it is lifted`()
        async throws
    {
        let (held, free) = (try await cancelled(), try await cancelled())
        try await settleMails()
        try await test.store.pool.write { db in
            for (batch, id) in [("b1", held), ("b2", free)] {
                try db.execute(
                    sql: "INSERT INTO batch (id, account, createdAt) VALUES (?, 'head-1', 1780300800)",
                    arguments: [batch])
                try db.execute(
                    sql: "INSERT INTO batchItem VALUES (?, 0, ?, 'school', ?, ?, 'waiting', NULL)",
                    arguments: [batch, id.text, String(repeating: "0", count: 64), String(repeating: "0", count: 64)])
            }
        }
        let rows = try await test.rows(of: held)
        #expect(rows.allSatisfy { $0 > 0 }, "\(rows)")
        try await bench.workflow.placeLegalHold(on: held, reason: .accident)
        try await bench.workflow.liftLegalHold(of: held, reason: "Erreur")
        try await bench.workflow.placeLegalHold(on: held, reason: .dispute)
        try go(to: "2040-01-01")
        let record = try #require(try await office().purge().first)
        #expect(record.erased.map(\.convention) == [free.text] && record.leftovers.batches == 1)
        #expect(try await test.rows(of: held) == rows)
        #expect(try await test.rows(of: free) == [0, 0, 0, 0])
        try await bench.workflow.liftLegalHold(of: held, reason: "Dossier clos")
        _ = try await office().purge()
        #expect(try await test.rows(of: held) == [0, 0, 0, 0])
    }
}

private actor SealCount {
    private var count = 0

    func isFirst() -> Bool {
        count += 1
        return count == 1
    }
}

extension TestStore {
    /// A run that was killed as soon as its plan was kept.
    @discardableResult
    func beginPurge(_ items: [RetentionItem], at time: Date) async throws -> PurgeRun {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        let content = try encoder.encode(Plan(beganAt: time, items: items))
        return try await store.beginPurge(SealedRecord(content: Array(content), seal: [1]), at: time)
    }

    /// How many messages, links, codes and lines of lists there are of a convention.
    fileprivate func rows(of id: ConventionID) async throws -> [Int] {
        try await store.pool.read { db in
            try ["outbox", "link", "code", "batchItem"].map { table in
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM \(table) WHERE convention = ?", arguments: [id.text]) ?? 0
            }
        }
    }
}

/// A plan as an earlier run left it.
private struct Plan: Encodable {
    let format = "seing-purge-plan-1"
    let beganAt: Date
    let isPublicSchool = false
    let items: [RetentionItem]
    let slips: [String] = []
}
