import ConventionDomain
import GRDB
import Workflow

extension SQLiteStore {
    /// Writes what a change says of links, access tokens, codes and idempotency keys.
    func insertAccess(_ change: ConventionChange, in db: Database) throws {
        for revocation in change.revocations { try apply(revocation, to: change.convention.text, in: db) }
        for link in change.links { try insert(link, in: db) }
        for link in change.partLinks { try insert(link, in: db) }
        for grant in change.accessGrants { try insert(grant, in: db) }
        if let code = change.newCode { try replaceCodes(by: code, in: db) }
        if let attempt = change.usedCode { try useUp(attempt, in: db) }
        if let record = change.idempotency {
            try db.run(
                sql: "INSERT INTO idempotency (key, requestDigest, convention) VALUES (?, ?, ?)",
                arguments: [record.key.bytes.blob, record.requestDigest.hexadecimal, change.convention.text])
        }
    }

    private func apply(_ revocation: Revocation, to convention: String, in db: Database) throws {
        let signatory: StatementArguments = [convention, revocation.fieldName]
        let place = "WHERE convention = ? AND fieldName = ?"
        for table in ["accessGrant", "partLink"] where ![.unsent, .reading].contains(revocation.reach) {
            try db.run(sql: "UPDATE \(table) SET isRevoked = 1 \(place)", arguments: signatory)
        }
        switch revocation.reach {
        case .reading:
            try db.run(sql: "UPDATE link SET isRevoked = 1 \(place) AND kind = 'reading'", arguments: signatory)
            try db.run(sql: "DELETE FROM code \(place) AND kind = 'reading'", arguments: signatory)
        case .signing:
            try db.run(sql: "UPDATE link SET isRevoked = 1 \(place) AND kind = 'signing'", arguments: signatory)
            // A new message takes the place of those that could not be delivered.
            try db.run(
                sql: "UPDATE outbox SET state = 'dropped', sealed = NULL, reason = NULL \(place) AND state = 'dead'",
                arguments: signatory)
            try liftBounces(place, signatory, in: db)
        case .everythingSent, .unsent:
            if revocation.reach == .everythingSent {
                try db.run(sql: "UPDATE link SET isRevoked = 1 \(place)", arguments: signatory)
            }
            try db.run(sql: "DELETE FROM code \(place)", arguments: signatory)
            try db.run(
                sql: """
                    UPDATE outbox SET state = 'dropped', sealed = NULL, reason = NULL
                    \(place) AND state IN ('waiting', 'dead')
                    """, arguments: signatory)
            try liftBounces(place, signatory, in: db)
            if revocation.reach == .everythingSent { try forgetMessages(place, signatory, in: db) }
        }
    }

    private func insert(_ link: LinkRecord, in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO link (hash, kind, convention, fieldName, baseDigest, expiresAt, isRevoked)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                link.hash.bytes.blob, link.kind.rawValue, link.convention.text, link.fieldName,
                link.baseDigest.hexadecimal, link.expiresAt.wholeSeconds, link.isRevoked,
            ])
    }

    private func insert(_ grant: AccessGrant, in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO accessGrant (hash, convention, fieldName, expiresAt, isRevoked) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                grant.hash.bytes.blob, grant.convention.text, grant.fieldName, grant.expiresAt.wholeSeconds,
                grant.isRevoked,
            ])
    }

    private func replaceCodes(by code: CodeChallenge, in db: Database) throws {
        try db.run(
            sql: "UPDATE code SET isReplaced = 1 WHERE convention = ? AND fieldName = ? AND kind = ?",
            arguments: [code.convention.text, code.fieldName, code.kind.rawValue])
        try db.run(
            sql: """
                INSERT INTO code
                    (attempt, convention, fieldName, shownDigest, salt, authenticator, sentAt, expiresAt, kind)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code.attempt.text, code.convention.text, code.fieldName, code.shownDigest.hexadecimal, code.salt.blob,
                code.authenticator.blob, code.sentAt.wholeSeconds, code.expiresAt.wholeSeconds,
                code.kind.rawValue,
            ])
    }

    /// A code is accepted once.
    private func useUp(_ attempt: AttemptID, in db: Database) throws {
        try db.run(sql: "UPDATE code SET isUsed = 1 WHERE attempt = ? AND isUsed = 0", arguments: [attempt.text])
        guard db.changesCount == 1 else { throw StoreError.headMoved }
    }
}
