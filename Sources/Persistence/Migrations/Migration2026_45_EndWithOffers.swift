import GRDB

extension StoreMigration {
    /// Which offers have ended, or lost a period, since somebody looked for what was asked of them: written with the change, so that no pupil waits in vain.
    static let endWithOffers = StoreMigration(name: "2026-45 end with offers") { db in
        try db.execute(
            sql: """
                CREATE TABLE offerEnding (
                    offer TEXT PRIMARY KEY NOT NULL,
                    version INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                INSERT INTO offerEnding (offer, version) SELECT id, version FROM offer
                    WHERE state IN ('expired', 'withdrawn', 'refusedByModeration');
                CREATE INDEX offerUntouched ON offer (changedAt) WHERE state IN ('draft', 'refusedByModeration');
                """)
    }
}
