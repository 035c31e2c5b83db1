import GRDB

extension StoreMigration {
    /// Offers and applications go by the account that wrote an offer, and no longer by a number that anybody can read in a register.
    ///
    /// What was checked before is not known to have been checked for whom: it is looked at anew.
    static let ownOffers = StoreMigration(name: "2026-43 own offers") { db in
        try db.execute(
            sql: """
                ALTER TABLE offer ADD COLUMN owner TEXT NOT NULL DEFAULT '' CHECK (length(owner) <= 64);
                UPDATE offer SET owner = 'siret:' || siret;
                DROP INDEX offerOfEmployer;
                CREATE INDEX offerOfOwner ON offer (owner, number);

                ALTER TABLE application ADD COLUMN owner TEXT NOT NULL DEFAULT '' CHECK (length(owner) <= 64);
                UPDATE application SET owner = 'siret:' || siret;
                DROP INDEX applicationOfEmployer;
                CREATE INDEX applicationOfOwner ON application (owner, changedAt) WHERE sentAt IS NOT NULL;

                DROP TABLE offerEmployer;
                CREATE TABLE offerCheck (
                    owner TEXT NOT NULL,
                    siret TEXT NOT NULL CHECK (length(siret) = 14),
                    legalName TEXT NOT NULL,
                    address TEXT NOT NULL,
                    checkedAt INTEGER NOT NULL,
                    PRIMARY KEY (owner, siret, legalName, address)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
