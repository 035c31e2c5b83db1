import GRDB

extension StoreMigration {
    /// Statements about signatures on paper are kept as documents are. The table is made anew because SQLite changes no constraint.
    static let keepStatements = StoreMigration(name: "2026-16 keep statements") { db in
        try db.execute(
            sql: """
                DROP TRIGGER documentNeverChanges;
                ALTER TABLE document RENAME TO documentBefore;
                CREATE TABLE document (
                    convention TEXT NOT NULL,
                    digest TEXT NOT NULL CHECK (length(digest) = 64),
                    kind TEXT NOT NULL CHECK (kind IN ('data', 'revision', 'statement')),
                    sealed BLOB NOT NULL,
                    PRIMARY KEY (convention, digest)
                ) STRICT;
                INSERT INTO document SELECT convention, digest, kind, sealed FROM documentBefore;
                DROP TABLE documentBefore;
                CREATE TRIGGER documentNeverChanges BEFORE UPDATE ON document
                BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
                """)
    }
}
