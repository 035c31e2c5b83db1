import GRDB

extension StoreMigration {
    /// Documents and data, which never change, and contacts, which do.
    static let createFiles = StoreMigration(name: "2026-03 create files") { db in
        try db.execute(
            sql: """
                CREATE TABLE document (
                    convention TEXT NOT NULL,
                    digest TEXT NOT NULL CHECK (length(digest) = 64),
                    kind TEXT NOT NULL CHECK (kind IN ('data', 'revision')),
                    sealed BLOB NOT NULL,
                    PRIMARY KEY (convention, digest)
                ) STRICT;

                CREATE TRIGGER documentNeverChanges BEFORE UPDATE ON document
                BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;

                CREATE TABLE contact (
                    convention TEXT NOT NULL,
                    fieldName TEXT NOT NULL,
                    sealed BLOB NOT NULL,
                    PRIMARY KEY (convention, fieldName)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
