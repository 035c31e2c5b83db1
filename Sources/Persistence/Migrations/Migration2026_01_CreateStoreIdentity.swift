import GRDB

extension StoreMigration {
    /// « Sein » in ASCII, in the header of the database file.
    static let applicationID = 0x5365_696E

    /// Marks the file as ours and makes room for the fingerprint of the store's key.
    static let createStoreIdentity = StoreMigration(name: "2026-01 create store identity") { db in
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(
            sql: """
                CREATE TABLE storeIdentity (
                    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
                    keyFingerprint BLOB NOT NULL CHECK (length(keyFingerprint) = 32)
                ) STRICT;
                """)
    }
}
