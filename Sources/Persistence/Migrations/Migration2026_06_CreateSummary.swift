import GRDB

extension StoreMigration {
    /// The school's list, derived from the journal and rebuildable from it.
    static let createSummary = StoreMigration(name: "2026-06 create summary") { db in
        try db.execute(
            sql: """
                CREATE TABLE summary (
                    convention TEXT PRIMARY KEY NOT NULL,
                    status TEXT NOT NULL
                        CHECK (status IN ('draft', 'signing', 'completed', 'refused', 'cancelled', 'erased')),
                    signatureCount INTEGER NOT NULL CHECK (signatureCount >= 0),
                    signatoryCount INTEGER NOT NULL CHECK (signatoryCount >= 0),
                    firstSequence INTEGER NOT NULL,
                    createdAt INTEGER NOT NULL,
                    updatedAt INTEGER NOT NULL,
                    sealedOutline BLOB
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX summaryNewestFirst ON summary (firstSequence);
                """)
    }
}
