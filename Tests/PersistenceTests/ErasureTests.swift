import ConventionDomain
import Foundation
import GRDB
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Erasure")
struct ErasureTests {
    @Test func `after erasure nothing can be read, and the chain still verifies`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let kept = try await bench.drafted()
        let id = try await bench.issued()
        try await bench.sign("student")
        let link = try await bench.readingLink("student")
        let digest = try await bench.workflow.document(of: id).digest
        let before = try await test.store.verifyChain()
        try await test.store.erase(id)
        let after = try await test.store.verifyChain()
        #expect(after.fault == nil && after.headHash == before.headHash && after.erasedConventions == 1)
        await #expect(throws: StoreError.erased) { try await test.store.history(id) }
        await #expect(throws: StoreError.erased) { try await test.store.file(id, digest) }
        await #expect(throws: WorkflowError.unavailable(.erased)) { try await bench.workflow.show(id) }
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.view(link) }
        #expect(try await test.store.waitingMails().isEmpty)
        let list = try await bench.workflow.list()
        #expect(list.map(\.id) == [id, kept] && list.map(\.status) == [.erased, .draft])
        #expect(list[0].outline == nil && list[1].outline != nil)
    }

    @Test func `the key's bytes are gone from the files`() async throws {
        let test = try TestStore()
        let id = try await test.bench().drafted()
        let wrapped = try #require(
            try await test.store.pool.read { db in
                try Data.fetchOne(
                    db, sql: "SELECT wrapped FROM conventionKey WHERE convention = ?", arguments: [id.text])
            })
        #expect(try test.allBytes().range(of: wrapped) != nil)
        try await test.store.erase(id)
        #expect(try test.allBytes().range(of: wrapped) == nil)
    }

    @Test func `nothing is added to an erased convention`() async throws {
        let test = try TestStore()
        let id = try await test.bench().drafted()
        let head = try #require(try await test.store.history(id)).head
        try await test.store.erase(id)
        var change = ConventionChange(convention: id, expectedHead: head, at: Date(timeIntervalSince1970: 0))
        change.events = [.cancelled(Cancellation(reason: "x"))]
        let late = change
        await #expect(throws: StoreError.erased) { try await test.store.commit(late) }
        try await test.store.erase(id)
    }
}
