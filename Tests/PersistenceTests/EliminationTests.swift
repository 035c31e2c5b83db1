import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Elimination by a public school")
struct EliminationTests {
    private let test: TestStore
    private let bench: WorkflowBench
    private let office: RetentionOffice

    init() throws {
        test = try TestStore()
        bench = try test.bench()
        office = RetentionOffice(
            bench.workflow, rules: RetentionRules(), store: test.store, seal: { _ throws(WorkflowError) in [7] })
    }

    private func go(to day: String) throws {
        let day = try #require(CalendarDate(iso8601: day))
        bench.advance(by: SchoolTimeZone.paris.moment(day, hour: 12).timeIntervalSince(bench.now))
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

    private func cancelled() async throws -> ConventionID {
        let id = try await bench.drafted()
        try await bench.workflow.issue(id, lateReason: "Régularisation")
        try await bench.workflow.cancel(id, reason: "Plus de place")
        return id
    }

    private func signed() async throws -> ConventionID {
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
        return id
    }

    @Test func `nothing that was issued is erased without a visa, and exactly what the slip lists with one`()
        async throws
    {
        let (first, second) = (try await signed(), try await cancelled())
        try go(to: "2031-07-01")
        #expect(try await office.purge().flatMap(\.erased).isEmpty)
        let plan = try await office.plan()
        #expect(plan.erasable.isEmpty && Set(plan.awaitingVisa.map(\.convention)) == [first.text, second.text])
        let slip = try #require(try await office.makeSlips().first)
        #expect(try await office.purge().isEmpty, "a slip without a visa allows nothing")
        let later = try await cancelled()
        try go(to: "2032-08-01")
        try await office.recordVisa("AD75-2031/12", on: try day("2031-09-01"), of: slip.number)
        let record = try #require(try await office.purge().first)
        #expect(Set(record.erased.map(\.convention)) == [first.text, second.text] && record.slips == [slip.number])
        #expect(try await office.plan().awaitingVisa.map(\.convention) == [later.text])
    }

    @Test func `a slip has the archives' facts of each series, and no name of a person`() async throws {
        let (first, second) = (try await signed(), try await cancelled())
        _ = try await bench.drafted()
        try go(to: "2031-07-01")
        let slip = try #require(try await office.makeSlips().first)
        #expect(slip.number == "BE-2031-1" && slip.school == "Lycée Aimé-Césaire" && slip.madeOn == "2031-07-01")
        #expect(slip.lines.map(\.count) == [1, 1] && slip.lines.map(\.series) == [.signed, .unsigned])
        #expect(slip.lines[0].duration == "5 ans après la fin du stage")
        #expect(slip.lines.allSatisfy { $0.firstDay == "2026-06-15" && $0.lastDay == "2026-06-26" && $0.byteCount > 0 })
        #expect(Set(slip.entries.map(\.item.convention)) == [first.text, second.text])
        let text = String(decoding: try EventCodec.encode(slip), as: UTF8.self)
        for name in ["Diallo", "Awa", "Mariam", "Roussel", "Martin"] { #expect(!text.contains(name), "\(name)") }
    }

    @Test func `the same slip is given again while nothing has changed, and another once something has`() async throws {
        _ = try await cancelled()
        try go(to: "2028-01-01")
        let slips = try await office.makeSlips()
        #expect(try await office.makeSlips() == slips && slips.count == 1)
        _ = try await cancelled()
        try go(to: "2029-06-01")
        let next = try #require(try await office.makeSlips().first)
        #expect(next.number == "BE-2029-1" && next.entries.count == 2)
    }

    @Test func `what is under a legal hold is on no slip, and stays when it was held after the visa`() async throws {
        let (first, second) = (try await signed(), try await signed())
        try await bench.workflow.placeLegalHold(on: first, reason: .accident)
        try go(to: "2031-07-01")
        let slip = try #require(try await office.makeSlips().first)
        #expect(slip.entries.map(\.item.convention) == [second.text])
        try await office.recordVisa("1", on: try day("2031-07-01"), of: slip.number)
        try await bench.workflow.placeLegalHold(on: second, reason: .dispute)
        #expect(try await office.purge().flatMap(\.erased).isEmpty)
        #expect(try await bench.workflow.show(second).summary.status == .completed)
    }

    @Test func `a run that a private school began asks for the visa when the school has become public`() async throws {
        let id = try await signed()
        try go(to: "2031-07-01")
        let plan = """
            {"format": "seing-purge-plan-1", "beganAt": "2031-07-01T10:00:00Z", "isPublicSchool": false, "slips": [],
             "items": [{"convention": "\(id.text)", "series": "signed", "from": "2026-06-26", "keptUntil": "2031-06-26"}]}
            """
        _ = try await test.store.beginPurge(SealedRecord(content: Array(plan.utf8), seal: [1]), at: bench.now)
        let record = try #require(try await office.purge().first)
        #expect(record.erased.isEmpty && record.kept.map(\.reason) == ["visa-missing"])
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }

    @Test func `a person's erasure does not go round the visa`() async throws {
        let id = try await signed()
        let withdrawn = try await cancelled()
        let overdue = try await bench.issued()
        try go(to: "2026-06-16")
        _ = try await bench.workflow.meetDeadlines(of: overdue)
        for id in [id, withdrawn, overdue] {
            for reason in Erasure.Reason.allCases {
                await #expect(throws: WorkflowError.retention(.visaMissing)) {
                    try await office.erase(id, reason: reason)
                }
            }
        }
        try await office.erase(try await bench.drafted(), reason: .mistake)
        try go(to: "2031-07-01")
        let slip = try #require(try await office.makeSlips().first)
        try await office.recordVisa("1", on: try day("2031-07-01"), of: slip.number)
        try await office.erase(id, reason: .retention)
    }

    @Test(arguments: ["2031-06-30", "2031-07-02"])
    func `a visa of before the slip, or of a day to come, is refused`(date: String) async throws {
        _ = try await signed()
        try go(to: "2031-07-01")
        let slip = try #require(try await office.makeSlips().first)
        await #expect(throws: WorkflowError.self) {
            try await office.recordVisa("1", on: try day(date), of: slip.number)
        }
        #expect(try await office.slips().first?.visa == nil)
    }

