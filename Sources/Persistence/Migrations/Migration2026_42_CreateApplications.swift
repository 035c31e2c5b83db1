import GRDB

extension StoreMigration {
    /// Applications and what happened to them. Who applies, and every text, is in the sealed column and nowhere else: `pupil` is a mark
    /// that only the store's key makes of the school's reference.
    static let createApplications = StoreMigration(name: "2026-42 create applications") { db in
        try db.execute(
            sql: """
                CREATE TABLE application (
                    number INTEGER PRIMARY KEY NOT NULL,
                    id TEXT NOT NULL UNIQUE CHECK (length(id) = 20),
                    pupil BLOB NOT NULL CHECK (length(pupil) = 32),
                    school TEXT NOT NULL,
                    offer TEXT NOT NULL REFERENCES offer (id),
                    siret TEXT NOT NULL CHECK (length(siret) = 14),
                    schoolYear INTEGER NOT NULL,
                    slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 55),
                    state TEXT NOT NULL CHECK (state IN ('drafted', 'sent', 'seen', 'inDiscussion', 'accepted', 'confirmed',
                        'declined', 'withdrawn', 'supplanted', 'expired', 'cancelledBySchool', 'offerEnded')),
                    reason TEXT CHECK ((reason IS NOT NULL) = (state IN ('declined', 'cancelledBySchool'))),
                    version INTEGER NOT NULL CHECK (version >= 1),
                    changedAt INTEGER NOT NULL,
                    answerBy TEXT CHECK ((answerBy IS NOT NULL) = (state IN ('sent', 'seen', 'inDiscussion', 'accepted'))),
                    sentAt INTEGER,
                    sealed BLOB NOT NULL
                ) STRICT;
                CREATE UNIQUE INDEX applicationAlive ON application (pupil, offer)
                    WHERE state IN ('drafted', 'sent', 'seen', 'inDiscussion', 'accepted', 'confirmed');
                CREATE INDEX applicationOfPupil ON application (pupil, number);
                CREATE INDEX applicationOfSchool ON application (school, number);
                CREATE INDEX applicationOfEmployer ON application (siret, changedAt) WHERE sentAt IS NOT NULL;
                CREATE INDEX applicationOfOffer ON application (offer);
                CREATE INDEX applicationAwaited ON application (answerBy) WHERE answerBy IS NOT NULL;

                CREATE TABLE applicationEvent (
                    application INTEGER NOT NULL REFERENCES application (number),
                    position INTEGER NOT NULL CHECK (position >= 1),
                    type TEXT NOT NULL,
                    reason TEXT,
                    actor TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    PRIMARY KEY (application, position)
                ) STRICT, WITHOUT ROWID;
                CREATE TRIGGER applicationEventNeverChanges BEFORE UPDATE ON applicationEvent
                BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
                """)
    }
}
