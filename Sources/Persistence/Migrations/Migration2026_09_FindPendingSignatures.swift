import GRDB

extension StoreMigration {
    /// Finds the conventions in which a signature had to wait without reading the whole journal.
    static let findPendingSignatures = StoreMigration(name: "2026-09 find pending signatures") { db in
        try db.execute(
            sql: "CREATE INDEX eventSignaturePending ON event (convention) WHERE type = 'signaturePending'")
    }
}
