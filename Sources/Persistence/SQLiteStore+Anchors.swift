import GRDB
package import Workflow

package import struct Foundation.Date

/// What is to be anchored next, and since when it waits.
package struct AnchorStanding: Hashable, Sendable {
    /// Over the journal's head of now; `nil` when nothing was recorded since the newest anchor.
    package let next: JournalAnchor?
    package let eventsAfter: Int64
    /// When the newest anchor was made, by the service's clock; `nil` when there is none.
    package let newestAt: Date?
    /// When the first completion after the newest anchor was recorded; `nil` when there is none.
    package let oldestCompletion: Date?
    /// When the first event after the newest anchor was recorded; `nil` when there is none.
    package let oldestEvent: Date?
}

extension SQLiteStore {
    /// How far the journal is anchored, and what the next anchor would be over.
    ///
    /// A head that can be read here is durable: SQLite shows a commit to readers after it was synchronised.
    package func anchorStanding() async throws(StoreError) -> AnchorStanding {
        try await read { db in
            let newest = try Row.fetchOne(db, sql: "SELECT * FROM anchor ORDER BY sequence DESC LIMIT 1")
            let anchored = newest.map { $0["sequence"] as Int64 } ?? 0
            let head = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1")
            let last = head.map { $0["sequence"] as Int64 } ?? 0
            let completion = try Int64.fetchOne(
                db, sql: "SELECT at FROM event WHERE type = 'completed' AND sequence > ? ORDER BY sequence LIMIT 1",
                arguments: [anchored])
            let event = try Int64.fetchOne(
                db, sql: "SELECT at FROM event WHERE sequence > ? ORDER BY sequence LIMIT 1", arguments: [anchored])
            let next = head.map { head in
                JournalAnchor(
                    sequence: last, headHash: head.bytes("hash"),
                    previousTokenDigest: newest.map { JournalAnchor.tokenDigest($0.bytes("token")) }
                        ?? JournalHeader.noHash)
            }
            return AnchorStanding(
                next: last > anchored ? next : nil, eventsAfter: max(0, last - anchored),
                newestAt: newest.map { Date(wholeSeconds: $0["at"]) },
                oldestCompletion: completion.map(Date.init(wholeSeconds:)),
                oldestEvent: event.map(Date.init(wholeSeconds:)))
        }
    }

    /// Keeps an anchor, when its event is still there and no other anchor came between.
    ///
    /// - Parameter token: In DER, over ``JournalAnchor/imprint``.
    /// - Throws: ``StoreError/headMoved`` when another anchor came first; then nothing was written.
    package func add(_ anchor: JournalAnchor, token: [UInt8], at time: Date) async throws(StoreError) {
        try await write { db in
            let newest = try Row.fetchOne(db, sql: "SELECT * FROM anchor ORDER BY sequence DESC LIMIT 1")
            let previous = newest.map { JournalAnchor.tokenDigest($0.bytes("token")) } ?? JournalHeader.noHash
            let hash = try Row.fetchOne(
                db, sql: "SELECT hash FROM event WHERE sequence = ?", arguments: [anchor.sequence])?.bytes("hash")
            guard previous == anchor.previousTokenDigest, hash == anchor.headHash,
                newest.map({ $0["sequence"] < anchor.sequence }) ?? true
            else { throw StoreError.headMoved }
            try db.execute(
                sql: "INSERT INTO anchor (sequence, headHash, token, at) VALUES (?, ?, ?, ?)",
                arguments: [anchor.sequence, anchor.headHash.blob, token.blob, time.wholeSeconds])
        }
    }
}
