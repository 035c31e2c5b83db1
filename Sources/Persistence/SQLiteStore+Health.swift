import GRDB
import Workflow

package import struct Foundation.Date

/// What an operator looks at first; of messages, those to people.
package struct StoreHealth: Hashable, Sendable {
    package let isWritable: Bool
    /// Age in seconds of the oldest message that waits to be sent; `nil` when none waits.
    package let oldestWaitingMailAge: Int?
    package let deadLetterCount: Int
}

extension SQLiteStore {
    /// Tries to take the write lock, and looks at the outbox. Writes nothing.
    package func health(now: Date) async -> StoreHealth {
        let isWritable = (try? await write { db in try Bool.fetchOne(db, sql: "SELECT 1") }) ?? nil
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
            isWritable: isWritable ?? false, oldestWaitingMailAge: queue?.0.map { max(0, Int(now.wholeSeconds - $0)) },
            deadLetterCount: queue?.1 ?? 0)
    }
}
