import GRDB

extension StoreMigration {
    /// What the sheets that are handed over apart need: contacts of those who sign nothing, and health sheets.
    ///
    /// A health sheet has a key of its own beside it, so that nothing of it is readable once the row is gone. Its last day
    /// is in clear: it is erased by it even when the convention cannot be read.
    static let createSheets = StoreMigration(name: "2026-11 create sheets") { db in
        try db.execute(
            sql: """
                CREATE TABLE otherContact (
                    convention TEXT PRIMARY KEY NOT NULL,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE healthSheet (
                    convention TEXT PRIMARY KEY NOT NULL,
                    lastDay INTEGER NOT NULL,
                    wrapped BLOB NOT NULL,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX healthSheetLastDay ON healthSheet (lastDay);
                """)
    }
}
