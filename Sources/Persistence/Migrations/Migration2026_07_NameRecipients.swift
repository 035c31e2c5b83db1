import GRDB

extension StoreMigration {
    /// Whom a message is for, so that what waits for a wrong address can be taken back.
    static let nameRecipients = StoreMigration(name: "2026-07 name recipients") { db in
        try db.execute(
            sql: """
                ALTER TABLE outbox ADD COLUMN fieldName TEXT;
                CREATE INDEX outboxOfSignatory ON outbox (convention, fieldName);
                """)
    }
}
