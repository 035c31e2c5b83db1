import GRDB

extension StoreMigration {
    /// Messages that wait to be sent, written in the transaction of their event.
    static let createOutbox = StoreMigration(name: "2026-05 create outbox") { db in
        try db.execute(
            sql: """
                CREATE TABLE outbox (
                    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                    convention TEXT NOT NULL,
                    messageKey TEXT NOT NULL UNIQUE,
                    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead', 'dropped')),
                    queuedAt INTEGER NOT NULL,
                    dueAt INTEGER NOT NULL,
                    notAfter INTEGER,
                    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                    settledAt INTEGER,
                    reason TEXT,
                    sealed BLOB,
                    CHECK (sealed IS NOT NULL OR state IN ('delivered', 'dropped'))
                ) STRICT;
                CREATE INDEX outboxDue ON outbox (dueAt) WHERE state = 'waiting';
                CREATE INDEX outboxOfConvention ON outbox (convention);
                """)
    }
}
