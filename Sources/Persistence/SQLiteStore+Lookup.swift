import ConventionDomain
import GRDB
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    func link(_ hash: TokenHash) async throws(StoreError) -> LinkRecord? {
        try lookUp { db in
            try db.row(
                sql: "SELECT * FROM link WHERE hash = ?", arguments: [hash.bytes.blob]
            )
            .map { row in
                guard let kind = LinkKind(rawValue: row["kind"]), let convention = ConventionID(row["convention"]),
                    let base = DocumentDigest(hexadecimal: row["baseDigest"])
                else { throw StoreError.damaged("link that cannot be read") }
                return LinkRecord(
                    hash: hash, kind: kind, convention: convention, fieldName: row["fieldName"], baseDigest: base,
                    expiresAt: Date(wholeSeconds: row["expiresAt"]), isRevoked: row["isRevoked"])
            }
        }
    }

    func accessGrant(_ hash: TokenHash) async throws(StoreError) -> AccessGrant? {
        try lookUp { db in
            try db.row(
                sql: "SELECT * FROM accessGrant WHERE hash = ?", arguments: [hash.bytes.blob]
            )
            .map { row in
                guard let convention = ConventionID(row["convention"]) else {
                    throw StoreError.damaged("access grant that cannot be read")
                }
                return AccessGrant(
                    hash: hash, convention: convention, fieldName: row["fieldName"],
                    expiresAt: Date(wholeSeconds: row["expiresAt"]), isRevoked: row["isRevoked"])
            }
        }
    }

    func idempotency(_ key: TokenHash) async throws(StoreError) -> IdempotencyRecord? {
        try lookUp { db in
            try db.row(sql: "SELECT * FROM idempotency WHERE key = ?", arguments: [key.bytes.blob])
                .map { row in
                    guard let digest = DocumentDigest(hexadecimal: row["requestDigest"]) else {
                        throw StoreError.damaged("idempotency key that cannot be read")
                    }
                    return IdempotencyRecord(key: key, requestDigest: digest)
                }
        }
    }

    func codes(_ id: ConventionID, _ fieldName: String, since: Date) async throws(StoreError) -> [CodeChallenge] {
        try lookUp { db in
            try db.rows(
                sql: "SELECT * FROM code WHERE convention = ? AND fieldName = ? AND sentAt > ? ORDER BY sentAt",
                arguments: [id.text, fieldName, since.wholeSeconds]
            ).map(CodeChallenge.init)
        }
    }

    /// Counts the try before anybody compares the code, in one transaction.
    func countTry(_ attempt: AttemptID, at time: Date, limit: Int) async throws(StoreError) -> CodeChallenge? {
        try await write { db in
            try db.run(
                sql: """
                    UPDATE code SET lastTryAt = CASE WHEN tries < ? THEN ? ELSE lastTryAt END, tries = tries + 1
                    WHERE attempt = ?
                    """,
                arguments: [limit, time.wholeSeconds, attempt.text])
            return try db.row(sql: "SELECT * FROM code WHERE attempt = ?", arguments: [attempt.text])
                .map(CodeChallenge.init)
        }
    }
}

extension CodeChallenge {
    init(_ row: Row) throws {
        guard let attempt = AttemptID(row["attempt"]), let convention = ConventionID(row["convention"]),
            let shown = DocumentDigest(hexadecimal: row["shownDigest"]), let kind = Kind(rawValue: row["kind"])
        else { throw StoreError.damaged("code that cannot be read") }
        self.init(
            attempt: attempt, convention: convention, fieldName: row["fieldName"], shownDigest: shown,
            salt: row.bytes("salt"), authenticator: row.bytes("authenticator"),
            sentAt: Date(wholeSeconds: row["sentAt"]), expiresAt: Date(wholeSeconds: row["expiresAt"]))
        self.kind = kind
        tries = row["tries"]
        lastTryAt = (row["lastTryAt"] as Int64?).map(Date.init(wholeSeconds:))
        isUsed = row["isUsed"]
        isReplaced = row["isReplaced"]
    }
}
