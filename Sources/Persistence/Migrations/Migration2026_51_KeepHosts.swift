import GRDB

extension StoreMigration {
    /// What schools themselves write of hosts: notes, blocks, and which they added by hand. Words are in the sealed column and nowhere else. Who the hosts
    /// are is in conventions and applications.
    static let keepHosts = StoreMigration(name: "2026-51 keep hosts") { db in
        try db.execute(
            sql: """
                CREATE TABLE schoolHost (
                    school TEXT NOT NULL CHECK (length(school) = 8),
                    siret TEXT NOT NULL CHECK (length(siret) = 14),
                    version INTEGER NOT NULL CHECK (version >= 1),
                    changedAt INTEGER NOT NULL,
                    blockedAt INTEGER,
                    sealed BLOB,
                    PRIMARY KEY (school, siret)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX offerOfSIRET ON offer (siret, state, owner);
                """)
    }
}
