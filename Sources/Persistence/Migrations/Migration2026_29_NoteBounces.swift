import GRDB

extension StoreMigration {
    /// Which messages came back after a mail system had taken them over, and why.
    static let noteBounces = StoreMigration(name: "2026-29 note bounces") { db in
        try db.execute(
            sql: """
                ALTER TABLE outbox ADD COLUMN bounce TEXT;
                CREATE INDEX outboxBounced ON outbox (convention) WHERE bounce IS NOT NULL;
                """)
    }
}
