import GRDB
import Parties
package import Placements
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Schools' directories, as the use cases see them.
    package var hostStore: HostStore {
        HostStore(
            records: { school throws(OfferStoreError) in try await hosts("WHERE school = ?", [school.text]) },
            find: { school, siret throws(OfferStoreError) in
                try await hosts("WHERE school = ? AND siret = ?", [school.text, siret.digits]).first
            },
            blocked: { school throws(OfferStoreError) in
                try await offerRead { db in
                    let sql = "SELECT siret FROM schoolHost WHERE school = ? AND blockedAt IS NOT NULL"
                    return Set(try db.rows(sql: sql, arguments: [school.text]).map { try known($0[0], { SIRET($0) }) })
                }
            },
            save: { record, school, time throws(OfferStoreError) in
                let kept = try sealed(record, school)
                try await offerWrite { db in try Self.save(record, kept, of: school, at: time, in: db) }
                // What a note said before is not left in the log.
                await emptyLog()
            },
            remove: { record, school throws(OfferStoreError) in
                try await offerWrite { db in
                    try db.run(
                        sql: "DELETE FROM schoolHost WHERE school = ? AND siret = ? AND version = ?",
                        arguments: [school.text, record.siret.digits, record.version])
                    guard db.changesCount == 1 else { throw OfferStoreError.changedMeanwhile }
                }
                await emptyLog()
            },
            invite: { record, invitation, mail throws(OfferStoreError) in
                try await invite(record, invitation, mail)
            },
            takeBack: { record, school, time throws(OfferStoreError) in try await takeBack(record, school, time) },
            hasComeBack: { school, siret, now throws(OfferStoreError) in
                try await hasInvitationComeBack(school, siret, now)
            },
            invitation: { id, now throws(OfferStoreError) in try await invitation(id, at: now) },
            invitationCount: { school, since throws(OfferStoreError) in
                try await invitationCount(school, since: since)
            })
    }

    private func hosts(
        _ condition: String, _ arguments: StatementArguments
    ) async throws(OfferStoreError) -> [HostRecord] {
        let box = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            try db.rows(sql: "SELECT * FROM schoolHost \(condition)", arguments: arguments)
                .map { try HostRecord($0, opening: box) }
        }
    }

    func sealed(_ record: HostRecord, _ school: UAI) throws(OfferStoreError) -> [UInt8] {
        let text: String
        do { text = try json(KeptHost(record)) } catch { throw .unavailable("a host cannot be written") }
        do throws(StoreError) {
            return try ConventionKey(key.wrappingKey).seal(
                Array(text.utf8), at: .schoolHost(school.text, record.siret.digits))
        } catch { throw OfferStoreError(error) }
    }

    /// Of two who read the same record, one goes on.
    static func save(
        _ record: HostRecord, _ sealed: [UInt8], of school: UAI, at time: Date, in db: Database
    ) throws {
        let values: StatementArguments = [
            time.wholeSeconds, record.blockedAt?.wholeSeconds, record.leftAloneAt?.wholeSeconds, sealed.blob,
        ]
        let names: StatementArguments = [school.text, record.siret.digits]
        if record.version == 0 {
            try db.run(
                sql: """
                    INSERT OR IGNORE INTO schoolHost (version, changedAt, blockedAt, leftAloneAt, sealed, school, siret)
                    VALUES (1, ?, ?, ?, ?, ?, ?)
                    """, arguments: values + names)
        } else {
            try db.run(
                sql: """
                    UPDATE schoolHost SET version = version + 1, changedAt = ?, blockedAt = ?, leftAloneAt = ?, sealed = ?
                    WHERE school = ? AND siret = ? AND version = ?
                    """, arguments: values + names + [record.version])
        }
        guard db.changesCount == 1 else { throw OfferStoreError.changedMeanwhile }
    }

    /// What was written of hosts and touched by nobody since goes. A block stays, without who blocked and why, until somebody lifts it: that a pupil is not
    /// sent there names no person, and must not lapse by itself. Nor does that a host wants to be left alone.
    static func forgetHosts(_ before: Int64, in db: Database) throws -> Int {
        try db.run(
            sql: "DELETE FROM schoolHost WHERE changedAt < ? AND blockedAt IS NULL AND leftAloneAt IS NULL",
            arguments: [before])
        let gone = db.changesCount
        try db.run(
            sql: "UPDATE schoolHost SET sealed = NULL WHERE changedAt < ? AND sealed IS NOT NULL", arguments: [before])
        return gone + db.changesCount
    }
}

/// What staff wrote of a host, as it is sealed.
private struct KeptHost: Codable {
    struct Act: Codable {
        let kind: String
        let account: String
        let at: Int64
        let reason: String?
    }

    let name: String
    let city: String
    let note: String
    let acts: [Act]

    init(_ record: HostRecord) {
        (name, city, note) = (record.name, record.city, record.note)
        acts = record.acts.map {
            Act(kind: $0.kind.rawValue, account: $0.account, at: $0.at.wholeSeconds, reason: $0.reason)
        }
    }
}

extension HostRecord {
    fileprivate init(_ row: Row, opening box: ConventionKey) throws {
        let (school, siret) = (row["school"] as String, row["siret"] as String)
        let blockedAt = (row["blockedAt"] as Int64?).map(Date.init(wholeSeconds:))
        let leftAloneAt = (row["leftAloneAt"] as Int64?).map(Date.init(wholeSeconds:))
        let number = try known(siret, { SIRET($0) })
        guard let sealed = row.optionalBytes("sealed") else {
            self.init(siret: number, blockedAt: blockedAt, leftAloneAt: leftAloneAt, version: row["version"])
            return
        }
        let opened = try box.open(sealed, at: .schoolHost(school, siret))
        let kept: KeptHost = try fromJSON(String(decoding: opened, as: UTF8.self))
        self.init(
            siret: number, name: kept.name, city: kept.city, note: kept.note,
            acts: try kept.acts.map { act in
                HostRecord.Act(
                    try known(act.kind, HostRecord.Act.Kind.init), by: act.account, at: Date(wholeSeconds: act.at),
                    reason: act.reason)
            }, blockedAt: blockedAt, leftAloneAt: leftAloneAt, version: row["version"])
    }
}
