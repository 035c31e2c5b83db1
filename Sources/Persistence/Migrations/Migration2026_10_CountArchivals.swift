import GRDB

extension StoreMigration {
    /// How many archival layers the finished document has, so that those without one are found at once.
    static let countArchivals = StoreMigration(name: "2026-10 count archivals") { db in
        try db.execute(
            sql: """
                ALTER TABLE summary ADD COLUMN archivalCount INTEGER NOT NULL DEFAULT 0 CHECK (archivalCount >= 0);
                CREATE INDEX summaryAwaitingArchive ON summary (firstSequence)
                    WHERE status = 'completed' AND archivalCount = 0;
                """)
    }
}
