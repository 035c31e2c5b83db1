import GRDB
package import Workflow

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Who an account belongs to and what it shares with an application, as they are encrypted.
private struct SealedHead: Codable {
    let name: String
    let email: String
    let secret: [UInt8]
}

extension SQLiteStore: HeadStore {
    package func addHead(_ record: HeadAccountRecord) async throws(StoreError) {
        let account = record.account
        let key = try ConventionKey.generate()
        let wrapped = try key.wrapped(under: self.key, at: .key(account.id))
        let facts = SealedHead(name: account.name, email: account.email, secret: record.secret)
        let sealed = try key.seal(try EventCodec.encode(facts), at: .head(account.id))
        try await write { db in
            let sql = "SELECT id, confirmedAt FROM head WHERE addressHash = ?"
            if let former = try db.row(sql: sql, arguments: [record.addressHash.bytes.blob]) {
                guard former["confirmedAt"] as Int64? == nil else { throw StoreError.headMoved }
                try destroyHead(former["id"], in: db)
            }
            try insertKey(wrapped, of: account.id, in: db)
            try db.run(
                sql: "INSERT INTO head (id, addressHash, createdAt, role, school, sealed) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    account.id, record.addressHash.bytes.blob, account.createdAt.wholeSeconds, account.role.rawValue,
                    account.school, sealed.blob,
                ])
        }
    }

    package func head(_ id: String) async throws(StoreError) -> HeadAccount? {
        try await read { db in
            try db.row(sql: "SELECT * FROM head WHERE id = ?", arguments: [id]).map {
                try record($0, in: db)
            }
        }?.account
    }

    package func head(address: TokenHash) async throws(StoreError) -> HeadAccount? {
        try lookUpTogether { db in
            try db.row(
                sql: "SELECT * FROM head WHERE addressHash = ?", arguments: [address.bytes.blob]
            )
            .map { try record($0, in: db) }
        }?.account
    }

    package func heads() async throws(StoreError) -> [HeadAccount] {
        try await read { db in
            try db.rows(sql: "SELECT * FROM head ORDER BY createdAt, id").map {
                try record($0, in: db).account
            }
        }
    }

    package func removeHead(address: TokenHash) async throws(StoreError) -> Bool {
        let isGone = try await write { db in
            let sql = "SELECT id FROM head WHERE addressHash = ?"
            guard let id = try db.row(sql: sql, arguments: [address.bytes.blob])?["id"] as String? else {
                return false
            }
            try destroyHead(id, in: db)
            return true
        }
        if isGone { await emptyLog() }
        return isGone
    }

    package func countHeadTry(
        _ account: String, at time: Date, limit: Int, pause: TimeInterval
    ) async throws(StoreError) -> HeadTry? {
        try await write { db in
            let sql = "SELECT * FROM head WHERE id = ?"
            guard let row = try db.row(sql: sql, arguments: [account]) else { return nil }
            let record = try record(row, in: db)
            let pausedUntil = row["pausedUntil"] as Int64
            let now = time.wholeSeconds
            guard pausedUntil <= now else {
                return HeadTry(record: record, tries: row["tries"], pausedUntil: Date(wholeSeconds: pausedUntil))
            }
            let tries = pausedUntil > 0 ? 1 : (row["tries"] as Int) + 1
            let next = tries >= limit ? time.addingTimeInterval(pause).wholeSeconds : 0
            try db.run(
                sql: "UPDATE head SET tries = ?, pausedUntil = ? WHERE id = ?", arguments: [tries, next, account])
            return HeadTry(record: record, tries: tries, pausedUntil: nil)
        }
    }

    package func useStep(_ step: Int64, of account: String, at time: Date) async throws(StoreError) -> Bool {
        try await write { db in
            try db.run(
                sql: """
                    UPDATE head SET lastStep = ?, tries = 0, pausedUntil = 0, confirmedAt = COALESCE(confirmedAt, ?)
                    WHERE id = ? AND lastStep < ?
                    """, arguments: [step, time.wholeSeconds, account, step])
            return db.changesCount == 1
        }
    }

    private func record(_ row: Row, in db: Database) throws -> HeadAccountRecord {
        let id = row["id"] as String
        guard let key = try conventionKey(id, in: db) else { throw StoreError.damaged("account without its key") }
        guard let role = AccountRole(rawValue: row["role"]) else {
            throw StoreError.damaged("account of an unknown role")
        }
        let facts = try EventCodec.decode(SealedHead.self, try key.open(row.bytes("sealed"), at: .head(id)))
        return HeadAccountRecord(
            account: HeadAccount(
                id: id, name: facts.name, email: facts.email, createdAt: Date(wholeSeconds: row["createdAt"]),
                confirmedAt: (row["confirmedAt"] as Int64?).map(Date.init(wholeSeconds:)), role: role,
                school: row["school"]),
            secret: facts.secret, addressHash: TokenHash(bytes: row.bytes("addressHash")))
    }

    private func destroyHead(_ id: String, in db: Database) throws {
        try db.run(sql: "DELETE FROM head WHERE id = ?", arguments: [id])
        try db.run(sql: "DELETE FROM headPass WHERE account = ?", arguments: [id])
        // Destroys the key, and with it the messages that wait.
        try destroyKey(of: id, in: db)
    }
}

