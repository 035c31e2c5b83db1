import GRDB
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// The keys of schools' software, as the use cases see them.
    package var schoolKeyStore: SchoolKeyStore {
        SchoolKeyStore(
            add: { key throws(StoreError) in try await add(key) },
            find: { hash throws(StoreError) in
                try await read { db in
                    try Row.fetchOne(db, sql: "SELECT * FROM schoolKey WHERE hash = ?", arguments: [hash.bytes.blob])
                        .map(SchoolKeyRecord.init)
                }
            },
            list: { () throws(StoreError) in
                try await read { db in
                    try Row.fetchAll(db, sql: "SELECT * FROM schoolKey ORDER BY name").map(SchoolKeyRecord.init)
                }
            },
            remove: { name throws(StoreError) in
                try await write { db in
                    try db.execute(sql: "DELETE FROM schoolKey WHERE name = ?", arguments: [name])
                    return db.changesCount == 1
                }
            },
            letSign: { name, since throws(StoreError) in
                try await write { db in
                    try db.execute(
                        sql: "UPDATE schoolKey SET signsSince = ? WHERE name = ?",
                        arguments: [since?.wholeSeconds, name])
                    return db.changesCount == 1
                }
            })
    }

    private func add(_ key: SchoolKeyRecord) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "INSERT INTO schoolKey (hash, name, createdAt) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [key.hash.bytes.blob, key.name, key.createdAt.wholeSeconds])
            guard db.changesCount == 1 else { throw StoreError.headMoved }
        }
    }
}

extension SchoolKeyRecord {
    fileprivate init(_ row: Row) {
        self.init(
            hash: TokenHash(bytes: row.bytes("hash")), name: row["name"],
            createdAt: Date(wholeSeconds: row["createdAt"]),
            signsSince: (row["signsSince"] as Int64?).map { Date(wholeSeconds: $0) })
    }
}
