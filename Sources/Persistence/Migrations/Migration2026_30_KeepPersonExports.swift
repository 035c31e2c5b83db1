import GRDB

extension StoreMigration {
    /// That people were given what is held about them: sealed, and without anything that names them.
    ///
    /// Source: ADR 0045.
    static let keepPersonExports = StoreMigration(name: "2026-30 keep person exports") { db in
        try db.execute(
            sql: """
                CREATE TABLE personExport (
                    number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
                    madeAt INTEGER NOT NULL,
                    record BLOB NOT NULL,
                    recordSeal BLOB NOT NULL
                ) STRICT;

                CREATE TRIGGER personExportNeverChanges BEFORE UPDATE ON personExport
                BEGIN SELECT RAISE(ABORT, 'records of what was given out are never changed'); END;

                CREATE TRIGGER personExportNeverGoes BEFORE DELETE ON personExport
                BEGIN SELECT RAISE(ABORT, 'records of what was given out are never removed'); END;
                """)
    }
}
