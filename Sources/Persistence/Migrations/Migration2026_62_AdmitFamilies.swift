import GRDB

extension StoreMigration {
    /// Families may enter too. Of one is kept, sealed, the address to which its link goes; whose it is, the rosters say each time.
    static let admitFamilies = StoreMigration(name: "2026-62 admit families") { db in
        try db.execute(
            sql: """
                CREATE TABLE visitorAnew (
                    id TEXT PRIMARY KEY NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('employer', 'pupil', 'family')),
                    mark BLOB NOT NULL UNIQUE CHECK (length(mark) = 32),
                    createdAt INTEGER NOT NULL,
                    lastEnteredAt INTEGER,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                INSERT INTO visitorAnew SELECT id, kind, mark, createdAt, lastEnteredAt, sealed FROM visitor;
                DROP TABLE visitor;
                ALTER TABLE visitorAnew RENAME TO visitor;
                CREATE INDEX visitorByKind ON visitor (kind, lastEnteredAt, createdAt);

                CREATE TABLE visitorPassAnew (
                    mark BLOB PRIMARY KEY NOT NULL CHECK (length(mark) = 32),
                    use TEXT NOT NULL CHECK (use IN ('link', 'visit')),
                    kind TEXT NOT NULL CHECK (kind IN ('employer', 'moderator', 'pupil', 'family')),
                    visitor TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    lastUsedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                INSERT INTO visitorPassAnew
                    SELECT mark, use, kind, visitor, createdAt, expiresAt, lastUsedAt FROM visitorPass;
                DROP TABLE visitorPass;
                ALTER TABLE visitorPassAnew RENAME TO visitorPass;
                CREATE INDEX visitorPassOfVisitor ON visitorPass (visitor, use, createdAt);
                CREATE INDEX visitorPassByEnd ON visitorPass (expiresAt);
                """)
    }
}
