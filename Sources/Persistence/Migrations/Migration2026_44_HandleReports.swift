import GRDB

extension StoreMigration {
    /// Who has looked at a report and when, and which schools have to be told of a danger: written with the report, so that none is forgotten.
    static let handleReports = StoreMigration(name: "2026-44 handle reports") { db in
        try db.execute(
            sql: """
                ALTER TABLE offerReport ADD COLUMN handledAt INTEGER;
                ALTER TABLE offerReport ADD COLUMN handledBy TEXT CHECK ((handledBy IS NULL) = (handledAt IS NULL));
                CREATE INDEX offerReportOpen ON offerReport (number) WHERE handledAt IS NULL;

                CREATE TABLE offerAlert (
                    number INTEGER PRIMARY KEY NOT NULL,
                    report INTEGER NOT NULL REFERENCES offerReport (number),
                    school TEXT NOT NULL,
                    applications INTEGER NOT NULL CHECK (applications >= 0),
                    toldAt INTEGER,
                    UNIQUE (report, school)
                ) STRICT;
                CREATE INDEX offerAlertWaiting ON offerAlert (number) WHERE toldAt IS NULL;
                """)
    }
}
