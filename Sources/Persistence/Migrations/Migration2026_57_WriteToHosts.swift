import GRDB

extension StoreMigration {
    /// What schools wrote to hosts, for some weeks, and which hosts want to be left alone. The mails are kept under a key of each message, which goes with it.
    static let writeToHosts = StoreMigration(name: "2026-57 write to hosts") { db in
        try db.execute(
            sql: """
                CREATE TABLE hostMessage (
                    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 20),
                    school TEXT NOT NULL CHECK (length(school) = 8),
                    at INTEGER NOT NULL,
                    keptUntil INTEGER NOT NULL,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX hostMessageOfSchool ON hostMessage (school, at);
                ALTER TABLE schoolHost ADD COLUMN leftAloneAt INTEGER;
                """)
    }
}
