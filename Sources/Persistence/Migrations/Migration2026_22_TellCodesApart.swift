import GRDB

extension StoreMigration {
    /// What a code was sent for: a decision, as all of them were before, or reading.
    static let tellCodesApart = StoreMigration(name: "2026-22 tell codes apart") { db in
        try db.execute(
            sql: """
                ALTER TABLE code ADD COLUMN kind TEXT NOT NULL DEFAULT 'decision'
                    CHECK (kind IN ('decision', 'reading'));
                """)
    }
}
