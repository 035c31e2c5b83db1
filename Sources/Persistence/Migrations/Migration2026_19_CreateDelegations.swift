import GRDB

extension StoreMigration {
    /// The register of delegations: who holds one by which act, encrypted, and when it was taken back.
    static let createDelegations = StoreMigration(name: "2026-19 create delegations") { db in
        try db.execute(
            sql: """
                CREATE TABLE delegation (
                    id TEXT PRIMARY KEY NOT NULL,
                    recordedAt INTEGER NOT NULL,
                    revokedAt INTEGER,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
