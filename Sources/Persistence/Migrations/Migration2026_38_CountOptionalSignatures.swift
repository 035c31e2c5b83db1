import GRDB

extension StoreMigration {
    /// The list counts apart who need not sign. A line of before counts them with the others; no released version had any.
    static let countOptionalSignatures = StoreMigration(name: "2026-38 count optional signatures") { db in
        try db.execute(
            sql: """
                ALTER TABLE summary ADD COLUMN optionalSignatureCount INTEGER NOT NULL DEFAULT 0
                    CHECK (optionalSignatureCount >= 0);
                ALTER TABLE summary ADD COLUMN optionalSignatoryCount INTEGER NOT NULL DEFAULT 0
                    CHECK (optionalSignatoryCount >= 0);
                """)
    }
}
