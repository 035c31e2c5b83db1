import GRDB

extension StoreMigration {
    /// Links to the parts of conventions that are being prepared, as hashes only, apart from those with which one signs; and
    /// deadlines of conventions that are being prepared, besides those that are being signed.
    static let createParts = StoreMigration(name: "2026-15 create parts") { db in
        try db.execute(
            sql: """
                CREATE TABLE partLink (
                    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
                    part TEXT NOT NULL,
                    convention TEXT NOT NULL,
                    fieldName TEXT NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    isRevoked INTEGER NOT NULL DEFAULT 0 CHECK (isRevoked IN (0, 1))
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX partLinkOfPerson ON partLink (convention, fieldName);
                DROP INDEX summaryDeadlines;
                CREATE INDEX summaryDeadlines ON summary (lookAt) WHERE status IN ('signing', 'completing');
                """)
    }
}
