import GRDB
import Workflow

extension SQLiteStore {
    /// The key of a convention; `nil` when it was erased or never made.
    func conventionKey(_ convention: String, in db: Database) throws -> ConventionKey? {
        let sql = "SELECT wrapped FROM conventionKey WHERE convention = ?"
        guard let row = try db.row(sql: sql, arguments: [convention]) else { return nil }
        return try ConventionKey(wrapped: row.bytes("wrapped"), under: key, at: .key(convention))
    }

    func insertKey(_ wrapped: [UInt8], of convention: String, in db: Database) throws {
        // Not prepared: what is bound to a statement that is kept stays in memory, also of a key that is destroyed.
        try db.execute(
            sql: "INSERT INTO conventionKey (convention, wrapped) VALUES (?, ?)", arguments: [convention, wrapped.blob])
    }
}
