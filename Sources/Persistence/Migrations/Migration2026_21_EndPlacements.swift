import GRDB

extension StoreMigration {
    /// Conventions that all have signed are looked at once more, after their last day; and those that are over are archived too, should
    /// that have waited.
    static let endPlacements = StoreMigration(name: "2026-21 end placements") { db in
        try db.execute(
            sql: """
                DROP INDEX summaryDeadlines;
                CREATE INDEX summaryDeadlines ON summary (lookAt) WHERE status IN ('signing', 'completing', 'completed');
                DROP INDEX summaryAwaitingArchive;
                CREATE INDEX summaryAwaitingArchive ON summary (firstSequence)
                    WHERE status IN ('completed', 'ended', 'interrupted') AND archivalCount = 0;
                UPDATE summary SET lookAt = 0 WHERE status = 'completed';
                """)
    }
}
