import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Health sheets in the store")
struct HealthSheetTests {
    private let test: TestStore
    private let bench: WorkflowBench

    init() throws {
        test = try TestStore()
        bench = try test.bench()
    }

    private func drafted() async throws -> ConventionID {
        let sample = bench.sample
        return try await bench.workflow.draft(
            DraftRequest(
                data: sample.data, contacts: sample.contacts,
                otherContacts: [.init(of: .tutor, telephone: "+33639981003")], emergencyKit: .family))
    }

    /// All that is kept of one sheet: its key, wrapped, and what is encrypted under it.
    private func remains(of id: ConventionID) async throws -> [Data] {
        try await test.store.pool.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM healthSheet WHERE convention = ?", arguments: [id.text])
            return row.map { [$0["wrapped"] as Data, $0["sealed"] as Data] } ?? []
        }
    }

    private func isInAFile(_ bytes: Data) throws -> Bool { try test.allBytes().range(of: bytes) != nil }

    @Test func `are kept, and nothing of them is readable in any file`() async throws {
        let id = try await drafted()
        let sheet = HealthSheet(emergencyKit: .family, lastDay: try #require(CalendarDate(iso8601: "2026-06-26")))
        #expect(try await test.store.conventionStore.sheets.healthSheet(id) == sheet)
        for word in ["\"family\"", "emergencyKit", "+33639981003"] {
            #expect(try !isInAFile(Data(word.utf8)), "\(word)")
        }
    }

    @Test(arguments: ["over", "hand", "cancelled", "refused", "erased", "replaced"])
    func `once erased are in no file of the data directory, nor is their key`(way: String) async throws {
        let id = try await drafted()
        let kept = try await drafted()
        let remains = try await remains(of: id)
        let others = try await self.remains(of: kept)
        #expect(remains.count == 2)
        for bytes in remains { #expect(try isInAFile(bytes)) }
        let workflow = bench.workflow
        switch way {
        case "over":
            let day = try #require(CalendarDate(iso8601: "2026-06-27"))
            #expect(try await test.store.conventionStore.sheets.eraseHealthSheets(day) == 2)
        case "hand": try await workflow.eraseHealthSheet(of: id)
        case "cancelled": try await workflow.cancel(id, reason: "x")
        case "refused":
            try await workflow.issue(id)
            try await bench.refuse(try await bench.signingLink("student"), "student", reason: "Non")
        case "erased": try await workflow.erase(id, reason: .request)
        default:
            try await workflow.correctSheet(of: id, with: ContactSheet(contacts: [], emergencyKit: .school))
            #expect(try await self.remains(of: id).count == 2)
        }
        for bytes in remains { #expect(try !isInAFile(bytes), "\(way)") }
        for bytes in others { #expect(try isInAFile(bytes) == (way != "over"), "\(way)") }
        #expect(try await test.store.verifyChain().fault == nil)
    }

    @Test func `leave nothing that says that there was one`() async throws {
        let id = try await drafted()
        try await bench.workflow.eraseHealthSheet(of: id)
        let tables = try await test.store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%ealth%'")
        }
        #expect(tables == ["healthSheet"])
        let count = try await test.store.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM healthSheet")
        }
        #expect(count == 0)
    }

    @Test func `of a day before the last one are not erased`() async throws {
        let id = try await drafted()
        let sheets = test.store.conventionStore.sheets
        #expect(try await sheets.eraseHealthSheets(try #require(CalendarDate(iso8601: "2026-06-26"))) == 0)
        #expect(try await sheets.healthSheet(id) != nil)
    }

    @Test func `that were moved to another convention or day do not open`() async throws {
        let (id, other) = (try await drafted(), try await drafted())
        let sheets = test.store.conventionStore.sheets
        try await test.store.tamper("UPDATE healthSheet SET lastDay = lastDay + 365 WHERE convention = '\(id.text)'")
        await #expect(throws: StoreError.self) { try await sheets.healthSheet(id) }
        try await test.store.tamper(
            """
            UPDATE healthSheet SET wrapped = (SELECT wrapped FROM healthSheet WHERE convention = '\(id.text)')
            WHERE convention = '\(other.text)'
            """)
        await #expect(throws: StoreError.self) { try await sheets.healthSheet(other) }
    }

    @Test func `contacts of those who sign nothing are erased with the convention`() async throws {
        let id = try await drafted()
        let sheets = test.store.conventionStore.sheets
        #expect(try await sheets.otherContacts(id) == [.init(of: .tutor, telephone: "+33639981003")])
        try await test.store.erase(id)
        #expect(try await sheets.otherContacts(id).isEmpty)
    }
}
