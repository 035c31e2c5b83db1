import GRDB

extension StoreMigration {
    /// Which convention was begun of a place that was confirmed, and when there is something to do about it. Written with the event, so that nobody
    /// who has a place is without a convention, and none goes on that the school took back.
    ///
    /// What is kept of offers that are over ends too: their events go with them, and never before.
    static let handOver = StoreMigration(name: "2026-46 hand over") { db in
        try db.execute(
            sql: """
                ALTER TABLE application ADD COLUMN convention TEXT;
                ALTER TABLE application ADD COLUMN handOverDueAt INTEGER;
                ALTER TABLE application ADD COLUMN handOverProblem TEXT;
                ALTER TABLE application ADD COLUMN draftFate TEXT;
                UPDATE application SET handOverDueAt = 0 WHERE state = 'confirmed';
                CREATE INDEX applicationHandOver ON application (handOverDueAt) WHERE handOverDueAt IS NOT NULL;
                CREATE INDEX applicationChanged ON application (changedAt);

                DROP TRIGGER offerEventNeverGoes;
                CREATE TRIGGER offerEventNeverGoes BEFORE DELETE ON offerEvent
                WHEN (SELECT state FROM offer WHERE number = OLD.offer) NOT IN ('expired', 'withdrawn')
                BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
                """)
    }
}
