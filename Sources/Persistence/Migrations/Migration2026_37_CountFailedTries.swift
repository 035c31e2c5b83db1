import GRDB

extension StoreMigration {
    /// How often, and since when without a gap, an endpoint failed. One that fails when this is applied is counted from its next failure on.
    static let countFailedTries = StoreMigration(name: "2026-37 count failed tries") { db in
        try db.execute(
            sql: """
                ALTER TABLE webhook ADD COLUMN streakSince INTEGER;
                ALTER TABLE webhook ADD COLUMN streakLastAt INTEGER;
                ALTER TABLE webhook ADD COLUMN streakTries INTEGER CHECK (streakTries > 0);
                """)
    }
}
