import GRDB

extension StoreMigration {
    /// Statements about signatures on paper, kept as documents are. In a table of their own: what a document may be is a constraint, which
    /// SQLite changes by writing all documents anew.
    static let keepStatements = StoreMigration(name: "2026-16 keep statements") { db in
        try db.execute(
            sql: """
                CREATE TABLE statement (
                    convention TEXT NOT NULL,
                    digest TEXT NOT NULL CHECK (length(digest) = 64),
                    sealed BLOB NOT NULL,
                    PRIMARY KEY (convention, digest)
                ) STRICT;

                CREATE TRIGGER statementNeverChanges BEFORE UPDATE ON statement
                BEGIN SELECT RAISE(ABORT, 'statements are never changed'); END;
                """)
    }
}
