import ConventionDomain
import GRDB
import Workflow

/// One row of the journal.
struct EventRow: Hashable, Sendable {
    let header: JournalHeader
    let hash: [UInt8]
    let payload: [UInt8]

    /// Where a journal ends that ends with it.
    var end: JournalHead { JournalHead(position: header.position, hash: hash) }

    /// What the journal keeps of an erasure has to be readable after it.
    var isInClear: Bool { header.type == ConventionEvent.Kind.erased.rawValue }
}

extension EventRow {
    init(_ row: Row) {
        header = JournalHeader(
            sequence: row["sequence"], convention: row["convention"], position: row["position"], type: row["type"],
            at: row["at"], previousHash: row.bytes("previousHash"), previousOwnHash: row.bytes("previousOwnHash"),
            commitment: row.bytes("commitment"))
        hash = row.bytes("hash")
        payload = row.bytes("payload")
    }

    /// A convention's events, oldest first.
    ///
    /// - Parameter position: Of the first one.
    static func all(of convention: String, from position: Int = 1, in db: Database) throws -> [EventRow] {
        let sql = "SELECT * FROM event WHERE convention = ? AND position >= ? ORDER BY position"
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: [convention, position]).map(EventRow.init)
    }

    /// Where a convention's journal ends; `nil` when it has not begun.
    static func head(of convention: String, in db: Database) throws -> JournalHead? {
        let sql = "SELECT position, hash FROM event WHERE convention = ? ORDER BY position DESC LIMIT 1"
        return try db.row(sql: sql, arguments: [convention]).map { row in
            JournalHead(position: row["position"], hash: row.bytes("hash"))
        }
    }

    static func insert(_ header: JournalHeader, hash: [UInt8], payload: [UInt8], in db: Database) throws {
        let sql = """
            INSERT INTO event (sequence, convention, position, type, at, previousHash, previousOwnHash,
                commitment, hash, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(
            arguments: [
                header.sequence, header.convention, header.position, header.type, header.at,
                header.previousHash.blob, header.previousOwnHash.blob, header.commitment.blob, hash.blob, payload.blob,
            ])
    }
}
