import GRDB

extension StoreMigration {
    /// The events, chained and append-only, and the key under which each convention's data are encrypted.
    static let createJournal = StoreMigration(name: "2026-02 create journal") { db in
        try db.execute(
            sql: """
                CREATE TABLE conventionKey (
                    convention TEXT PRIMARY KEY NOT NULL,
                    wrapped BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE event (
                    sequence INTEGER PRIMARY KEY NOT NULL CHECK (sequence >= 1),
                    convention TEXT NOT NULL,
                    position INTEGER NOT NULL CHECK (position >= 1),
                    type TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    previousHash BLOB NOT NULL CHECK (length(previousHash) = 32),
                    previousOwnHash BLOB NOT NULL CHECK (length(previousOwnHash) = 32),
                    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
                    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
                    payload BLOB NOT NULL,
                    UNIQUE (convention, position)
                ) STRICT;

                CREATE TRIGGER eventNeverChanges BEFORE UPDATE ON event
                BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

                CREATE TRIGGER eventNeverGoes BEFORE DELETE ON event
                BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
                """)
    }
}
