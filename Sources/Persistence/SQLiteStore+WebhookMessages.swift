import GRDB
import Workflow

import struct Foundation.Date

// What waits for endpoints, and what became of it.
extension SQLiteStore {
    /// Takes one message for each endpoint that is not given up: those tried least first, then the oldest. A message that an endpoint refuses does not
    /// keep the others from it.
    func claimWebhooks(now: Date, leaseUntil: Date, limit: Int) async throws(StoreError) -> [OutboxItem] {
        try await claim(
            """
            SELECT id FROM (
                SELECT id, row_number() OVER (PARTITION BY endpoint ORDER BY attempts, id) AS place FROM outbox
                WHERE state = 'waiting' AND dueAt <= :now AND lane = 'webhook'
                    AND endpoint IN (SELECT id FROM webhook WHERE disabledAt IS NULL))
            WHERE place = 1 ORDER BY id LIMIT :limit
            """, now: now, leaseUntil: leaseUntil, limit: limit)
    }

    func deliveries(
        to id: String, after place: WebhookDeliveryPlace?, limit: Int
    ) async throws(StoreError) -> [WebhookDeliveryRecord] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM outbox WHERE endpoint = :endpoint AND (:key IS NULL OR id < coalesce(
                        (SELECT id FROM outbox WHERE endpoint = :endpoint AND messageKey = :key),
                        (SELECT max(id) + 1 FROM outbox WHERE endpoint = :endpoint AND queuedAt <= :queuedAt)))
                    ORDER BY id DESC LIMIT :limit
                    """,
                arguments: [
                    "endpoint": id, "key": place?.messageKey, "queuedAt": place?.queuedAt.wholeSeconds, "limit": limit,
                ]
            ).map { try WebhookDeliveryRecord($0) }
        }
    }

    func resend(_ key: String, to id: String, at time: Date) async throws(StoreError) -> WebhookDeliveryRecord? {
        try await write { db in
            // One that waits keeps its count: it is given up as late as before, and no earlier.
            try db.execute(
                sql: """
                    UPDATE outbox SET dueAt = ?, attempts = CASE WHEN state = 'waiting' THEN attempts ELSE 0 END,
                        state = 'waiting', settledAt = NULL
                    WHERE endpoint = ? AND messageKey = ? AND state IN ('waiting', 'dead', 'delivered')
                        AND sealed IS NOT NULL
                    """, arguments: [time.wholeSeconds, id, key])
            return try Row.fetchOne(
                db, sql: "SELECT * FROM outbox WHERE endpoint = ? AND messageKey = ?", arguments: [id, key]
            ).map { try WebhookDeliveryRecord($0) }
        }
    }
}

extension WebhookDeliveryRecord {
    fileprivate init(_ row: Row) throws {
        guard let state = State(rawValue: row["state"]) else { throw StoreError.damaged("message in an unknown state") }
        self.init(
            id: row["id"], messageKey: row["messageKey"], convention: row["convention"], state: state,
            attempts: row["attempts"], queuedAt: Date(wholeSeconds: row["queuedAt"]), reason: row["reason"])
    }
}
