import GRDB

extension StoreMigration {
    /// By whom, and when, a pupil was last closed to the family or opened to it; sealed, and without a reason.
    static let tellWhoClosed = StoreMigration(name: "2026-64 tell who closed") { db in
        try db.execute(sql: "ALTER TABLE pupil ADD COLUMN familyAct BLOB")
    }
}
