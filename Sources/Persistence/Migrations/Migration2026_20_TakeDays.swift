import GRDB

extension StoreMigration {
    /// On which days pupils are at placements, so that no two conventions of one pupil have a day in common.
    ///
    /// Both tables follow from the journal. A mark is an authenticator of pupil and day under the store's key: it says neither who
    /// nor when, and no other day of the same pupil has the same.
    static let takeDays = StoreMigration(name: "2026-20 take days") { db in
        try db.execute(
            sql: """
                CREATE TABLE takenDay (
                    mark BLOB NOT NULL CHECK (length(mark) = 32),
                    convention TEXT NOT NULL,
                    PRIMARY KEY (mark, convention)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX takenDayOfConvention ON takenDay (convention);
                CREATE TABLE sharedDays (
                    convention TEXT NOT NULL,
                    other TEXT NOT NULL,
                    PRIMARY KEY (convention, other)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
