import GRDB

extension StoreMigration {
    /// Accounts of those who sign for schools, their links and sessions as hashes, and the lists that they agreed to.
    ///
    /// Whatever a reason or a kind may be, the code that reads it knows.
    static let createHeads = StoreMigration(name: "2026-14 create heads") { db in
        try db.execute(
            sql: """
                CREATE TABLE head (
                    id TEXT PRIMARY KEY NOT NULL,
                    addressHash BLOB NOT NULL UNIQUE CHECK (length(addressHash) = 32),
                    createdAt INTEGER NOT NULL,
                    confirmedAt INTEGER,
                    lastStep INTEGER NOT NULL DEFAULT 0,
                    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
                    pausedUntil INTEGER NOT NULL DEFAULT 0,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE headPass (
                    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
                    kind TEXT NOT NULL,
                    account TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    lastUsedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX headPassOfAccount ON headPass (account, kind, createdAt);

                CREATE TABLE batch (
                    id TEXT PRIMARY KEY NOT NULL,
                    account TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    givenAt INTEGER,
                    statementID TEXT,
                    statementVersion TEXT,
                    textDigest TEXT,
                    listDigest TEXT,
                    codeTries INTEGER,
                    finishedAt INTEGER
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX batchOfAccount ON batch (account, createdAt);
                CREATE INDEX batchUnfinished ON batch (createdAt) WHERE givenAt IS NOT NULL AND finishedAt IS NULL;

                CREATE TABLE batchItem (
                    batch TEXT NOT NULL,
                    position INTEGER NOT NULL CHECK (position >= 0),
                    convention TEXT NOT NULL,
                    fieldName TEXT NOT NULL,
                    baseDigest TEXT NOT NULL CHECK (length(baseDigest) = 64),
                    shownDigest TEXT NOT NULL CHECK (length(shownDigest) = 64),
                    state TEXT NOT NULL,
                    settledAt INTEGER,
                    PRIMARY KEY (batch, position)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
