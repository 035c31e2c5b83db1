import GRDB
package import Workflow

package import struct Foundation.Date

/// How many of what there are in the store, and since when.
package struct StoreCounts: Hashable, Sendable {
    /// Messages in one state, and when the oldest of them was queued.
    package struct Queue: Hashable, Sendable {
        package let count: Int
        package let oldest: Date?
    }

    package let conventions: [ConventionSummary.Status: Int]
    package let waitingMessages: [OutboxLane: Queue]
    package let deadMessages: [OutboxLane: Queue]
    /// Mails that came back.
    package let bouncedMessages: Queue
    /// Completed conventions without an archival layer.
    package let archiveQueue: Queue
}

extension SQLiteStore {
    /// Reads no personal data.
    package func counts() async throws(StoreError) -> StoreCounts {
        try await read { db in
            var conventions: [ConventionSummary.Status: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT status, count(*) AS number FROM summary GROUP BY status") {
                guard let status = ConventionSummary.Status(rawValue: row["status"]) else {
                    throw StoreError.damaged("list with an unknown status")
                }
                conventions[status] = row["number"]
            }
            return StoreCounts(
                conventions: conventions,
                waitingMessages: try Self.messages("waiting", db), deadMessages: try Self.messages("dead", db),
                bouncedMessages: try Self.queue("outbox", "queuedAt", "bounce <> ''", db),
                archiveQueue: try Self.queue(
                    "summary", "updatedAt",
                    "status IN ('completed', 'amended', 'ended', 'interrupted') AND archivalCount = 0", db)
            )
        }
    }

    private static func messages(_ state: String, _ db: Database) throws -> [OutboxLane: StoreCounts.Queue] {
        var queues: [OutboxLane: StoreCounts.Queue] = [:]
        for lane in OutboxLane.allCases {
            queues[lane] = try queue("outbox", "queuedAt", "state = '\(state)' AND \(isIn([lane]))", db)
        }
        return queues
    }

    private static func queue(
        _ table: String, _ time: String, _ condition: String, _ db: Database
    ) throws -> StoreCounts.Queue {
        let sql = "SELECT count(*) AS number, min(\(time)) AS oldest FROM \(table) WHERE \(condition)"
        let row = try Row.fetchOne(db, sql: sql)
        return StoreCounts.Queue(
            count: row?["number"] ?? 0, oldest: (row?["oldest"] as Int64?).map(Date.init(wholeSeconds:)))
    }
}
