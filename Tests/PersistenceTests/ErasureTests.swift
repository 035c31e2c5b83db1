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
        #expect(after.fault == nil && after.eventCount == before.eventCount + 1 && after.erasedConventions == 1)
        await #expect(throws: StoreError.erased) { try await test.store.history(id) }
        await #expect(throws: StoreError.erased) { try await test.store.file(id, digest) }
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.show(id) }
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.view(link) }
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
        await #expect(throws: StoreError.erased) { try await test.store.conventionStore.commit(late) }
    }

    @Test func `when and why stays readable, and is part of the chain`() async throws {
        let test = try TestStore()
        let id = try await test.bench().drafted()
        try await test.store.erase(id)
        let row = try #require(
            try await test.store.pool.read { db in try EventRow.all(of: id.text, in: db).last })
        #expect(try SealedEvent.open(row, key: nil) == .erased(Erasure(reason: .retention)))
        try await test.store.tamper(
            "UPDATE event SET payload = CAST(replace(payload, 'retention', 'request!!') AS BLOB) WHERE type = 'erased'")
        #expect(try await test.store.verifyChain().fault?.kind == .alteredPayload)
    }

    @Test func `nothing that was kept for a convention is in any file afterwards`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        _ = try await bench.prepare("student")
        try await bench.workflow.correctContact(of: id, signatory: "employer", email: "accueil@exemple.fr")
        let kept = try await test.secrets(of: id)
        #expect(kept.count > 10)
        for secret in kept { #expect(try test.allBytes().range(of: secret) != nil) }
        try await test.store.erase(id)
        for secret in kept { #expect(try test.allBytes().range(of: secret) == nil) }
    }

    @Test func `what stays readable without the key says nothing about a person`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        try await bench.workflow.correctContact(of: id, signatory: "student", email: "awa.nouvelle@exemple.fr")
        _ = try await bench.refuseAsStudent()
        let bytes = try test.allBytes()
        for text in ["Diallo", "Mariam", "exemple.fr", "Menuiserie", "Plus envie", "<convention/>"] {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)")
        }
    }
}

extension TestStore {
    /// Everything kept for a convention whose bytes must go: its key, contacts, messages and codes.
    fileprivate func secrets(of id: ConventionID) async throws -> [Data] {
        let columns = [
            ("conventionKey", "wrapped"), ("contact", "sealed"), ("code", "salt"), ("code", "authenticator"),
            ("outbox", "sealed"), ("summary", "sealedOutline"),
        ]
        return try await store.pool.read { db in
            try columns.flatMap { table, column in
                try Data.fetchAll(
                    db, sql: "SELECT \(column) FROM \(table) WHERE convention = ? AND \(column) IS NOT NULL",
                    arguments: [id.text])
            }
        }
    }
}

extension WorkflowBench {
    /// The student's mails go to the corrected address.
    fileprivate func refuseAsStudent() async throws {
        let mails = try await mails(toAddress: "awa.nouvelle@exemple.fr")
        let line = try #require(
            mails.last?.textBody.split(separator: "\n").first { $0.contains("/s/") })
        let token = try #require(LinkToken(String(line.suffix(43))))
        let requested = try await workflow.requestRefusalCode(token)
        let codeMail = try #require(try await self.mails(toAddress: "awa.nouvelle@exemple.fr").last)
        let code = try #require(codeMail.textBody.split(separator: "\n").first { $0.count == 6 && Int($0) != nil })
        try await workflow.refuse(token, reason: "Plus envie", code: String(code), attempt: requested.attempt)
    }
}
