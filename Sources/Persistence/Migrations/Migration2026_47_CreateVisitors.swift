import GRDB

extension StoreMigration {
    /// Who may enter by a mailed link besides those of schools: employers' accounts and pupils who have asked, their links and visits, and how
    /// often somebody erred. Marks are authenticators that only the store's key makes; a visitor's name and address, or a pupil's school and
    /// reference, are in the sealed column, under a key of the record.
    static let createVisitors = StoreMigration(name: "2026-47 create visitors") { db in
        try db.execute(
            sql: """
                CREATE TABLE visitor (
                    id TEXT PRIMARY KEY NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('employer', 'pupil')),
                    mark BLOB NOT NULL UNIQUE CHECK (length(mark) = 32),
                    createdAt INTEGER NOT NULL,
                    lastEnteredAt INTEGER,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX visitorByKind ON visitor (kind, lastEnteredAt, createdAt);

                CREATE TABLE visitorPass (
                    mark BLOB PRIMARY KEY NOT NULL CHECK (length(mark) = 32),
                    use TEXT NOT NULL CHECK (use IN ('link', 'visit')),
                    kind TEXT NOT NULL CHECK (kind IN ('employer', 'moderator', 'pupil')),
                    visitor TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    lastUsedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX visitorPassOfVisitor ON visitorPass (visitor, use, createdAt);
                CREATE INDEX visitorPassByEnd ON visitorPass (expiresAt);

                CREATE TABLE visitorTry (
                    mark BLOB PRIMARY KEY NOT NULL CHECK (length(mark) = 32),
                    count INTEGER NOT NULL CHECK (count >= 0),
                    until INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
