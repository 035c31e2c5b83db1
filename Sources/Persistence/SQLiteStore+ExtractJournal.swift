package import ConventionDomain
import GRDB
package import Workflow

extension SQLiteStore {
    /// As many headers of other conventions may lead from an extract to its time-stamp; more make it a copy of the journal.
    static let longestBridge = 10_000

    /// What the journal holds of one convention, as one state of it.
    ///
    /// - Parameter withholding: Why a reader may not know what an event says; `nil` when he or she may.
    /// - Returns: `nil` when there is no such convention.
    /// - Throws: ``StoreError/erased``, and ``StoreError/damaged(_:)`` when the chain does not hold.
    package func extractJournal(
        of id: ConventionID, withholding: @escaping @Sendable (ConventionEvent) -> ChainedEvent.Withheld?
    ) async throws(StoreError) -> JournalExtract? {
        let (rows, following, anchor, key) = try await read { db in
            let rows = try EventRow.all(of: id.text, in: db)
            let last = rows.last?.header.sequence ?? 0
            let anchor = try Self.anchor(from: last, in: db)
            let following = try anchor.map { try Self.rows(after: last, upTo: $0.sequence, in: db) } ?? []
            return (rows, following, anchor, try conventionKey(id.text, in: db))
        }
        guard !rows.isEmpty else { return nil }
        guard let key else { throw .erased }
        if let fault = ChainFault.inConvention(rows) { throw .damaged(fault.description) }
        var events: [ChainedEvent] = []
        for row in rows {
            let (salt, payload) = try SealedEvent.opened(row, key: key)
            let withheld = withholding(try EventCodec.decode(payload, type: row.header.type))
            events.append(
                try row.chained(payload: withheld.map { .withheld($0) } ?? .open(salt: salt, bytes: payload)))
        }
        var bridge: [ChainedEvent] = []
        for row in following { bridge.append(try row.chained(payload: nil)) }
        return JournalExtract(events: events, bridge: bridge, anchor: anchor)
    }

    /// The first time-stamp that covers an event and can be reached from it.
    private static func anchor(from sequence: Int64, in db: Database) throws -> JournalExtract.Anchor? {
        let sql = "SELECT * FROM anchor WHERE sequence >= ? ORDER BY sequence LIMIT 1"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [sequence]) else { return nil }
        let place: Int64 = row["sequence"]
        guard place - sequence <= longestBridge else { return nil }
        let before = try Row.fetchOne(
            db, sql: "SELECT token FROM anchor WHERE sequence < ? ORDER BY sequence DESC LIMIT 1", arguments: [place])
        return JournalExtract.Anchor(
            sequence: place, headHash: try digest(row.bytes("headHash")),
            previousTokenDigest: try digest(
                before.map { JournalAnchor.tokenDigest($0.bytes("token")) } ?? JournalHeader.noHash),
            token: row.bytes("token"))
    }

    private static func rows(after first: Int64, upTo last: Int64, in db: Database) throws -> [EventRow] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM event WHERE sequence > ? AND sequence <= ? ORDER BY sequence",
            arguments: [first, last]
        ).map(EventRow.init)
    }

    fileprivate static func digest(_ bytes: [UInt8]) throws(StoreError) -> DocumentDigest {
        guard let digest = DocumentDigest(bytes: bytes) else {
            throw .damaged("a hash of the journal has another length")
        }
        return digest
    }
}

extension EventRow {
    fileprivate func chained(payload: ChainedEvent.Payload?) throws(StoreError) -> ChainedEvent {
        ChainedEvent(
            place: .init(sequence: header.sequence, convention: header.convention, position: header.position),
            type: header.type, at: header.at,
            hashes: .init(
                previous: try SQLiteStore.digest(header.previousHash),
                previousOwn: try SQLiteStore.digest(header.previousOwnHash),
                commitment: try SQLiteStore.digest(header.commitment), own: try SQLiteStore.digest(hash)),
            payload: payload)
    }
}

/// Reads what an event says from what the journal commits to.
package enum JournalPayload {
    /// - Returns: `nil` when the type is unknown or the payload is not of this type.
    package static func event(_ payload: [UInt8], type: String) -> ConventionEvent? {
        try? EventCodec.decode(payload, type: type)
    }
}
