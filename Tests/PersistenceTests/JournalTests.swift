import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Journal")
struct JournalTests {
    private func signedByTwo() async throws -> (TestStore, ConventionID) {
        let test = try TestStore()
        let bench = try test.bench()
        let id = try await bench.issued()
        try await bench.sign("student")
        try await bench.sign("representative-1")
        return (test, id)
    }

    @Test func `an untouched journal verifies`() async throws {
        let (test, _) = try await signedByTwo()
        let report = try await test.store.verifyChain()
        #expect(report.fault == nil && report.eventCount > 8 && report.erasedConventions == 0)
    }

    @Test func `an empty journal verifies`() async throws {
        let test = try TestStore()
        let report = try await test.store.verifyChain()
        #expect(report.fault == nil && report.eventCount == 0)
    }

    @Test(arguments: [
        ("UPDATE event SET at = at + 1 WHERE sequence = 3", ChainFault.Kind.alteredHeader),
        ("UPDATE event SET type = 'cancelled' WHERE sequence = 3", .alteredHeader),
        ("UPDATE event SET commitment = zeroblob(32) WHERE sequence = 3", .alteredHeader),
        ("UPDATE event SET previousHash = zeroblob(32) WHERE sequence = 3", .alteredHeader),
        ("UPDATE event SET hash = zeroblob(32) WHERE sequence = 3", .alteredHeader),
        ("UPDATE event SET payload = zeroblob(80) WHERE sequence = 3", .alteredPayload),
        (
            "UPDATE event SET payload = (SELECT payload FROM event WHERE sequence = 4) WHERE sequence = 3",
            .alteredPayload
        ),
        ("DELETE FROM event WHERE sequence = 3", .gap),
        ("DELETE FROM event WHERE sequence = 1", .gap),
    ])
    func `a tampered row is found`(sql: String, kind: ChainFault.Kind) async throws {
        let (test, id) = try await signedByTwo()
        try await test.store.tamper(sql)
        #expect(try await test.store.verifyChain().fault?.kind == kind)
        // By a store that has not opened it before.
        let fresh = SQLiteStore(pool: test.store.pool, lookups: test.store.lookups, key: test.store.key)
        await #expect(throws: StoreError.self) { try await fresh.history(id) }
    }

    @Test func `an event removed with every later place moved up is found`() async throws {
        let (test, _) = try await signedByTwo()
        try await test.store.tamper(
            """
            DELETE FROM event WHERE sequence = 3;
            UPDATE event SET sequence = sequence - 1, position = position - 1 WHERE sequence > 3;
            """)
        #expect(try await test.store.verifyChain().fault?.kind == .alteredHeader)
    }

    @Test func `a header rehashed after a change breaks the link to the next`() async throws {
        let (test, id) = try await signedByTwo()
        let row = try await test.store.pool.read { db in try EventRow.all(of: id.text, in: db)[2] }
        let header = row.header
        let forged = JournalHeader(
            sequence: header.sequence, convention: header.convention, position: header.position, type: header.type,
            at: header.at + 60, previousHash: header.previousHash, previousOwnHash: header.previousOwnHash,
            commitment: header.commitment)
        let hex = forged.hash.map { String(format: "%02x", $0) }.joined()
        try await test.store.tamper(
            "UPDATE event SET at = at + 60, hash = x'\(hex)' WHERE sequence = \(header.sequence)")
        let fault = try await test.store.verifyChain().fault
        #expect(fault == ChainFault(sequence: header.sequence + 1, kind: .brokenLink))
    }

    @Test func `a payload replaced by who holds the key is found, because it was committed to`() async throws {
        let (test, id) = try await signedByTwo()
        let key = try #require(try await test.store.pool.read { db in try test.store.conventionKey(id.text, in: db) })
        let row = try await test.store.pool.read { db in try EventRow.all(of: id.text, in: db)[2] }
        let kind = try #require(ConventionEvent.Kind(rawValue: row.header.type))
        #expect(kind == .invited)
        let forged = try SealedEvent(
            .invited(Invitation(fieldName: "school")), position: row.header.position, of: id.text, key: key)
        let hex = forged.payload.map { String(format: "%02x", $0) }.joined()
        try await test.store.tamper("UPDATE event SET payload = x'\(hex)' WHERE sequence = \(row.header.sequence)")
        let fault = try await test.store.verifyChain().fault
        #expect(fault == ChainFault(sequence: row.header.sequence, kind: .alteredPayload))
    }

    @Test func `the database itself refuses to change or remove an event or a document`() async throws {
        let (test, _) = try await signedByTwo()
        for sql in ["UPDATE event SET at = 0", "DELETE FROM event", "UPDATE document SET sealed = x'00'"] {
            await #expect(throws: DatabaseError.self) { try await test.store.pool.write { try $0.execute(sql: sql) } }
        }
    }

    @Test func `a stranger recomputes the chain from the documented form alone`() async throws {
        let (test, _) = try await signedByTwo()
        try test.store.close()
        let script = """
            import hashlib, sqlite3, sys
            last, own, count = bytes(32), {}, 0
            for s, c, p, t, at, prev, prevown, com, h in sqlite3.connect(sys.argv[1]).execute(
                "SELECT sequence, convention, position, type, at, previousHash, previousOwnHash, commitment, hash "
                "FROM event ORDER BY sequence"):
                text = "".join(x + "\\n" for x in ["seing-journal-1", str(s), c, str(p), t, str(at), prev.hex(),
                                                  prevown.hex(), com.hex()])
                assert hashlib.sha256(text.encode()).digest() == h and prev == last and prevown == own.get(c, bytes(32))
                last = own[c] = h
                count += 1
            print(count)
            """
        let again = try SQLiteStore.open(directory: test.directory)
        let count = try await again.verifyChain().eventCount
        try again.close()
        #expect(try run("python3", ["-c", script, test.databaseFile]) == "\(count)\n")
    }

    @Test func `events of two conventions make one chain`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        let first = try await bench.drafted()
        let second = try await bench.drafted()
        try await bench.workflow.issue(first)
        try await bench.workflow.issue(second)
        #expect(try await test.store.verifyChain().fault == nil)
        let own = try await test.store.pool.read { db in try EventRow.all(of: first.text, in: db) }
        #expect(own.map(\.header.position) == Array(1...own.count))
        #expect(own[1].header.previousOwnHash == own[0].hash && own[1].header.previousHash != own[0].hash)
    }

    @Test func `nothing personal is in clear anywhere in the directory`() async throws {
        let (test, _) = try await signedByTwo()
        let bytes = try test.allBytes()
        for secret in [
            "Awa Diallo", "\"Awa\"", "Diallo", "Mariam", "Menuiserie", "exemple.fr", "Lycée", "SIGNED", "Objet",
            "Bonjour",
        ] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
    }
}

/// Runs a program and gives what it printed.
func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
}
