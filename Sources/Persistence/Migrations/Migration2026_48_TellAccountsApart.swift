import GRDB

extension StoreMigration {
    /// What an account is for: signing for a school, as until now, preparing and following, or moderation of offers; and of which school, where
    /// the installation knows several.
    static let tellAccountsApart = StoreMigration(name: "2026-48 tell accounts apart") { db in
        try db.execute(
            sql: """
                ALTER TABLE head ADD COLUMN role TEXT NOT NULL DEFAULT 'signatory'
                    CHECK (role IN ('signatory', 'staff', 'moderator'));
                ALTER TABLE head ADD COLUMN school TEXT;
                """)
    }
}
