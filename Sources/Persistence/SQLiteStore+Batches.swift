import ConventionDomain
import GRDB
package import Workflow

package import struct Foundation.Date

extension SQLiteStore {
    package func addBatch(_ batch: Batch) async throws(StoreError) {
        try await write { db in
            let left = "SELECT id FROM batch WHERE account = ? AND givenAt IS NULL"
            try db.execute(sql: "DELETE FROM batchItem WHERE batch IN (\(left))", arguments: [batch.account])
            try db.execute(sql: "DELETE FROM batch WHERE account = ? AND givenAt IS NULL", arguments: [batch.account])
            try db.execute(
                sql: "INSERT INTO batch (id, account, createdAt) VALUES (?, ?, ?)",
                arguments: [batch.id.text, batch.account, batch.createdAt.wholeSeconds])
            let statement = try db.makeStatement(
                sql: """
                    INSERT INTO batchItem (batch, position, convention, fieldName, baseDigest, shownDigest, state)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """)
            for item in batch.items {
                try statement.execute(arguments: [
                    batch.id.text, item.position, item.convention.text, item.fieldName, item.baseDigest.hexadecimal,
                    item.shownDigest.hexadecimal, item.state.name,
                ])
            }
        }
    }

    package func batch(_ id: BatchID) async throws(StoreError) -> Batch? {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM batch WHERE id = ?", arguments: [id.text]) else {
                return nil
            }
            let items = try Row.fetchAll(
                db, sql: "SELECT * FROM batchItem WHERE batch = ? ORDER BY position", arguments: [id.text]
            ).map(BatchItem.init)
            return Batch(
                id: id, account: row["account"], createdAt: Date(wholeSeconds: row["createdAt"]),
                confirmation: try BatchConfirmation(row),
                finishedAt: (row["finishedAt"] as Int64?).map(Date.init(wholeSeconds:)), items: items)
        }
    }

    package func batches(of account: String, limit: Int) async throws(StoreError) -> [BatchOutline] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, givenAt, finishedAt, (SELECT count(*) FROM batchItem WHERE batch = batch.id) AS count,
                        (SELECT count(*) FROM batchItem WHERE batch = batch.id AND state = 'signed') AS signedCount
                    FROM batch WHERE account = ? AND givenAt IS NOT NULL ORDER BY givenAt DESC, id LIMIT ?
                    """, arguments: [account, limit]
            ).map { row in
                guard let id = BatchID(row["id"]) else { throw StoreError.damaged("batch with an unknown reference") }
                return BatchOutline(
                    id: id, givenAt: Date(wholeSeconds: row["givenAt"]),
                    finishedAt: (row["finishedAt"] as Int64?).map(Date.init(wholeSeconds:)), count: row["count"],
                    signedCount: row["signedCount"])
            }
        }
    }

    package func confirm(_ id: BatchID, _ confirmation: BatchConfirmation) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE batch SET givenAt = ?, statementID = ?, statementVersion = ?, textDigest = ?, listDigest = ?,
                        codeTries = ?
                    WHERE id = ? AND givenAt IS NULL
                    """,
                arguments: [
                    confirmation.givenAt.wholeSeconds, confirmation.statementID, confirmation.statementVersion,
                    confirmation.textDigest.hexadecimal, confirmation.listDigest.hexadecimal, confirmation.codeTries,
                    id.text,
                ])
            return db.changesCount == 1
        }
    }

    package func unfinishedBatches() async throws(StoreError) -> [BatchID] {
        try await read { db in
            let sql = "SELECT id FROM batch WHERE givenAt IS NOT NULL AND finishedAt IS NULL ORDER BY createdAt, id"
            return try String.fetchAll(db, sql: sql).map { text in
                guard let id = BatchID(text) else { throw StoreError.damaged("batch with an unknown reference") }
                return id
            }
        }
    }

    package func settle(_ items: [BatchItem], of batch: BatchID, at time: Date) async throws(StoreError) {
        try await write { db in
            for item in items {
                try db.execute(
                    sql: "UPDATE batchItem SET state = ?, settledAt = ? WHERE batch = ? AND position = ?",
                    arguments: [item.state.name, time.wholeSeconds, batch.text, item.position])
            }
        }
    }

    package func finish(_ id: BatchID, at time: Date, mail: QueuedMail?) async throws(StoreError) -> Bool {
        guard let batch = try await batch(id) else { return false }
        let sealed: [UInt8]? = if let mail { try await self.sealed(mail, for: batch.account) } else { nil }
        return try await write { db in
            try db.execute(
                sql: "UPDATE batch SET finishedAt = ? WHERE id = ? AND finishedAt IS NULL",
                arguments: [time.wholeSeconds, id.text])
            guard db.changesCount == 1 else { return false }
            if let mail, let sealed { try insert(mail, sealed, for: batch.account, at: time, in: db) }
            return true
        }
    }
}

extension BatchItem.State {
    fileprivate var name: String {
        switch self {
        case .waiting: "waiting"
        case .pending: "pending"
        case .signed: "signed"
        case .refused(let reason): reason.rawValue
        }
    }

    fileprivate init?(name: String) {
        switch name {
        case "waiting": self = .waiting
        case "pending": self = .pending
        case "signed": self = .signed
        default:
            guard let reason = BatchRefusal(rawValue: name) else { return nil }
            self = .refused(reason)
        }
    }
}

extension BatchItem {
    fileprivate init(_ row: Row) throws {
        guard let convention = ConventionID(row["convention"]),
            let base = DocumentDigest(hexadecimal: row["baseDigest"]),
            let shown = DocumentDigest(hexadecimal: row["shownDigest"]), let state = State(name: row["state"])
        else { throw StoreError.damaged("line of a batch that cannot be read") }
        self.init(
            position: row["position"], convention: convention, fieldName: row["fieldName"], baseDigest: base,
            shownDigest: shown, state: state)
    }
}

extension BatchConfirmation {
    /// - Returns: `nil` while nobody has agreed to the batch.
    fileprivate init?(_ row: Row) throws {
        guard let givenAt = row["givenAt"] as Int64? else { return nil }
        guard let text = DocumentDigest(hexadecimal: row["textDigest"] ?? ""),
            let list = DocumentDigest(hexadecimal: row["listDigest"] ?? "")
        else { throw StoreError.damaged("consent to a batch that cannot be read") }
        self.init(
            statementID: row["statementID"] ?? "", statementVersion: row["statementVersion"] ?? "", textDigest: text,
            listDigest: list, givenAt: Date(wholeSeconds: givenAt), codeTries: row["codeTries"] ?? 0)
    }
}
