import GRDB
import Workflow

package import struct Foundation.Date

/// What an operator looks at first; of messages, those to people.
package struct StoreHealth: Hashable, Sendable {
    /// Age in seconds of the oldest message that waits to be sent; `nil` when none waits.
    package let oldestWaitingMailAge: Int?
    package let deadLetterCount: Int
}

extension SQLiteStore {
    /// Whether a write is durable now. It writes for real, a number that nothing reads: the write lock can be had on a disk that
    /// takes nothing any more, and a transaction without a change is committed without touching it.
    package func isWritable() async -> Bool {
        (try? await write { db in try db.execute(sql: "PRAGMA user_version = 1") }) != nil
    }

    /// Looks at the outbox. Writes nothing.
    package func health(now: Date) async -> StoreHealth {
        let queue = try? await read { db in
            (
                try Int64.fetchOne(
                    db,
                    sql: "SELECT MIN(queuedAt) FROM outbox WHERE state = 'waiting' AND \(Self.isIn(OutboxLane.people))"),
                try Int.fetchOne(
                    db, sql: "SELECT COUNT(*) FROM outbox WHERE state = 'dead' AND \(Self.isIn(OutboxLane.people))")
            )
        }
        return StoreHealth(
            oldestWaitingMailAge: queue?.0.map { max(0, Int(now.wholeSeconds - $0)) },
            deadLetterCount: queue?.1 ?? 0)
    }
}
