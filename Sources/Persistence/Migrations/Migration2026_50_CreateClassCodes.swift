import GRDB

extension StoreMigration {
    /// What pupils of a class enter with. A school prints it again, so that it is sealed and not only hashed.
    static let createClassCodes = StoreMigration(name: "2026-50 create class codes") { db in
        try db.execute(
            sql: """
                CREATE TABLE classCode (
                    school TEXT NOT NULL REFERENCES roster (school),
                    class BLOB NOT NULL CHECK (length(class) = 32),
                    code BLOB NOT NULL UNIQUE CHECK (length(code) = 32),
                    madeAt INTEGER NOT NULL,
                    sealed BLOB NOT NULL,
                    PRIMARY KEY (school, class)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