    @Test func `a visa is recorded once, and only on a slip that there is`() async throws {
        _ = try await signed()
        try go(to: "2031-07-01")
        let (slip, today) = (try #require(try await office.makeSlips().first), try day("2031-07-01"))
        await #expect(throws: WorkflowError.retention(.unknownSlip)) {
            try await office.recordVisa("1", on: today, of: "BE-2031-9")
        }
        await #expect(throws: WorkflowError.self) { try await office.recordVisa("  ", on: today, of: slip.number) }
        try await office.recordVisa("1", on: today, of: slip.number)
        try await office.recordVisa("1", on: today, of: slip.number)
        await #expect(throws: WorkflowError.retention(.visaRecorded)) {
            try await office.recordVisa("2", on: today, of: slip.number)
        }
    }

    @Test(arguments: [
        "DELETE FROM purge", "UPDATE purge SET record = x'00' WHERE number = 1", "UPDATE purge SET plan = x'00'",
        "DELETE FROM eliminationSlip", "UPDATE eliminationSlip SET visaNumber = 'x'",
        "UPDATE eliminationSlip SET content = x'00'",
    ])
    func `the database itself refuses to change what was recorded`(sql: String) async throws {
        _ = try await signed()
        try go(to: "2031-07-01")
        let slip = try #require(try await office.makeSlips().first)
        try await office.recordVisa("1", on: try day("2031-07-01"), of: slip.number)
        #expect(try await office.purge().count == 1)
        await #expect(throws: (any Error).self) { try await test.store.pool.write { db in try db.execute(sql: sql) } }
    }

    @Test func `traces of messages, links, codes, sessions and digests go after their own time`() async throws {
        let id = try await signed()
        try await test.store.pool.write { db in
            try db.execute(
                sql:
                    "INSERT INTO headPass VALUES (zeroblob(32), 'session', 'head-1', 1780300800, 1780300900, 1780300900)"
            )
            try db.execute(sql: "INSERT INTO batch (id, account, createdAt) VALUES ('b', 'head-1', 1780300800)")
            try db.execute(
                sql: "INSERT INTO batchItem VALUES ('b', 0, 'x', 'school', ?, ?, 'waiting', NULL)",
                arguments: [String(repeating: "0", count: 64), String(repeating: "0", count: 64)])
            try db.execute(sql: "INSERT INTO digest VALUES (zeroblob(32), '2026-06-01')")
            try db.execute(sql: "UPDATE outbox SET state = 'delivered', settledAt = queuedAt, sealed = NULL")
        }
        #expect(try await office.plan().leftovers.isEmpty)
        try go(to: "2027-07-20")
        let left = try await office.plan().leftovers
        #expect(left.messages > 0 && left.links > 0 && left.codes > 0)
        #expect(left.sessions == 1 && left.batches == 1 && left.digests == 1)
        let record = try #require(try await office.purge().first)
        #expect(record.leftovers == left && record.erased.isEmpty)
        #expect(try await office.plan().leftovers.isEmpty)
        let items = try await test.store.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM batchItem") }
        #expect(items == 0)
        // Links for reading live as long as the convention.
        let reading = try await test.store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM link WHERE kind = 'reading'")
        }
        #expect(try #require(reading) > 0)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }
}
