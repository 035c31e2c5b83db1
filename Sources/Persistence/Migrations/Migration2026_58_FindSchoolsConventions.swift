import GRDB

extension StoreMigration {
    /// The conventions of one school are found without reading those of others, and their first and last steps without their whole journals.
    ///
    /// Of a convention that was begun before, nobody can tell the school without its key: it has none here, and is read for every school, which
    /// knows it by its pupil.
    static let findSchoolsConventions = StoreMigration(name: "2026-58 find schools' conventions") { db in
        try db.execute(
            sql: """
                ALTER TABLE summary ADD COLUMN school TEXT;
                CREATE INDEX summaryOfSchool ON summary (school);
                CREATE INDEX eventMilestone ON event (convention, type, at)
                    WHERE type IN ('issued', 'completed', 'hostProposed', 'hostConfirmed');
                """)
    }
}
