import GRDB

extension StoreMigration {
    /// Pupils as their schools' files have them. Who they are is in the sealed column and nowhere else: what they are found by is a mark
    /// that only the store's key makes.
    static let createRosters = StoreMigration(name: "2026-49 create rosters") { db in
        try db.execute(
            sql: """
                CREATE TABLE roster (
                    school TEXT PRIMARY KEY NOT NULL CHECK (length(school) = 8),
                    version INTEGER NOT NULL CHECK (version >= 1),
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE pupil (
                    number INTEGER PRIMARY KEY NOT NULL,
                    mark BLOB NOT NULL UNIQUE CHECK (length(mark) = 32),
                    school TEXT NOT NULL REFERENCES roster (school),
                    name BLOB NOT NULL CHECK (length(name) = 32),
                    schoolYear INTEGER NOT NULL,
                    leftOn TEXT,
                    sealed BLOB NOT NULL
                ) STRICT;
                CREATE INDEX pupilOfSchool ON pupil (school);
                CREATE INDEX pupilOfName ON pupil (name);
                CREATE INDEX pupilOfYear ON pupil (schoolYear);

                CREATE TABLE pupilMailbox (
                    mark BLOB NOT NULL CHECK (length(mark) = 32),
                    pupil INTEGER NOT NULL REFERENCES pupil (number) ON DELETE CASCADE,
                    holder INTEGER NOT NULL CHECK (holder BETWEEN 0 AND 2),
                    PRIMARY KEY (mark, pupil, holder)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX pupilMailboxOfPupil ON pupilMailbox (pupil);
                """)
    }
}
