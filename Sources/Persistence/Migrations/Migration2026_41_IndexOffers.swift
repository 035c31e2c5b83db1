import GRDB

extension StoreMigration {
    /// What a search reads: listed offers only, under numbers whose order is that of the results. All of it can be made anew from the offers.
    ///
    /// Words come here without accents, as `SearchText` makes them, so that the plainest tokenizer finds exactly them again.
    static let indexOffers = StoreMigration(name: "2026-41 index offers") { db in
        try db.execute(
            sql: """
                CREATE TABLE offerIndex (
                    seat INTEGER PRIMARY KEY NOT NULL,
                    offer INTEGER NOT NULL UNIQUE,
                    schoolYear INTEGER NOT NULL,
                    grades INTEGER NOT NULL,
                    periods INTEGER NOT NULL,
                    freePeriods INTEGER NOT NULL,
                    audience INTEGER NOT NULL,
                    sectors INTEGER NOT NULL,
                    kinds INTEGER NOT NULL,
                    flags INTEGER NOT NULL,
                    latitude REAL,
                    longitude REAL,
                    siteCount INTEGER NOT NULL,
                    siren TEXT NOT NULL,
                    department TEXT NOT NULL
                ) STRICT;
                CREATE INDEX offerIndexOfEmployer ON offerIndex (siren, department);

                CREATE TABLE offerSchool (
                    seat INTEGER NOT NULL,
                    uai TEXT NOT NULL,
                    PRIMARY KEY (seat, uai)
                ) STRICT, WITHOUT ROWID;

                CREATE VIRTUAL TABLE offerText USING fts5(headline, body, marks, tokenize = 'ascii', detail = column, columnsize = 0, prefix = '2 3');

                CREATE VIRTUAL TABLE offerPlace USING rtree(id, minLatitude, maxLatitude, minLongitude, maxLongitude);

                CREATE TABLE offerWord (
                    number INTEGER PRIMARY KEY NOT NULL,
                    word TEXT NOT NULL UNIQUE
                ) STRICT;
                CREATE TABLE offerSpelling (
                    key INTEGER NOT NULL,
                    word INTEGER NOT NULL,
                    PRIMARY KEY (key, word)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
