import GRDB

extension StoreMigration {
    /// What retention leaves behind: slips with their visas, and the sealed records of what was erased. None of it says anything about a person.
    ///
    /// Source: ADR 0042.
    static let keepPurges = StoreMigration(name: "2026-23 keep purges") { db in
        try db.execute(
            sql: """
                CREATE TABLE eliminationSlip (
                    number TEXT PRIMARY KEY NOT NULL,
                    place INTEGER NOT NULL UNIQUE,
                    content BLOB NOT NULL,
                    visaNumber TEXT,
                    visaOn TEXT,
                    visaRecordedAt INTEGER,
                    CHECK ((visaNumber IS NULL) = (visaOn IS NULL) AND (visaOn IS NULL) = (visaRecordedAt IS NULL))
                ) STRICT;

                CREATE TRIGGER eliminationSlipNeverChanges BEFORE UPDATE ON eliminationSlip
                WHEN OLD.visaNumber IS NOT NULL OR OLD.content IS NOT NEW.content OR OLD.number IS NOT NEW.number
                BEGIN SELECT RAISE(ABORT, 'slips are never changed'); END;

                CREATE TRIGGER eliminationSlipNeverGoes BEFORE DELETE ON eliminationSlip
                BEGIN SELECT RAISE(ABORT, 'slips are never removed'); END;

                CREATE TABLE purge (
                    number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
                    beganAt INTEGER NOT NULL,
                    plan BLOB NOT NULL,
                    planSeal BLOB NOT NULL,
                    finishedAt INTEGER,
                    record BLOB,
                    recordSeal BLOB,
                    CHECK ((finishedAt IS NULL) = (record IS NULL) AND (record IS NULL) = (recordSeal IS NULL))
                ) STRICT;
                CREATE UNIQUE INDEX purgeOpen ON purge ((finishedAt IS NULL)) WHERE finishedAt IS NULL;

                CREATE TRIGGER purgeNeverChanges BEFORE UPDATE ON purge
                WHEN OLD.finishedAt IS NOT NULL OR OLD.plan IS NOT NEW.plan OR OLD.planSeal IS NOT NEW.planSeal
                BEGIN SELECT RAISE(ABORT, 'records of what was erased are never changed'); END;

                CREATE TRIGGER purgeNeverGoes BEFORE DELETE ON purge
                BEGIN SELECT RAISE(ABORT, 'records of what was erased are never removed'); END;
                """)
    }
}
