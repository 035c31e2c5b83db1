import GRDB

extension StoreMigration {
    /// A key offers places for an account once it was let; no key may that was given before.
    static let letKeysOffer = StoreMigration(name: "2026-56 let keys offer") { db in
        try db.execute(
            sql: """
                ALTER TABLE employerKey ADD COLUMN offersAs TEXT CHECK (length(offersAs) BETWEEN 1 AND 64);
                """)
    }
}
