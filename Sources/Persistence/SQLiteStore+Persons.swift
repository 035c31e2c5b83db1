package import ConventionDomain
import GRDB
package import Workflow

package import struct Foundation.Date

extension SQLiteStore: PersonStore {
    package func messages(of owner: String, _ fieldName: String?) async throws(StoreError) -> [MessageTrace] {
        try await read { db in
            let sql = "SELECT * FROM outbox WHERE convention = ? AND (? IS NULL OR fieldName = ?) ORDER BY id"
            return try Row.fetchAll(db, sql: sql, arguments: [owner, fieldName, fieldName]).map { row in
                guard let state = MessageTrace.State(rawValue: row["state"]) else {
                    throw StoreError.damaged("message in an unknown state")
                }
                return MessageTrace(
                    queuedAt: Date(wholeSeconds: row["queuedAt"]), state: state,
                    settledAt: (row["settledAt"] as Int64?).map(Date.init(wholeSeconds:)), attempts: row["attempts"])
            }
        }
    }

    package func accesses(
        of convention: ConventionID, _ fieldName: String
    ) async throws(StoreError) -> [AccessTrace] {
        try await read { db in
            func rows(_ table: String, _ order: String) throws -> [Row] {
                let sql = "SELECT * FROM \(table) WHERE convention = ? AND fieldName = ? ORDER BY \(order)"
                return try Row.fetchAll(db, sql: sql, arguments: [convention.text, fieldName])
            }
            func trace(_ row: Row, _ kind: AccessTrace.Kind) -> AccessTrace {
                var trace = AccessTrace(kind: kind, sentAt: nil, expiresAt: Date(wholeSeconds: row["expiresAt"]))
                trace.isRevoked = row["isRevoked"]
                return trace
            }
            let links = try rows("link", "expiresAt, kind").map {
                trace($0, $0["kind"] == LinkKind.signing.rawValue ? .signingLink : .readingLink)
            }
            let parts = try rows("partLink", "expiresAt").map { trace($0, .partLink) }
            let tokens = try rows("accessGrant", "expiresAt").map { trace($0, .accessToken) }
            return try links + parts + tokens
                + rows("code", "sentAt").map { AccessTrace(try CodeChallenge($0)) }
        }
    }

    package func accesses(ofAccount account: String) async throws(StoreError) -> [AccessTrace] {
        try await read { db in
            let sql = """
                SELECT kind = 'session' AS isSession, createdAt, expiresAt FROM headPass WHERE account = :account
                UNION ALL SELECT use = 'visit', createdAt, expiresAt FROM visitorPass WHERE visitor = :account
                ORDER BY createdAt
                """
            return try Row.fetchAll(db, sql: sql, arguments: ["account": account]).map { row in
                let isSession = row["isSession"] as Bool
                return AccessTrace(
                    kind: isSession ? .session : .entryLink, sentAt: Date(wholeSeconds: row["createdAt"]),
                    expiresAt: Date(wholeSeconds: row["expiresAt"]))
            }
        }
    }

    package func addPersonExport(_ record: SealedRecord, at time: Date) async throws(StoreError) -> Int64 {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO personExport (number, madeAt, record, recordSeal)
                    SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM personExport
                    """,
                arguments: [time.wholeSeconds, record.content.blob, record.seal.blob])
            return db.lastInsertedRowID
        }
    }

    package func personExports() async throws(StoreError) -> [StoredPersonExport] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM personExport ORDER BY number").map { row in
                StoredPersonExport(
                    number: row["number"], madeAt: Date(wholeSeconds: row["madeAt"]),
                    record: SealedRecord(content: row.bytes("record"), seal: row.bytes("recordSeal")))
            }
        }
    }
}

extension AccessTrace {
    fileprivate init(_ code: CodeChallenge) {
        self.init(
            kind: code.kind == .decision ? .decisionCode : .readingCode, sentAt: code.sentAt, expiresAt: code.expiresAt)
        isRevoked = code.isReplaced
        (tries, isUsed) = (code.tries, code.isUsed)
    }
}
