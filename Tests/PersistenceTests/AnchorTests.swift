import ConventionDomain
import Foundation
import GRDB
import TestSupport
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Anchors of the journal")
struct AnchorTests {
    @Test func `an anchored journal verifies, and says how far it is anchored`() async throws {
        let journal = try await AnchoredJournal()
        let report = try await journal.store.verifyChain(judgingAnchorsBy: try journal.judge())
        #expect(report.fault == nil && report.anchors.count == 2 && report.anchors.untrustedCount == 0)
        #expect(report.anchors.eventsAfter == 1 && report.anchors.newest?.sequence == Int64(report.eventCount) - 1)
        #expect(report.anchors.newestTime == Int64(TestAuthority.now.timeIntervalSince1970))
        #expect(report.anchors.oldestAfter == Int64(journal.bench.now.timeIntervalSince1970))
    }

    @Test(arguments: [
        ("DELETE FROM event WHERE sequence > 3", ChainFault.Kind.cutOff),
        ("UPDATE anchor SET headHash = zeroblob(32)", .rewritten),
        ("DELETE FROM anchor WHERE sequence = (SELECT min(sequence) FROM anchor)", .alteredAnchor),
        ("UPDATE anchor SET token = x'3000'", .alteredAnchor),
        (
            "UPDATE anchor SET token = (SELECT token FROM anchor ORDER BY sequence LIMIT 1)"
                + " WHERE sequence = (SELECT max(sequence) FROM anchor)", .alteredAnchor
        ),
        ("UPDATE anchor SET sequence = sequence - 1", .rewritten),
        ("INSERT INTO anchor VALUES (1000, zeroblob(32), x'00', 0)", .cutOff),
    ])
    func `what was done to the anchored journal is found`(sql: String, kind: ChainFault.Kind) async throws {
        let journal = try await AnchoredJournal()
        try await journal.store.tamper("DROP TRIGGER anchorNeverChanges; DROP TRIGGER anchorNeverGoes; \(sql)")
        #expect(try await journal.store.verifyChain(judgingAnchorsBy: try journal.judge()).fault?.kind == kind)
    }

    @Test func `the database itself refuses to change or remove an anchor`() async throws {
        let journal = try await AnchoredJournal()
        for sql in ["UPDATE anchor SET at = 0", "DELETE FROM anchor"] {
            await #expect(throws: DatabaseError.self) {
                try await journal.store.pool.write { try $0.execute(sql: sql) }
            }
        }
    }

    @Test func `a journal written anew in every hash is found at its first anchor`() async throws {
        let journal = try await AnchoredJournal()
        let first = try #require(
            try await journal.store.pool.read { try Int64.fetchOne($0, sql: "SELECT min(sequence) FROM anchor") })
        try await journal.store.rewrite(laterBy: 60)
        let fault = try await journal.store.verifyChain().fault
        #expect(fault == ChainFault(sequence: first, kind: .rewritten))
    }

    @Test func `nobody else's token is trusted, and a token stays trusted through a newer one`() async throws {
        let journal = try await AnchoredJournal()
        let unknown = AnchorJudge { _, _, _ in AnchorJudgement(isIntact: true, isTrusted: false, time: 5) }
        let report = try await journal.store.verifyChain(judgingAnchorsBy: unknown)
        #expect(report.fault == nil && report.anchors.untrustedCount == 2 && report.anchors.newestTime == 5)
        let asked = AnchorJudge { _, _, existence in
            AnchorJudgement(isIntact: true, isTrusted: true, time: existence.map { $0 - 1 } ?? 100)
        }
        #expect(try await journal.store.verifyChain(judgingAnchorsBy: asked).anchors.untrustedCount == 0)
        // Ten years later the unit's certificate has ended, and nothing newer vouches for what it made.
        let later = try journal.judge(at: TestAuthority.now.addingTimeInterval(10 * 366 * 86_400))
        #expect(try await journal.store.verifyChain(judgingAnchorsBy: later).anchors.untrustedCount == 2)
    }

    @Test func `an anchor is kept only over what is there, after the one it names`() async throws {
        let journal = try await AnchoredJournal()
        let anchor = try #require(try await journal.store.anchorStanding().next)
        for wrong in [
            JournalAnchor(
                sequence: anchor.sequence + 1, headHash: anchor.headHash,
                previousTokenDigest: anchor.previousTokenDigest),
            JournalAnchor(
                sequence: anchor.sequence, headHash: JournalHeader.noHash,
                previousTokenDigest: anchor.previousTokenDigest),
            JournalAnchor(
                sequence: anchor.sequence, headHash: anchor.headHash,
                previousTokenDigest: JournalHeader.noHash),
        ] {
            await #expect(throws: StoreError.headMoved) {
                try await journal.store.add(wrong, token: [0x30, 0], at: TestAuthority.now)
            }
        }
        try await journal.store.anchorNow(by: journal.authority)
        #expect(try await journal.store.anchorStanding().next == nil)
        await #expect(throws: StoreError.headMoved) {
            try await journal.store.add(anchor, token: [0x30, 0], at: TestAuthority.now)
        }
    }
}

extension SQLiteStore {
    /// Every event moved in time and every hash computed anew, as somebody with the whole database could.
    fileprivate func rewrite(laterBy seconds: Int64) async throws {
        try await tamper("SELECT 1")
        try await pool.write { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM event ORDER BY sequence").map(EventRow.init)
            var (previous, own) = (JournalHeader.noHash, [String: [UInt8]]())
            try db.execute(sql: "DELETE FROM event")
            for row in rows {
                let old = row.header
                let header = JournalHeader(
                    sequence: old.sequence, convention: old.convention, position: old.position, type: old.type,
                    at: old.at + seconds, previousHash: previous,
                    previousOwnHash: own[old.convention] ?? JournalHeader.noHash, commitment: old.commitment)
                previous = header.hash
                own[old.convention] = previous
                try EventRow.insert(header, hash: previous, payload: row.payload, in: db)
            }
        }
    }
}
