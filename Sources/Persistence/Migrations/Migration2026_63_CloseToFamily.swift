import GRDB

extension StoreMigration {
    /// That a pupil's applications are not shown to the family. Whose it is, the row says by a mark alone; there is no reason.
    static let closeToFamily = StoreMigration(name: "2026-63 close to family") { db in
        try db.execute(
            sql: """
                ALTER TABLE pupil ADD COLUMN isClosedToFamily INTEGER NOT NULL DEFAULT 0
                    CHECK (isClosedToFamily IN (0, 1))
                """)
    }
}
