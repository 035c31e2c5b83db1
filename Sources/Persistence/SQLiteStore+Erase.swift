import ConventionDomain
import GRDB
package import Workflow

extension SQLiteStore {
    /// Destroys a convention's key, and with it every payload, document, contact and message; the chain still verifies. What nobody can read
    /// any more and no chain holds is deleted too: documents and statements.
    ///
    /// Links and access tokens stay, as hashes: who opens one is told that the convention was erased. What is deleted
    /// is overwritten (`secure_delete`).
    func destroyKey(of convention: String, in db: Database) throws {
        for table in [
            "conventionKey", "contact", "otherContact", "code", "idempotency", "document", "statement",
        ] {
            try db.execute(sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [convention])
        }
        try db.execute(
            sql: """
                UPDATE outbox SET sealed = NULL, reason = NULL, bounce = '',
                    state = CASE WHEN state = 'delivered' THEN state ELSE 'dropped' END WHERE convention = ?
                """, arguments: [convention])
    }

    /// Moves the write-ahead log into the database and cuts it to nothing: older bytes of a key would linger in it.
    ///
    /// A reader that keeps it from being cut is waited for as long as for any lock. After that the key is destroyed
    /// all the same, its wrapped bytes are gone with the next start, and the operator is told.
    func emptyLog() async { try? await overwriteErased() }

    package func overwriteErased() async throws(StoreError) {
        do { try await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) } } catch {
            let failure = StoreError.unavailable("the write-ahead log could not be emptied after an erasure")
            onFailure(failure)
            throw failure
        }
    }
}
