import GRDB

extension StoreMigration {
    /// Links, access tokens and one-time codes, all of them as hashes only.
    static let createAccess = StoreMigration(name: "2026-04 create access") { db in
        try db.execute(
            sql: """
                CREATE TABLE link (
                    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
                    kind TEXT NOT NULL CHECK (kind IN ('signing', 'reading')),
                    convention TEXT NOT NULL,
                    fieldName TEXT NOT NULL,
                    baseDigest TEXT NOT NULL CHECK (length(baseDigest) = 64),
                    expiresAt INTEGER NOT NULL,
                    isRevoked INTEGER NOT NULL DEFAULT 0 CHECK (isRevoked IN (0, 1))
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX linkOfSignatory ON link (convention, fieldName);

                CREATE TABLE accessGrant (
                    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
                    convention TEXT NOT NULL,
                    fieldName TEXT NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    isRevoked INTEGER NOT NULL DEFAULT 0 CHECK (isRevoked IN (0, 1))
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX accessGrantOfSignatory ON accessGrant (convention, fieldName);

                CREATE TABLE code (
                    attempt TEXT PRIMARY KEY NOT NULL,
                    convention TEXT NOT NULL,
                    fieldName TEXT NOT NULL,
                    shownDigest TEXT NOT NULL CHECK (length(shownDigest) = 64),
                    salt BLOB NOT NULL,
                    authenticator BLOB NOT NULL CHECK (length(authenticator) = 32),
                    sentAt INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
                    lastTryAt INTEGER,
                    isUsed INTEGER NOT NULL DEFAULT 0 CHECK (isUsed IN (0, 1)),
                    isReplaced INTEGER NOT NULL DEFAULT 0 CHECK (isReplaced IN (0, 1))
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX codeOfSignatory ON code (convention, fieldName, sentAt);

                CREATE TABLE idempotency (
                    key BLOB PRIMARY KEY NOT NULL CHECK (length(key) = 32),
                    requestDigest TEXT NOT NULL CHECK (length(requestDigest) = 64),
                    convention TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX idempotencyOfConvention ON idempotency (convention);
                """)
    }
}
