import ConventionDomain
import GRDB
import Parties
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Conventions being prepared or signed, or signed and not over, whose deadlines have to be looked at, the longest overdue first.
    func deadlinesDue(now: Date, limit: Int) async throws(StoreError) -> [ConventionID] {
        try await read { db in
            let sql = """
                SELECT convention FROM summary WHERE status IN ('signing', 'completing', 'completed', 'amended', 'ended', 'interrupted') AND lookAt <= ?
                ORDER BY lookAt LIMIT ?
                """
            return try db.rows(sql: sql, arguments: [now.wholeSeconds, limit]).map { row in
                guard let id = ConventionID(row["convention"] as String) else {
                    throw StoreError.damaged("list with an unknown reference")
                }
                return id
            }
        }
    }

    /// Notes when deadlines have to be looked at next, unless the journal has grown since: then they are looked at again at once.
    func watchDeadlines(of id: ConventionID, head: JournalHead, at next: Date) async throws(StoreError) {
        try await write { db in
            guard try EventRow.head(of: id.text, in: db) == head else { return }
            try db.run(
                sql: "UPDATE summary SET lookAt = ? WHERE convention = ?", arguments: [next.wholeSeconds, id.text])
        }
    }
}

extension SQLiteStore {
    /// On which day each school was last sent its digest; schools are known by an authenticator of their address.
    package var digestStore: DigestStore {
        DigestStore(
            lastDay: { recipient throws(StoreError) in
                try await read { db in
                    try String.fetchOne(
                        db, sql: "SELECT day FROM digest WHERE recipient = ?", arguments: [recipient.bytes.blob])
                }.flatMap(CalendarDate.init(iso8601:))
            },
            note: { recipient, day throws(StoreError) in
                try await write { db in
                    try db.run(
                        sql: "INSERT OR REPLACE INTO digest (recipient, day) VALUES (?, ?)",
                        arguments: [recipient.bytes.blob, day.iso8601])
                }
            })
    }
}
