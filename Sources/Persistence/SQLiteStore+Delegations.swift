import GRDB
import Parties
package import Workflow

import struct Foundation.Date

/// Whom an act is about, and what it says, as it is encrypted.
private struct SealedDelegation: Codable {
    let school: String
    let holder: String
    let function: String
    let act: String
    let scope: String
    /// ISO 8601.
    let from: String
    let to: String
}

extension SQLiteStore {
    /// The register of delegations, as the use cases see it.
    package var delegationStore: DelegationStore {
        DelegationStore(
            add: { delegation throws(StoreError) in try await add(delegation) },
            list: { () throws(StoreError) in
                try await read { db in
                    try Row.fetchAll(db, sql: "SELECT * FROM delegation ORDER BY recordedAt, id").map {
                        try delegation($0, in: db)
                    }
                }
            },
            revoke: { id, time throws(StoreError) in
                try await write { db in
                    try db.execute(
                        sql: "UPDATE delegation SET revokedAt = ? WHERE id = ? AND revokedAt IS NULL",
                        arguments: [time.wholeSeconds, id])
                    return db.changesCount == 1
                }
            })
    }

    private func add(_ delegation: Delegation) async throws(StoreError) {
        let key = try ConventionKey.generate()
        let wrapped = try key.wrapped(under: self.key, at: .key(delegation.id))
        let sealed = try key.seal(
            try EventCodec.encode(SealedDelegation(delegation)), at: .delegation(delegation.id))
        try await write { db in
            try insertKey(wrapped, of: delegation.id, in: db)
            try db.execute(
                sql: "INSERT INTO delegation (id, recordedAt, sealed) VALUES (?, ?, ?)",
                arguments: [delegation.id, delegation.recordedAt.wholeSeconds, sealed.blob])
        }
    }

    private func delegation(_ row: Row, in db: Database) throws -> Delegation {
        let id = row["id"] as String
        guard let key = try conventionKey(id, in: db) else { throw StoreError.damaged("delegation without its key") }
        let facts = try EventCodec.decode(
            SealedDelegation.self, try key.open(row.bytes("sealed"), at: .delegation(id)))
        guard let school = UAI(facts.school), let from = CalendarDate(iso8601: facts.from),
            let to = CalendarDate(iso8601: facts.to)
        else { throw StoreError.damaged("delegation without a school or days") }
        return Delegation(
            id: id, school: school, holder: facts.holder, function: facts.function, act: facts.act,
            scope: facts.scope, from: from, to: to, recordedAt: Date(wholeSeconds: row["recordedAt"]),
            revokedAt: (row["revokedAt"] as Int64?).map { Date(wholeSeconds: $0) })
    }
}

extension SealedDelegation {
    fileprivate init(_ delegation: Delegation) {
        self.init(
            school: delegation.school.text, holder: delegation.holder, function: delegation.function,
            act: delegation.act, scope: delegation.scope, from: delegation.from.iso8601, to: delegation.to.iso8601)
    }
}
