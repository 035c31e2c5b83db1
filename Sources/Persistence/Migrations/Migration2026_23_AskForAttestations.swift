import GRDB

extension StoreMigration {
    /// Conventions whose placement is over are looked at until the host was asked, and reminded, to say what was done of it.
    static let askForAttestations = StoreMigration(name: "2026-23 ask for attestations") { db in
        try db.execute(
            sql: """
                DROP INDEX summaryDeadlines;
                CREATE INDEX summaryDeadlines ON summary (lookAt)
                    WHERE status IN ('signing', 'completing', 'completed', 'amended', 'ended', 'interrupted');
                """)
    }
}
