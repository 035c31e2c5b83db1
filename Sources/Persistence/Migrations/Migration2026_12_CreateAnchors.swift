import GRDB

extension StoreMigration {
    /// Time-stamps over the journal's head.
    static let createAnchors = StoreMigration(name: "2026-12 create anchors") { db in
        try db.execute(
            sql: """
                CREATE TABLE anchor (
                    sequence INTEGER PRIMARY KEY NOT NULL CHECK (sequence >= 1),
                    headHash BLOB NOT NULL CHECK (length(headHash) = 32),
                    token BLOB NOT NULL,
                    at INTEGER NOT NULL
                ) STRICT;

                CREATE TRIGGER anchorNeverChanges BEFORE UPDATE ON anchor
                BEGIN SELECT RAISE(ABORT, 'anchors are never changed'); END;

                CREATE TRIGGER anchorNeverGoes BEFORE DELETE ON anchor
                BEGIN SELECT RAISE(ABORT, 'anchors are never removed'); END;

                CREATE INDEX eventCompleted ON event (sequence) WHERE type = 'completed';
                """)
    }
}
