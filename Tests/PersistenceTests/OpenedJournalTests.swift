import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("A journal that was opened before")
struct OpenedJournalTests {
    @Test(
        "stays what it was when one of its rows is altered, which who opens it next refuses",
        arguments: [
            "UPDATE event SET payload = zeroblob(64) WHERE position = 2",
            "UPDATE event SET at = at + 1 WHERE position = 1",
            "UPDATE event SET type = 'cancelled' WHERE position = 2",
            "UPDATE event SET hash = zeroblob(32) WHERE position = 1",
            "DELETE FROM event WHERE position = 2",
        ])
    func usesNothingOfAlteredRows(_ alteration: String) async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        let opened = try await test.store.history(id)
        #expect(opened?.entries.count ?? 0 > 2)
        try await test.store.tamper(alteration)
        #expect(try await test.store.history(id) == opened)
        let fresh = SQLiteStore(pool: test.store.pool, lookups: test.store.lookups, key: test.store.key)
        await #expect(throws: StoreError.self) { try await fresh.history(id) }
    }

    @Test(
        "is refused once its last row was altered, or one was put after it",
        arguments: [
            "UPDATE event SET hash = zeroblob(32) WHERE position = (SELECT max(position) FROM event)",
            """
            INSERT INTO event SELECT sequence + 1, convention, position + 1, type, at, previousHash, previousOwnHash,
                commitment, zeroblob(32), payload FROM event ORDER BY sequence DESC LIMIT 1
            """,
            "UPDATE event SET position = position + 1 WHERE position = (SELECT max(position) FROM event)",
        ])
    func refusesAnAlteredEnd(_ alteration: String) async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        _ = try await test.store.history(id)
        try await test.store.tamper(alteration)
        await #expect(throws: WorkflowError.unavailable(.damagedStorage)) { try await bench.workflow.show(id) }
    }

    @Test func `reads as it does from a store that opens it for the first time, after each act`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] {
            try await bench.sign(party)
            let fresh = SQLiteStore(pool: test.store.pool, lookups: test.store.lookups, key: test.store.key)
            let (known, new) = (try await test.store.history(id), try await fresh.history(id))
            #expect(known == new && known?.entries.last != nil)
        }
    }

    @Test func `is forgotten when its convention is erased`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.drafted()
        _ = try await test.store.history(id)
        #expect(test.store.openedJournals.opened(of: id.text) != nil)
        try await bench.workflow.erase(id, reason: .request)
        #expect(test.store.openedJournals.opened(of: id.text) == nil)
    }

    @Test func `makes room for others, the one that was used longest ago first`() throws {
        let journals = OpenedJournals(limit: 4)
        let head = JournalHead(position: 1, hash: JournalHeader.noHash)
        let entry = JournalEntry(at: Date(timeIntervalSince1970: 0), event: .erased(.init(reason: .request)))
        let opened = OpenedJournals.Opened(head: head, entries: [entry])
        for name in ["a", "b", "c", "d"] { journals.keep(opened, of: name) }
        #expect(journals.opened(of: "a")?.entries == [entry])
        journals.keep(opened, of: "e")
        #expect(journals.opened(of: "b") == nil)
        for name in ["a", "c", "d", "e"] { #expect(journals.opened(of: name)?.entries == [entry]) }
    }

    @Test(
        "has the contacts that the store has, and refuses altered ones",
        arguments: [
            "UPDATE contact SET sealed = zeroblob(64) WHERE fieldName = 'student'",
            "UPDATE contact SET sealed = (SELECT sealed FROM contact WHERE fieldName = 'school') WHERE fieldName = 'student'",
            "UPDATE contact SET fieldName = 'tutor' WHERE fieldName = 'student'",
        ])
    func refusesAlteredContacts(_ alteration: String) async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        _ = try await test.store.history(id)
        try await test.store.tamper(alteration)
        await #expect(throws: StoreError.self) { try await test.store.history(id) }
    }

    @Test func `has no contact that was taken out of the store since`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        let before = try #require(try await test.store.history(id)?.contacts)
        #expect(before["student"] != nil)
        try await test.store.tamper("DELETE FROM contact WHERE fieldName = 'student'")
        let after = try #require(try await test.store.history(id)?.contacts)
        #expect(after == before.filter { $0.key != "student" })
    }
}
