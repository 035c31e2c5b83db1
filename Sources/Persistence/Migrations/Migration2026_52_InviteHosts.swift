import GRDB

extension StoreMigration {
    /// What schools ask hosts by mail, until the link has ended. The mail is kept under a key of its own, which goes with it.
    static let inviteHosts = StoreMigration(name: "2026-52 invite hosts") { db in
        try db.execute(
            sql: """
                CREATE TABLE hostInvitation (
                    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 20),
                    school TEXT NOT NULL CHECK (length(school) = 8),
                    at INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX hostInvitationOfSchool ON hostInvitation (school, at);
                """)
    }
}
