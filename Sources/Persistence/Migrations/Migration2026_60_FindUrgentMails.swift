import GRDB

extension StoreMigration {
    /// What is worth nothing soon is found among any number of messages that wait.
    static let findUrgentMails = StoreMigration(name: "2026-60 find urgent mails") { db in
        try db.execute(
            sql: """
                CREATE INDEX outboxUrgent ON outbox (notAfter) WHERE state = 'waiting' AND notAfter IS NOT NULL;
                """)
    }
}
