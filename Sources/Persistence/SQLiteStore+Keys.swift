import GRDB
import Workflow

extension SQLiteStore {
    /// The key of a convention; `nil` when it was erased or never made.
    func conventionKey(_ convention: String, in db: Database) throws -> ConventionKey? {
        try Self.wrappedKey(of: convention, in: db).map {
            try ConventionKey(wrapped: $0, under: key, at: .key(convention))
        }
    }

    /// The same as it is kept; for who needs to know first whether there is one.
    static func wrappedKey(of convention: String, in db: Database) throws -> [UInt8]? {
        try db.row(sql: "SELECT wrapped FROM conventionKey WHERE convention = ?", arguments: [convention])?
            .bytes("wrapped")
    }

    func insertKey(_ wrapped: [UInt8], of convention: String, in db: Database) throws {
        // Not prepared: what is bound to a statement that is kept stays in memory, also of a key that is destroyed.
        try db.execute(
            sql: "INSERT INTO conventionKey (convention, wrapped) VALUES (?, ?)", arguments: [convention, wrapped.blob])
    }
}
