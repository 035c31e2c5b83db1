import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Corrections in the store")
struct RevisionStoreTests {
    @Test func `end one convention and begin another in one transaction, and let go of what has not left`() async throws
    {
        let test = try TestStore()
        let bench = WorkflowBench(
            store: test.store.conventionStore, mails: { try await test.store.waitingMails() },
            texts: try TestStore.texts(), documents: PlacementSheet.documents)
        let former = try await bench.workflow.draft(PlacementSheet().request)
        try await bench.workflow.issue(former)
        _ = try await bench.prepare("student")
        let correction = Correction(
            request: DraftRequest(data: PlacementSheet { $0.place = "8 rue Basse" }.data, contacts: [:]),
            reason: "Erreur de lieu")
        let next = try await bench.workflow.revise(former, correction).convention
        let left = try await test.store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT convention FROM outbox WHERE state = 'waiting'")
        }
        #expect(Set(left) == [next.text], "no invitation and no code of the former one leaves any more")
        let codes = try await test.store.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM code") }
        #expect(codes == 0)
        let days = try await test.store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT DISTINCT convention FROM takenDay")
        }
        #expect(days == [next.text])
        for _ in 0..<2 {
            #expect(try await bench.workflow.list().map(\.status) == [.signing, .superseded])
            try await test.store.rebuildProjections()
        }
        #expect(try await test.store.verifyChain().fault == nil)
        // Each has a key of its own.
        try await bench.workflow.erase(former, reason: .request)
        try await bench.sign("student")
        #expect(try await bench.workflow.show(next).replaces?.convention == former)
    }

    @Test func `leave the former convention as it was when the corrected one cannot be written`() async throws {
        let test = try TestStore()
        let bench = WorkflowBench(
            store: test.store.conventionStore, mails: { [] }, texts: try TestStore.texts(),
            documents: PlacementSheet.documents)
        let former = try await bench.workflow.draft(PlacementSheet().request)
        try await bench.workflow.issue(former)
        _ = try await bench.workflow.draft(
            PlacementSheet { ($0.first, $0.last) = ("2026-06-22", "2026-06-26") }.request)
        let onto = Correction(
            request: DraftRequest(
                data: PlacementSheet { ($0.first, $0.last) = ("2026-06-18", "2026-06-23") }.data, contacts: [:]),
            reason: "Erreur de dates")
        await #expect(throws: WorkflowError.self) { try await bench.workflow.revise(former, onto) }
        #expect(try await bench.workflow.list().map(\.status) == [.draft, .signing])
        #expect(try await test.store.verifyChain().fault == nil)
    }
}
