import GRDB

extension StoreMigration {
    /// Which keys may sign: a school's since when, an employer's for whom. Those that exist may not.
    static let letKeysSign = StoreMigration(name: "2026-34 let keys sign") { db in
        try db.execute(
            sql: """
                ALTER TABLE schoolKey ADD COLUMN signsSince INTEGER;
                ALTER TABLE employerKey ADD COLUMN signatory TEXT CHECK (signatory <> '');
                """)
    }
}
