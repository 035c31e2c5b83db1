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
    /// `nil` when everything is what it was when it was written.
    package let fault: ChainFault?
}

extension SQLiteStore {
    /// Recomputes the global chain and every convention's, and compares each payload with its commitment.
    ///
    /// An altered journal is a report, not an error. Events cut off at the end leave no trace in the chain itself:
    /// compare ``ChainReport/headHash`` with one that was noted elsewhere.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    package func verifyChain() async throws(StoreError) -> ChainReport {
        try await read { db in
            var walk = ChainWalk(keys: try keys(in: db))
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM event ORDER BY sequence")
            while walk.fault == nil, let row = try rows.next() { walk.visit(EventRow(row)) }
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

/// The state of a walk along the journal.
private struct ChainWalk {
    let keys: [String: ConventionKey]
    var eventCount = 0
    var head = JournalHeader.noHash
    var ownHeads: [String: (position: Int, hash: [UInt8])] = [:]
    var fault: ChainFault?

    init(keys: [String: ConventionKey]) {
        self.keys = keys
    }

    mutating func visit(_ row: EventRow) {
        fault = fault(in: row)
        guard fault == nil else { return }
        eventCount += 1
        head = row.hash
        ownHeads[row.header.convention] = (row.header.position, row.hash)
    }

    var report: ChainReport {
        ChainReport(
            eventCount: eventCount, headHash: head,
            erasedConventions: ownHeads.keys.count { keys[$0] == nil }, fault: fault)
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
