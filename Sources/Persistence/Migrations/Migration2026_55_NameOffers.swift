import GRDB

extension StoreMigration {
    /// Partners know their offers by names of their own, each name one offer of an owner.
    static let nameOffers = StoreMigration(name: "2026-55 name offers") { db in
        try db.execute(
            sql: """
                ALTER TABLE offer ADD COLUMN remoteId TEXT CHECK (length(remoteId) BETWEEN 1 AND 64);
                CREATE UNIQUE INDEX offerOfPartner ON offer (owner, remoteId) WHERE remoteId IS NOT NULL;
                """)
    }
}
