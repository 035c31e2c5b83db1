import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("A journal that was opened before")
struct OpenedJournalTests {
    @Test(
        "is refused once one of its rows was altered, whatever was opened before",
        arguments: [
            "UPDATE event SET payload = zeroblob(64) WHERE position = 2",
            "UPDATE event SET at = at + 1 WHERE position = 1",
            "UPDATE event SET type = 'cancelled' WHERE position = 2",
            "UPDATE event SET hash = zeroblob(32) WHERE position = 1",
            "DELETE FROM event WHERE position = 2",
        ])
    func refusesAlteredRows(_ alteration: String) async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        #expect(try await test.store.history(id)?.entries.count ?? 0 > 2)
        try await test.store.tamper(alteration)
        await #expect(throws: WorkflowError.unavailable(.damagedStorage)) { try await bench.workflow.show(id) }
    }

    @Test func `reads as it does from a store that opens it for the first time, after each act`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] {
            try await bench.sign(party)
            let fresh = SQLiteStore(pool: test.store.pool, key: test.store.key)
            let (known, new) = (try await test.store.history(id), try await fresh.history(id))
            #expect(known == new && known?.entries.last != nil)
        }
    }

    @Test func `is forgotten when its convention is erased`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.drafted()
        _ = try await test.store.history(id)
        let rows = try await test.store.read { db in try EventRow.all(of: id.text, in: db) }
        #expect(!test.store.openedJournals.entries(of: id.text, in: rows).isEmpty)
        try await bench.workflow.erase(id, reason: .request)
        #expect(test.store.openedJournals.entries(of: id.text, in: rows).isEmpty)
    }

    @Test func `makes room for others, the one that was used longest ago first`() throws {
        let journals = OpenedJournals(limit: 4)
        let rows = { (name: String) in [Self.row(name)] }
        let entry = JournalEntry(at: Date(timeIntervalSince1970: 0), event: .erased(.init(reason: .request)))
        for name in ["a", "b", "c", "d"] { journals.keep(rows(name), [entry], of: name) }
        #expect(journals.entries(of: "a", in: rows("a")) == [entry])
        journals.keep(rows("e"), [entry], of: "e")
        #expect(journals.entries(of: "b", in: rows("b")).isEmpty)
        for name in ["a", "c", "d", "e"] { #expect(journals.entries(of: name, in: rows(name)) == [entry]) }
    }

    private static func row(_ name: String) -> EventRow {
        EventRow(
            header: JournalHeader(
                sequence: 1, convention: name, position: 1, type: "erased", at: 0, previousHash: JournalHeader.noHash,
                previousOwnHash: JournalHeader.noHash, commitment: JournalHeader.noHash),
            hash: JournalHeader.noHash, payload: Array(name.utf8))
    }
}
