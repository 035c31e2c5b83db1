import GRDB

extension StoreMigration {
    /// What a service of addresses is asked for sites of offers, and what it answered: kept as long as the offer, so that nothing is asked twice.
    ///
    /// An address is due until it is settled; without coordinates it then is one that the service does not know.
    static let locateOffers = StoreMigration(name: "2026-61 locate offers") { db in
        try db.execute(
            sql: """
                CREATE TABLE offerAddress (
                    offer INTEGER NOT NULL REFERENCES offer (number),
                    address TEXT NOT NULL,
                    postalCode TEXT NOT NULL,
                    latitude REAL,
                    longitude REAL CHECK ((latitude IS NULL) = (longitude IS NULL)),
                    tries INTEGER NOT NULL DEFAULT 0,
                    dueAt INTEGER CHECK (dueAt IS NULL OR latitude IS NULL),
                    PRIMARY KEY (offer, address)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX offerChanged ON offer (changedAt);
                CREATE INDEX offerAddressText ON offerAddress (address);
                CREATE INDEX offerAddressDue ON offerAddress (dueAt) WHERE dueAt IS NOT NULL;
                """)
    }
}
