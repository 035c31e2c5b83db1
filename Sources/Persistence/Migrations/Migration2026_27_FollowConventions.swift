import GRDB

extension StoreMigration {
    /// The list counts amendments: a convention that is taken up again after an interruption is amended, or is not. Those that are amended
    /// are looked at and archived as others that all have signed, and those whose placement is over are looked at until the host was asked
    /// what was done.
    static let followConventions = StoreMigration(name: "2026-27 follow conventions") { db in
        try db.execute(
            sql: """
                ALTER TABLE summary ADD COLUMN amendmentCount INTEGER NOT NULL DEFAULT 0 CHECK (amendmentCount >= 0);
                DROP INDEX summaryDeadlines;
                CREATE INDEX summaryDeadlines ON summary (lookAt)
                    WHERE status IN ('signing', 'completing', 'completed', 'amended', 'ended', 'interrupted');
                DROP INDEX summaryAwaitingArchive;
                CREATE INDEX summaryAwaitingArchive ON summary (firstSequence)
                    WHERE status IN ('completed', 'amended', 'ended', 'interrupted') AND archivalCount = 0;
                UPDATE summary SET lookAt = 0 WHERE status IN ('ended', 'interrupted');
                """)
    }
}
