import ConventionDomain
import Foundation
import GRDB
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("When the disk fails")
struct FailureTests {
    @Test func `a full disk is said to be one, and leaves nothing half-written`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        let ready = try await bench.prepare("student")
        let before = try await bench.workflow.show(id)
        let mails = try await test.store.waitingMails().count
        // Pages that migrations gave back would be room.
        try await test.store.pool.vacuum()
        try await test.store.limitPages(to: 1)
        await #expect(throws: WorkflowError.unavailable(.storage)) { try await bench.drafted() }
        await #expect(throws: WorkflowError.unavailable(.storage)) {
            for _ in 0..<50 { try await bench.workflow.resendInvitation(of: id, to: "representative-1") }
        }
        #expect(try await test.store.verifyChain().fault == nil)
        try await test.store.limitPages(to: 1_000_000)
        let after = try await bench.workflow.show(id)
        #expect(after.summary.signatureCount == before.summary.signatureCount)
        let resent = after.history.count { $0.kind == .linkRenewed }
        #expect(try await test.store.waitingMails().count == mails + resent)
        _ = try await bench.finish(ready)
    }

    @Test func `a signature on a full disk is absent, and whole once there is room`() async throws {
        let test = try TestStore()
        let bench = try test.bench(
            signer: RevisionSigner { request in
                let signed = PaperDocument.sign(request)
                let padding = String(repeating: "x", count: 200_000)
                let document = signed.document.dropLast() + Array(" \(padding)\n".utf8)
                return SignedRevision(document: Array(document), certificate: signed.certificate)
            })
        let id = try await bench.issued()
        let ready = try await bench.prepare("student")
        try await test.store.limitPages(to: 1)
        await #expect(throws: WorkflowError.unavailable(.storage)) { try await bench.finish(ready) }
        #expect(try await bench.workflow.show(id).revisions.count == 1)
        try await test.store.limitPages(to: 1_000_000)
        _ = try await bench.finish(ready)
        #expect(try await bench.workflow.show(id).revisions.count == 2)
        #expect(try await bench.workflow.document(of: id).bytes.count > 200_000)
    }

    @Test func `the error of a full disk names it`() async throws {
        let test = try TestStore()
        try await test.store.limitPages(to: 1)
        do {
            try await test.store.write { db in
                try db.execute(sql: "CREATE TABLE big (b BLOB); INSERT INTO big VALUES (zeroblob(1000000))")
            }
            Issue.record("a database of few pages took a million bytes")
        } catch {
            guard case .unavailable(let reason) = error else {
                Issue.record("expected unavailable, found \(error)")
                return
            }
            #expect(reason.contains("full"))
        }
    }

    @Test func `a read-only database is unavailable, not damaged`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        try await test.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
        await #expect(throws: WorkflowError.unavailable(.storage)) { try await bench.drafted() }
        try await test.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
        _ = try await bench.drafted()
    }

    @Test func `whether it takes writes is found out, both ways`() async throws {
        let test = try TestStore()
        #expect(await test.store.isWritable())
        try await test.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
        #expect(await !test.store.isWritable())
        try await test.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
        #expect(await test.store.isWritable())
    }

    @Test func `a document that was altered on disk is not handed out`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        try await test.store.tamper("UPDATE document SET sealed = zeroblob(length(sealed))")
        await #expect(throws: WorkflowError.unavailable(.damagedStorage)) { try await bench.workflow.document(of: id) }
    }

    @Test func `a sealed piece does not open in another place`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        try await test.store.tamper(
            """
            UPDATE contact SET sealed = (SELECT sealed FROM contact WHERE fieldName = 'student')
            WHERE fieldName = 'school'
            """)
        await #expect(throws: WorkflowError.unavailable(.damagedStorage)) { try await bench.workflow.show(id) }
    }
}

extension SQLiteStore {
    /// Lets the database grow to so many pages and no further; never below what it has.
    func limitPages(to count: Int) async throws {
        try await pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = \(count)") }
    }
}