// MARK: - Links and sessions

extension SQLiteStore {
    package func addEntry(_ pass: HeadPass, mail: QueuedMail) async throws(StoreError) {
        let sealed = try await sealed(mail, for: pass.account)
        try await write { db in
            // Links are kept for the hour in which they are counted.
            try db.run(
                sql: "DELETE FROM headPass WHERE expiresAt <= ? AND createdAt <= ?",
                arguments: [pass.createdAt.wholeSeconds, pass.createdAt.wholeSeconds - 3_600])
            try insert(pass, in: db)
            try insert(mail, sealed, for: pass.account, at: pass.createdAt, in: db)
        }
    }

    package func entryCount(of account: String, since: Date) async throws(StoreError) -> Int {
        try await read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM headPass WHERE account = ? AND kind = 'entry' AND createdAt > ?",
                arguments: [account, since.wholeSeconds])
        } ?? 0
    }

    package func pass(_ hash: TokenHash) async throws(StoreError) -> HeadPass? {
        try await read { db in
            try db.row(sql: "SELECT * FROM headPass WHERE hash = ?", arguments: [hash.bytes.blob]).map {
                row in
                guard let kind = HeadPass.Kind(rawValue: row["kind"]) else {
                    throw StoreError.damaged("pass of an unknown kind")
                }
                return HeadPass(
                    hash: hash, kind: kind, account: row["account"], createdAt: Date(wholeSeconds: row["createdAt"]),
                    expiresAt: Date(wholeSeconds: row["expiresAt"]), lastUsedAt: Date(wholeSeconds: row["lastUsedAt"]))
            }
        }
    }

    package func beginSession(_ pass: HeadPass, with entry: TokenHash) async throws(StoreError) -> Bool {
        try await write { db in
            // The link stays to be counted, and is good for nothing.
            try db.run(
                sql: "UPDATE headPass SET expiresAt = 0 WHERE hash = ? AND kind = 'entry' AND expiresAt > 0",
                arguments: [entry.bytes.blob])
            guard db.changesCount == 1 else { return false }
            try insert(pass, in: db)
            return true
        }
    }

    package func touchSession(_ hash: TokenHash, at time: Date) async throws(StoreError) {
        try await write { db in
            try db.run(
                sql: "UPDATE headPass SET lastUsedAt = ? WHERE hash = ? AND kind = 'session'",
                arguments: [time.wholeSeconds, hash.bytes.blob])
        }
    }

    package func endSession(_ hash: TokenHash) async throws(StoreError) {
        try await write { db in
            try db.run(
                sql: "DELETE FROM headPass WHERE hash = ? AND kind = 'session'", arguments: [hash.bytes.blob])
        }
    }

    private func insert(_ pass: HeadPass, in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO headPass (hash, kind, account, createdAt, expiresAt, lastUsedAt) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                pass.hash.bytes.blob, pass.kind.rawValue, pass.account, pass.createdAt.wholeSeconds,
                pass.expiresAt.wholeSeconds, pass.lastUsedAt.wholeSeconds,
            ])
    }

    /// A message to the holder of an account, under the account's key.
    func sealed(_ queued: QueuedMail, for account: String) async throws(StoreError) -> [UInt8] {
        guard let key = try await read({ db in try conventionKey(account, in: db) }) else { throw .erased }
        return try key.seal(
            try EventCodec.encode(queued.mail), at: .mail(account, messageKey: queued.mail.messageKey))
    }

    func insert(_ queued: QueuedMail, _ sealed: [UInt8], for account: String, at time: Date, in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO outbox (convention, fieldName, messageKey, state, queuedAt, dueAt, notAfter, sealed)
                VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?)
                """,
            arguments: [
                account, queued.fieldName, queued.mail.messageKey, time.wholeSeconds, time.wholeSeconds,
                queued.notAfter?.wholeSeconds, sealed.blob,
            ])
    }
}
