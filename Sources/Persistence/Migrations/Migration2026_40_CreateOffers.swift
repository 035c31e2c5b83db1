import GRDB

extension StoreMigration {
    /// Offers, what happened to them, their places, and who was checked. How a host is reached is in the sealed column and nowhere else.
    static let createOffers = StoreMigration(name: "2026-40 create offers") { db in
        try db.execute(
            sql: """
                CREATE TABLE offer (
                    number INTEGER PRIMARY KEY NOT NULL,
                    id TEXT NOT NULL UNIQUE CHECK (length(id) = 20),
                    siret TEXT NOT NULL CHECK (length(siret) = 14),
                    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'published', 'full', 'paused', 'expired', 'withdrawn', 'refusedByModeration')),
                    reason TEXT CHECK ((reason IS NOT NULL) = (state = 'refusedByModeration')),
                    version INTEGER NOT NULL CHECK (version >= 1),
                    changedAt INTEGER NOT NULL,
                    schoolYear INTEGER,
                    lastDay TEXT CHECK (length(lastDay) = 10),
                    posting TEXT NOT NULL CHECK (json_valid(posting)),
                    audience TEXT NOT NULL CHECK (json_valid(audience)),
                    sealedContact BLOB NOT NULL
                ) STRICT;
                CREATE INDEX offerOfEmployer ON offer (siret, number);
                CREATE INDEX offerSubmitted ON offer (changedAt) WHERE state = 'submitted';
                CREATE INDEX offerAlive ON offer (lastDay)
                    WHERE state IN ('draft', 'submitted', 'published', 'full', 'paused', 'refusedByModeration');

                CREATE TABLE offerEvent (
                    offer INTEGER NOT NULL REFERENCES offer (number),
                    position INTEGER NOT NULL CHECK (position >= 1),
                    type TEXT NOT NULL,
                    detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
                    actor TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    PRIMARY KEY (offer, position)
                ) STRICT, WITHOUT ROWID;
                CREATE TRIGGER offerEventNeverChanges BEFORE UPDATE ON offerEvent
                BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
                CREATE TRIGGER offerEventNeverGoes BEFORE DELETE ON offerEvent
                BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

                CREATE TABLE offerPeriod (
                    offer INTEGER NOT NULL REFERENCES offer (number),
                    schoolYear INTEGER NOT NULL,
                    slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 55),
                    places INTEGER NOT NULL CHECK (places >= 0),
                    taken INTEGER NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND places),
                    PRIMARY KEY (offer, schoolYear, slot)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE offerEmployer (
                    siret TEXT PRIMARY KEY NOT NULL CHECK (length(siret) = 14),
                    address TEXT NOT NULL,
                    checkedAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE offerReport (
                    number INTEGER PRIMARY KEY NOT NULL,
                    offer TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    actor TEXT NOT NULL,
                    school TEXT,
                    at INTEGER NOT NULL,
                    sealed BLOB NOT NULL
                ) STRICT;

                CREATE TABLE offerCampaign (
                    schoolYear INTEGER NOT NULL,
                    grade TEXT NOT NULL CHECK (grade IN ('quatrieme', 'troisieme', 'seconde')),
                    opensOn TEXT NOT NULL CHECK (length(opensOn) = 10),
                    PRIMARY KEY (schoolYear, grade)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
