import GRDB
import Parties
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// The keys of employers' software, as the use cases see them.
    package var employerKeyStore: EmployerKeyStore {
        EmployerKeyStore(
            add: { key throws(StoreError) in
                try await write { db in
                    try Self.insert(key, in: db)
                    guard db.changesCount == 1 else { throw StoreError.headMoved }
                }
            },
            replace: { name, hash, at, endOfOld throws(StoreError) in
                try await replace(name, by: hash, at: at, endOfOld: endOfOld)
            },
            find: { hash throws(StoreError) in
                try await read { db in
                    let sql = "SELECT * FROM employerKey WHERE hash = ?"
                    return try Row.fetchOne(db, sql: sql, arguments: [hash.bytes.blob]).map(EmployerKeyRecord.init)
                }
            },
            list: { () throws(StoreError) in
                try await read { db in
                    let sql = "SELECT * FROM employerKey ORDER BY name, endsAt IS NOT NULL, createdAt DESC"
                    return try Row.fetchAll(db, sql: sql).map(EmployerKeyRecord.init)
                }
            },
            remove: { name throws(StoreError) in
                try await write { db in
                    try db.execute(sql: "DELETE FROM employerKey WHERE name = ?", arguments: [name])
                    return db.changesCount > 0
                }
            },
            letSign: { name, signatory throws(StoreError) in
                try await change("UPDATE employerKey SET signatory = ? WHERE name = ?", [signatory, name])
            },
            letOffer: { name, account throws(StoreError) in
                try await change("UPDATE employerKey SET offersAs = ? WHERE name = ?", [account, name])
            })
    }

    /// - Returns: Whether there was something to change.
    private func change(_ sql: String, _ arguments: [String?]) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(sql: sql, arguments: StatementArguments(arguments))
            return db.changesCount > 0
        }
    }

    private func replace(
        _ name: String, by hash: TokenHash, at: Date, endOfOld: Date
    ) async throws(StoreError) -> Bool {
        try await write { db in
            let sql = "SELECT * FROM employerKey WHERE name = ? AND endsAt IS NULL"
            guard let old = try Row.fetchOne(db, sql: sql, arguments: [name]).map(EmployerKeyRecord.init) else {
                return false
            }
            try db.execute(
                sql: "UPDATE employerKey SET endsAt = ? WHERE hash = ?",
                arguments: [endOfOld.wholeSeconds, old.hash.bytes.blob])
            // What has ended opens nothing any more; nobody needs its hash.
            try db.execute(sql: "DELETE FROM employerKey WHERE endsAt <= ?", arguments: [at.wholeSeconds])
            try Self.insert(
                EmployerKeyRecord(
                    hash: hash, name: name, siret: old.siret, createdAt: at, signatory: old.signatory,
                    offersAs: old.offersAs), in: db)
            return true
        }
    }

    private static func insert(_ key: EmployerKeyRecord, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO employerKey (hash, name, siret, createdAt, signatory, offersAs) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
            arguments: [
                key.hash.bytes.blob, key.name, key.siret.digits, key.createdAt.wholeSeconds, key.signatory,
                key.offersAs,
            ])
    }
}

extension EmployerKeyRecord {
    fileprivate init(_ row: Row) throws {
        guard let siret = SIRET(row["siret"]) else { throw StoreError.damaged("key of an employer without a SIRET") }
        self.init(
            hash: TokenHash(bytes: row.bytes("hash")), name: row["name"], siret: siret,
            createdAt: Date(wholeSeconds: row["createdAt"]),
            endsAt: (row["endsAt"] as Int64?).map { Date(wholeSeconds: $0) }, signatory: row["signatory"],
            offersAs: row["offersAs"])
    }
}
