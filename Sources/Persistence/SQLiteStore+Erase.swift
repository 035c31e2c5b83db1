package import ConventionDomain
import GRDB
package import Workflow

extension SQLiteStore {
    /// Destroys a convention's key, and with it every payload, document, contact and message; the chain still verifies.
    ///
    /// Repeated, it changes nothing.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written; nothing was erased then, or the key's bytes may
    ///   linger in the write-ahead log until the next call.
    package func erase(_ id: ConventionID) async throws(StoreError) {
        let convention = id.text
        try await write { db in
            for table in ["conventionKey", "contact", "link", "accessGrant", "code", "idempotency"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [convention])
            }
            try db.execute(
                sql: """
                    UPDATE outbox SET sealed = NULL, reason = NULL,
                        state = CASE WHEN state = 'delivered' THEN state ELSE 'dropped' END WHERE convention = ?
                    """, arguments: [convention])
            if var row = try SummaryRow.fetch(convention, in: db) {
                row.erase()
                try row.save(in: db)
            }
        }
        do { try await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) } } catch {
            throw StoreError(sqlite: error)
        }
    }
}
