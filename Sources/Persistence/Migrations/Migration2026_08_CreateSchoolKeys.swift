import GRDB

extension StoreMigration {
    /// The keys with which schools' software enters drafts: a hash and a name each.
    static let createSchoolKeys = StoreMigration(name: "2026-08 create school keys") { db in
        try db.execute(
            sql: """
                CREATE TABLE schoolKey (
                    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
                    name TEXT NOT NULL UNIQUE,
                    createdAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
