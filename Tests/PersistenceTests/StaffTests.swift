import ConventionDomain
import Foundation
import GRDB
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// An account for preparing and following, with the name and the address that conventions have for the head.
@Suite("Staff of a school never signs")
struct StaffTests {
    private let test: TestStore
    private let bench: WorkflowBench
    private let office: HeadOffice

    init() throws {
        test = try TestStore()
        bench = try test.bench()
        office = HeadOffice(bench.workflow, store: test.store)
    }

    private func staff() async throws -> HeadAtWork { try await HeadAtWork(bench, office, role: .staff) }

    @Test func `enters by link and code as others do, and is told to be staff`() async throws {
        let staff = try await HeadAtWork(bench, office, name: "Inès Roy", email: "ines@exemple.fr", role: .staff)
        let account = try await office.account(of: try await staff.enter())
        #expect(account.role == .staff && account.id == staff.account.id)
        #expect(try await office.accounts().map(\.role) == [.staff])
    }

    @Test func `sees no convention, reads none and proposes none`() async throws {
        let id = try await bench.issued(.preset(.free))
        let account = try await staff().account
        let desk = try await office.desk(of: account)
        #expect(desk.rows.isEmpty && desk.signableCount == 0 && desk.laterCount == 0)
        await #expect(throws: WorkflowError.unknownConvention) { try await office.reading(id, for: account) }
        await #expect(throws: WorkflowError.unknownConvention) { try await office.document(id, for: account) }
        await #expect(throws: WorkflowError.signatoryMismatch) { try await office.propose([id], by: account) }
    }

    /// A list in the name of staff can come about by a damaged database alone; it signs nothing all the same.
    @Test func `agrees to no list, and a list that was agreed to in its name signs nothing`() async throws {
        let id = try await bench.issued(.preset(.free))
        let staff = try await staff()
        _ = try await staff.enter()
        let head = HeadAccount(
            id: staff.account.id, name: staff.account.name, email: staff.account.email,
            createdAt: staff.account.createdAt)
        let list = try await office.propose([id], by: head)
        bench.advance(by: 60)
        let consent = try await office.view(list, of: staff.account).consent
        let entry = BatchEntry(statementID: consent.id, version: consent.version, code: try staff.code())
        await #expect(throws: WorkflowError.signatoryMismatch) {
            try await office.confirm(list, entry, by: staff.account)
        }
        #expect(try await office.view(list, of: staff.account).batch.confirmation == nil)
        try await office.confirm(list, entry, by: head)
        let report = try await BatchRunner(office).runDue()
        #expect(report.signed == 0 && report.refused == 1)
        let view = try await office.view(list, of: staff.account)
        #expect(view.batch.items.map(\.state) == [.refused(.otherSignatory)])
        #expect(try await bench.workflow.list().map(\.status) == [.signing])
    }

    @Test func `does not take the mailed link from who signs`() async throws {
        _ = try await staff().enter()
        _ = try await bench.issued(.preset(.free))
        await #expect(throws: Never.self) { try await bench.sign("school") }
    }

    @Test func `an account of before the roles is one that signs`() async throws {
        let queue = try DatabaseQueue()
        try StoreMigration.migrator.migrate(queue, upTo: StoreMigration.createVisitors.name)
        try await queue.write { db in
            try db.execute(
                sql: "INSERT INTO head (id, addressHash, createdAt, sealed) VALUES ('head-x', randomblob(32), 1, x'00')"
            )
        }
        try StoreMigration.migrator.migrate(queue)
        let role = try await queue.read { db in try String.fetchOne(db, sql: "SELECT role FROM head") }
        #expect(role == AccountRole.signatory.rawValue)
        await #expect(throws: DatabaseError.self) {
            try await queue.write { db in try db.execute(sql: "UPDATE head SET role = 'king'") }
        }
    }
}
