import ConventionDomain
import GRDB
package import Workflow

/// What a walk along the whole journal found.
package struct ChainReport: Hashable, Sendable {
    package let eventCount: Int
    /// Hash of the last event; 32 zero bytes for an empty journal.
    package let headHash: [UInt8]
    /// Conventions whose personal data were erased: their chain is checked, their payloads cannot be.
    package let erasedConventions: Int
    package let anchors: AnchorReport
    /// `nil` when everything is what it was when it was written.
    package let fault: ChainFault?
}

extension SQLiteStore {
    /// Recomputes the global chain and every convention's, compares each payload with its commitment, and the anchored
    /// events with those that are there.
    ///
    /// An altered journal is a report, not an error. Events cut off after the newest anchor leave no trace:
    /// compare ``ChainReport/headHash`` with one that was noted elsewhere.
    ///
    /// - Parameter judge: Judges the anchors' tokens, the newest first; without it nobody looks at them.
    /// - Throws: ``StoreError`` when the database cannot be read.
    package func verifyChain(judgingAnchorsBy judge: AnchorJudge? = nil) async throws(StoreError) -> ChainReport {
        try await read { db in
            var walk = ChainWalk(keys: try keys(in: db), anchors: try AnchorRow.all(in: db))
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM event ORDER BY sequence")
            while walk.fault == nil, let row = try rows.next() { walk.visit(EventRow(row)) }
            walk.end()
            if let judge, walk.fault == nil { try walk.judge(in: db, judge.judge) }
            return walk.report
        }
    }

    private func keys(in db: Database) throws -> [String: ConventionKey] {
        var keys: [String: ConventionKey] = [:]
        for convention in try String.fetchAll(db, sql: "SELECT convention FROM conventionKey") {
            keys[convention] = try conventionKey(convention, in: db)
        }
        return keys
    }
}

/// An anchor without its token, which may be long.
struct AnchorRow: Sendable {
    let anchor: JournalAnchor
    let at: Int64

    /// The oldest first.
    static func all(in db: Database) throws -> [AnchorRow] {
        var rows: [AnchorRow] = []
        var previous = JournalHeader.noHash
        let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM anchor ORDER BY sequence")
        while let row = try cursor.next() {
            let anchor = JournalAnchor(
                sequence: row["sequence"], headHash: row.bytes("headHash"), previousTokenDigest: previous)
            rows.append(AnchorRow(anchor: anchor, at: row["at"]))
            previous = JournalAnchor.tokenDigest(row.bytes("token"))
        }
        return rows
    }

    static func token(of sequence: Int64, in db: Database) throws -> [UInt8] {
        try Row.fetchOne(db, sql: "SELECT token FROM anchor WHERE sequence = ?", arguments: [sequence])?
            .bytes("token") ?? []
    }
}

/// The state of a walk along the journal.
private struct ChainWalk {
    let keys: [String: ConventionKey]
    let anchors: [AnchorRow]
    var passedAnchors = 0
    var eventCount = 0
    var head = JournalHeader.noHash
    var ownHeads: [String: (position: Int, hash: [UInt8])] = [:]
    var oldestAfter: Int64?
    var newestTime: Int64?
    var untrustedCount = 0
    var fault: ChainFault?

    init(keys: [String: ConventionKey], anchors: [AnchorRow]) {
        self.keys = keys
        self.anchors = anchors
        newestTime = anchors.last?.at
    }

    mutating func visit(_ row: EventRow) {
        fault = fault(in: row)
        guard fault == nil else { return }
        eventCount += 1
        head = row.hash
        ownHeads[row.header.convention] = (row.header.position, row.hash)
        if passedAnchors == anchors.count { oldestAfter = oldestAfter ?? row.header.at }
        guard let next = nextAnchor, next.sequence == row.header.sequence else { return }
        passedAnchors += 1
        if next.headHash != row.hash { fault = ChainFault(sequence: next.sequence, kind: .rewritten) }
    }

    /// Anchors that no event was met for.
    mutating func end() {
        guard fault == nil, let next = nextAnchor else { return }
        fault = ChainFault(sequence: next.sequence, kind: .cutOff)
    }

    /// The newest token must be good today; each trusted one shows that those before it existed when it was made.
    mutating func judge(
        in db: Database, _ judge: (JournalAnchor, [UInt8], Int64?) -> AnchorJudgement
    ) throws {
        var existence: Int64?
        for (index, row) in anchors.enumerated().reversed() {
            let verdict = judge(row.anchor, try AnchorRow.token(of: row.anchor.sequence, in: db), existence)
            guard verdict.isIntact else {
                fault = ChainFault(sequence: row.anchor.sequence, kind: .alteredAnchor)
                return
            }
            if index == anchors.count - 1 { newestTime = verdict.time ?? newestTime }
            if verdict.isTrusted { existence = verdict.time ?? existence } else { untrustedCount += 1 }
        }
    }

    var report: ChainReport {
        ChainReport(
            eventCount: eventCount, headHash: head,
            erasedConventions: ownHeads.keys.count { keys[$0] == nil },
            anchors: AnchorReport(
                count: anchors.count, newest: anchors.last?.anchor, newestTime: newestTime,
                untrustedCount: untrustedCount,
                eventsAfter: eventCount - Int(anchors.last?.anchor.sequence ?? 0), oldestAfter: oldestAfter),
            fault: fault)
    }

    private var nextAnchor: JournalAnchor? {
        passedAnchors < anchors.count ? anchors[passedAnchors].anchor : nil
    }

    private func fault(in row: EventRow) -> ChainFault? {
        let header = row.header
        let own = ownHeads[header.convention] ?? (0, JournalHeader.noHash)
        if header.sequence != Int64(eventCount) + 1 || header.position != own.position + 1 {
            return ChainFault(sequence: header.sequence, kind: .gap)
        }
        if let fault = ChainFault.inRow(row, previousOwn: own.hash) { return fault }
        if header.previousHash != head { return ChainFault(sequence: header.sequence, kind: .brokenLink) }
        let key = keys[header.convention]
        if key != nil || row.isInClear, (try? SealedEvent.open(row, key: key)) == nil {
            return ChainFault(sequence: header.sequence, kind: .alteredPayload)
        }
        return nil
    }
}
