import GRDB

extension StoreMigration {
    /// That a pupil does no placement this year, by whom and when it was said: sealed, because it is about a pupil, and without any reason.
    static let dispensePupils = StoreMigration(name: "2026-59 dispense pupils") { db in
        try db.execute(sql: "ALTER TABLE pupil ADD COLUMN dispensation BLOB")
    }
}
