import GRDB

extension StoreMigration {
    /// Conventions may expire, and each being signed says when its deadlines have to be looked at. The table is made anew because SQLite
    /// changes no constraint; whatever a status may be, the code that reads it knows.
    static let watchDeadlines = StoreMigration(name: "2026-13 watch deadlines") { db in
        try db.execute(
            sql: """
                ALTER TABLE summary RENAME TO summaryBefore;
                CREATE TABLE summary (
                    convention TEXT PRIMARY KEY NOT NULL,
                    status TEXT NOT NULL,
                    signatureCount INTEGER NOT NULL CHECK (signatureCount >= 0),
                    signatoryCount INTEGER NOT NULL CHECK (signatoryCount >= 0),
                    archivalCount INTEGER NOT NULL CHECK (archivalCount >= 0),
                    firstSequence INTEGER NOT NULL,
                    createdAt INTEGER NOT NULL,
                    updatedAt INTEGER NOT NULL,
                    lookAt INTEGER NOT NULL,
                    sealedOutline BLOB
                ) STRICT, WITHOUT ROWID;
                INSERT INTO summary
                    SELECT convention, status, signatureCount, signatoryCount, archivalCount, firstSequence, createdAt, updatedAt, 0,
                        sealedOutline
                    FROM summaryBefore;
                DROP TABLE summaryBefore;
                CREATE INDEX summaryNewestFirst ON summary (firstSequence);
                CREATE INDEX summaryAwaitingArchive ON summary (firstSequence)
                    WHERE status = 'completed' AND archivalCount = 0;
                CREATE INDEX summaryDeadlines ON summary (lookAt) WHERE status = 'signing';
                CREATE TABLE digest (recipient BLOB PRIMARY KEY NOT NULL, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
                """)
    }
}
