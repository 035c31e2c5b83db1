import GRDB

extension StoreMigration {
    /// Where software is told of what happens, and which way each message leaves. What waits goes on as it did: messages to telephones among them
    /// are told apart when they are opened.
    static let tellSoftware = StoreMigration(name: "2026-28 tell software") { db in
        try db.execute(
            sql: """
                ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT 'mail' CHECK (lane IN ('mail', 'sms', 'webhook'));
                ALTER TABLE outbox ADD COLUMN endpoint TEXT;
                CREATE INDEX outboxOfEndpoint ON outbox (endpoint, id) WHERE endpoint IS NOT NULL;
                CREATE TABLE webhook (
                    id TEXT PRIMARY KEY NOT NULL,
                    name TEXT NOT NULL UNIQUE,
                    siret TEXT CHECK (length(siret) = 14),
                    isOwnedByEmployer INTEGER NOT NULL CHECK (isOwnedByEmployer IN (0, 1)),
                    createdAt INTEGER NOT NULL,
                    url TEXT NOT NULL,
                    events TEXT NOT NULL,
                    sealed BLOB NOT NULL,
                    followedTo INTEGER NOT NULL,
                    lastDeliveredAt INTEGER,
                    failingSince INTEGER,
                    lastFailure TEXT,
                    disabledAt INTEGER
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
