import GRDB
package import Workflow

package import struct Foundation.Date
package import struct Foundation.TimeInterval

extension SQLiteStore {
    /// Takes messages that are due, and keeps others from taking them until the lease ends: what is worth nothing in an hour first, such as
    /// a code that somebody waits for, then what has been due for longest; of these the oldest leaves first, because what was written later
    /// may take back what was written before.
    ///
    /// Both are read from an index up to the limit: a campaign lets a hundred thousand messages wait at once.
    func claim(
        now: Date, leaseUntil: Date, limit: Int, of lanes: [OutboxLane] = OutboxLane.people
    ) async throws(StoreError) -> [OutboxItem] {
        let isDue = "state = 'waiting' AND dueAt <= :now AND \(Self.isIn(lanes))"
        return try await claim(
            """
            SELECT id FROM (
                SELECT * FROM (
                    SELECT id, 0 AS place FROM outbox INDEXED BY outboxUrgent WHERE \(isDue) AND notAfter < :soon
                    ORDER BY id LIMIT :limit)
                UNION ALL SELECT * FROM (
                    SELECT id, 1 FROM outbox INDEXED BY outboxDue WHERE \(isDue) ORDER BY dueAt, id LIMIT :limit))
            ORDER BY place LIMIT :limit
            """, now: now, leaseUntil: leaseUntil, limit: limit)
    }

    /// - Parameter chosen: Query for the numbers of messages; it is given `now`, `soon` and `limit`.
    func claim(
        _ chosen: String, now: Date, leaseUntil: Date, limit: Int
    ) async throws(StoreError) -> [OutboxItem] {
        let soon = Self.soon(now)
        let claimed = try await write { db in
            try db.rows(
                sql: "UPDATE outbox SET dueAt = :until, attempts = attempts + 1 WHERE id IN (\(chosen)) RETURNING *",
                arguments: ["until": leaseUntil.wholeSeconds, "now": now.wholeSeconds, "soon": soon, "limit": limit]
            ).map { row in (ClaimedMail(row), try conventionKey(row["convention"], in: db)) }
        }
        var items: [OutboxItem] = []
        for (mail, key) in claimed.sorted(by: { $0.0.isBefore($1.0, soon) }) {
            guard let key else { continue }  // erased meanwhile: nobody can read it any more
            items.append(try mail.open(key))
        }
        return items
    }

    /// What ends before is overtaken by nothing.
    private static func soon(_ now: Date) -> Int64 { now.addingTimeInterval(OutboxStore.shortLife).wholeSeconds }

    /// The names of lanes are ours, and hold no quote.
    static func isIn(_ lanes: [OutboxLane]) -> String {
        "lane IN (\(lanes.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
    }

    /// A message that was taken back while it was on its way stays taken back.
    func settle(_ id: Int64, _ outcome: OutboxOutcome, at time: Date) async throws(StoreError) {
        try await write { db in
            let now = time.wholeSeconds
            switch outcome {
            case .delivered, .dropped:
                // The text holds a link or a code: once it is gone, nobody needs it here. What was told to software opens nothing, and may
                // be asked for again.
                let state = outcome == .delivered ? "delivered" : "dropped"
                try db.run(
                    sql: """
                        UPDATE outbox SET state = ?, settledAt = ?, reason = NULL,
                            sealed = CASE WHEN lane = 'webhook' AND ? = 'delivered' THEN sealed END
                        WHERE id = ? AND state = 'waiting'
                        """, arguments: [state, now, state, id])
            case .deferred(let until, let reason):
                try db.run(
                    sql: "UPDATE outbox SET dueAt = ?, reason = ? WHERE id = ? AND state = 'waiting'",
                    arguments: [until.wholeSeconds, reason, id])
            case .dead(let reason):
                try db.run(
                    sql:
                        "UPDATE outbox SET state = 'dead', settledAt = ?, reason = ? WHERE id = ? AND state = 'waiting'",
                    arguments: [now, reason, id])
            }
        }
    }

    /// Makes messages due again that a process had taken when it was killed; to be called when a process begins to
    /// deliver. One that was on its way is sent twice with the same key.
    ///
    /// A message that waits longer than any lease after failures keeps waiting.
    ///
    /// - Parameter lease: ``OutboxDelivery/lease``, in seconds.
    package func releaseLeases(now: Date, lease: TimeInterval) async throws(StoreError) {
        try await write { db in
            try db.run(
                sql: "UPDATE outbox SET dueAt = ? WHERE state = 'waiting' AND dueAt > ? AND dueAt <= ?",
                arguments: [now.wholeSeconds, now.wholeSeconds, now.addingTimeInterval(lease).wholeSeconds])
        }
    }

    func deadLetters(of lanes: [OutboxLane]) async throws(StoreError) -> [DeadLetter] {
        try await read { db in
            let sql = "SELECT * FROM outbox WHERE (state = 'dead' OR bounce <> '') AND \(Self.isIn(lanes)) ORDER BY id"
            return try db.rows(sql: sql).map { row in
                let bounce = row["bounce"] as String?
                return DeadLetter(
                    id: row["id"], convention: row["convention"], fieldName: row["fieldName"],
                    attempts: row["attempts"], reason: bounce.map(DeadLetter.cameBack) ?? row["reason"] ?? "",
                    lane: OutboxLane(rawValue: row["lane"]) ?? .mail, isBounce: bounce != nil)
            }
        }
    }

    func requeue(_ id: Int64, at time: Date) async throws(StoreError) {
        try await write { db in
            try db.run(
                sql: """
                    UPDATE outbox SET state = 'waiting', dueAt = ?, attempts = 0, settledAt = NULL
                    WHERE id = ? AND state = 'dead'
                    """,
                arguments: [time.wholeSeconds, id])
        }
    }
}

private struct ClaimedMail: Sendable {
    let id: Int64
    let convention: String
    let messageKey: String
    let attempts: Int
    let notAfter: Int64?
    let sealed: [UInt8]

    init(_ row: Row) {
        id = row["id"]
        convention = row["convention"]
        messageKey = row["messageKey"]
        attempts = row["attempts"]
        notAfter = row["notAfter"]
        sealed = row.optionalBytes("sealed") ?? []
    }

    func isBefore(_ other: ClaimedMail, _ soon: Int64) -> Bool {
        let (isUrgent, otherIsUrgent) = ((notAfter ?? .max) < soon, (other.notAfter ?? .max) < soon)
        return isUrgent == otherIsUrgent ? id < other.id : isUrgent
    }

    func open(_ key: ConventionKey) throws(StoreError) -> OutboxItem {
        let text = try key.open(sealed, at: .mail(convention, messageKey: messageKey))
        return OutboxItem(
            id: id, mail: try EventCodec.decode(OutgoingMail.self, text), attempts: attempts - 1,
            notAfter: notAfter.map(Date.init(wholeSeconds:)))
    }
}
