import GRDB

extension StoreMigration {
    /// The keys with which employers' software lists what awaits it: a hash, a name and an establishment each, and when one that was
    /// replaced ends.
    static let createEmployerKeys = StoreMigration(name: "2026-18 create employer keys") { db in
        try db.execute(
            sql: """
                CREATE TABLE employerKey (
                    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
                    name TEXT NOT NULL,
                    siret TEXT NOT NULL CHECK (length(siret) = 14),
                    createdAt INTEGER NOT NULL,
                    endsAt INTEGER
                ) STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX employerKeyInForce ON employerKey (name) WHERE endsAt IS NULL;
                """)
    }
}
