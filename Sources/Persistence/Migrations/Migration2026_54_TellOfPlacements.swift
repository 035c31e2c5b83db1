import GRDB

extension StoreMigration {
    /// Who has to be told by mail of what became of an application or an offer: written with the event, so that no act is without its mail. It holds
    /// references and no word of anybody.
    static let tellOfPlacements = StoreMigration(name: "2026-54 tell of placements") { db in
        try db.execute(
            sql: """
                CREATE TABLE placementNotice (
                    number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                    about TEXT NOT NULL CHECK (about IN ('application', 'offer', 'moderation')),
                    subject TEXT NOT NULL,
                    reader TEXT NOT NULL CHECK (reader IN ('pupil', 'employer', 'moderator')),
                    kind TEXT NOT NULL,
                    occasion TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    dueAt INTEGER NOT NULL,
                    toldAt INTEGER,
                    UNIQUE (subject, about, reader, kind, occasion)
                ) STRICT;
                CREATE INDEX placementNoticeDue ON placementNotice (dueAt) WHERE toldAt IS NULL;
                """)
    }
}
