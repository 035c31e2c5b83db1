import GRDB
import Offers
import Parties
import Placements
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Keeps the act, the invitation and its mail, all or nothing.
    func invite(
        _ record: HostRecord, _ invitation: HostInvitation, _ mail: EntryMail
    ) async throws(OfferStoreError) {
        let owner = Self.invitationOwner(invitation.id.text)
        let queued = QueuedMail(
            fieldName: "host",
            mail: OutgoingMail(
                messageKey: mail.messageKey, to: mail.email, subject: mail.subject, textBody: mail.body),
            notAfter: mail.notAfter)
        let kept = try sealed(record, invitation.school)
        let (fresh, wrapped, sealed): (ConventionKey, [UInt8], [UInt8])
        do throws(StoreError) {
            fresh = try ConventionKey.generate()
            wrapped = try fresh.wrapped(under: self.key, at: .key(owner))
            sealed = try ConventionKey(key.wrappingKey).seal(
                try KeptInvitation(invitation).bytes, at: .hostInvitation(invitation.id.text))
        } catch { throw OfferStoreError(error) }
        try await offerWrite { db in
            try Self.save(record, kept, of: invitation.school, at: invitation.at, in: db)
            try db.run(
                sql: "INSERT INTO hostInvitation (id, school, at, expiresAt, sealed) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    invitation.id.text, invitation.school.text, invitation.at.wholeSeconds,
                    invitation.expiresAt.wholeSeconds, sealed.blob,
                ])
            try insertKey(wrapped, of: owner, in: db)
            let body = try fresh.seal(
                try EventCodec.encode(queued.mail), at: .mail(owner, messageKey: mail.messageKey))
            try insert(queued, body, for: owner, at: invitation.at, in: db)
        }
    }

    func invitation(_ id: HostInvitation.ID, at now: Date) async throws(OfferStoreError) -> HostInvitation? {
        let box = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            let sql = "SELECT * FROM hostInvitation WHERE id = ? AND expiresAt > ?"
            guard let row = try db.row(sql: sql, arguments: [id.text, now.wholeSeconds]) else { return nil }
            let opened = try box.open(row.bytes("sealed"), at: .hostInvitation(id.text))
            let kept: KeptInvitation = try fromJSON(String(decoding: opened, as: UTF8.self))
            return try kept.invitation(
                id, school: try known(row["school"], { UAI($0) }), at: Date(wholeSeconds: row["at"]),
                expiresAt: Date(wholeSeconds: row["expiresAt"]))
        }
    }

    func invitationCount(_ school: UAI, since: Date) async throws(OfferStoreError) -> Int {
        try await offerRead { db in
            let sql = "SELECT count(*) FROM hostInvitation WHERE school = ? AND at > ?"
            return try db.row(sql: sql, arguments: [school.text, since.wholeSeconds])?[0] ?? 0
        }
    }

    /// Keeps the act, ends the links, and takes the mails away. The rows stay for a while: they were sent, and count.
    func takeBack(_ record: HostRecord, _ school: UAI, _ time: Date) async throws(OfferStoreError) {
        let kept = try sealed(record, school)
        let box = ConventionKey(key.wrappingKey)
        try await offerWrite { db in
            try Self.save(record, kept, of: school, at: time, in: db)
            for id in try Self.living(school, record.siret, time, box, in: db) {
                try Self.dropMail(ofInvitation: id, in: db)
                try db.run(
                    sql: "UPDATE hostInvitation SET expiresAt = ? WHERE id = ?", arguments: [time.wholeSeconds, id])
            }
        }
        // The mail held a link and an address.
        await emptyLog()
    }

    func hasInvitationComeBack(_ school: UAI, _ siret: SIRET, _ now: Date) async throws(OfferStoreError) -> Bool {
        let box = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            let sql = "SELECT 1 FROM outbox WHERE convention = ? AND (state = 'dead' OR bounce <> '')"
            return try Self.living(school, siret, now, box, in: db).contains { id in
                try db.row(sql: sql, arguments: [Self.invitationOwner(id)]) != nil
            }
        }
    }

    /// References of a school's invitations to a host whose links have not ended. Which host is in the sealed column alone.
    private static func living(
        _ school: UAI, _ siret: SIRET, _ now: Date, _ box: ConventionKey, in db: Database
    ) throws -> [String] {
        let sql = "SELECT id, sealed FROM hostInvitation WHERE school = ? AND expiresAt > ?"
        return try db.rows(sql: sql, arguments: [school.text, now.wholeSeconds]).compactMap { row in
            let id = row["id"] as String
            let opened = try box.open(row.bytes("sealed"), at: .hostInvitation(id))
            let kept: KeptInvitation = try fromJSON(String(decoding: opened, as: UTF8.self))
            return kept.siret == siret.digits ? id : nil
        }
    }

    private static func dropMail(ofInvitation id: String, in db: Database) throws {
        for table in ["outbox", "conventionKey"] {
            try db.run(sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [invitationOwner(id)])
        }
    }

    /// For how long an invitation counts among those that a school has sent, in seconds; longer than any bound looks back.
    private static let countedFor: Int64 = 2 * 86_400

    /// Those whose link has ended, with their mails and the keys of these.
    static func forgetInvitations(_ now: Int64, in db: Database) throws -> Int {
        let ids = try String.fetchAll(
            db, sql: "SELECT id FROM hostInvitation WHERE expiresAt <= ? AND at <= ? LIMIT 200",
            arguments: [now, now - countedFor])
        for id in ids {
            try dropMail(ofInvitation: id, in: db)
            try db.run(sql: "DELETE FROM hostInvitation WHERE id = ?", arguments: [id])
        }
        return ids.count
    }

    /// Whose the mail of an invitation is in the outbox.
    private static func invitationOwner(_ id: String) -> String { "invitation-\(id)" }
}

/// An invitation as it is sealed.
private struct KeptInvitation: Codable {
    struct Address: Codable {
        let street: String
        let complement: String?
        let postalCode: String
        let city: String
        let country: String?
    }

    let schoolName: String
    let siret: String
    let name: String
    let address: Address?
    let sector: String?
    let grade: String?
    let isReserved: Bool

    init(_ invitation: HostInvitation) {
        (schoolName, siret, name) = (invitation.schoolName, invitation.siret.digits, invitation.name)
        address = invitation.address.map {
            Address(
                street: $0.street, complement: $0.complement, postalCode: $0.postalCode, city: $0.city,
                country: $0.country)
        }
        (sector, grade) = (invitation.sector?.rawValue, invitation.grade?.rawValue)
        isReserved = invitation.isReserved
    }

    var bytes: [UInt8] {
        get throws(StoreError) {
            do { return Array(try json(self).utf8) } catch { throw .unavailable("an invitation cannot be written") }
        }
    }

    func invitation(_ id: HostInvitation.ID, school: UAI, at: Date, expiresAt: Date) throws -> HostInvitation {
        HostInvitation(
            id: id, school: school, schoolName: schoolName, siret: try known(siret, { SIRET($0) }), name: name,
            address: address.map {
                PostalAddress(
                    street: $0.street, complement: $0.complement, postalCode: $0.postalCode, city: $0.city,
                    country: $0.country)
            }, sector: try sector.map { try known($0, Sector.init) },
            grade: try grade.map { try known($0, ConventionData.Grade.init) }, isReserved: isReserved, at: at,
            expiresAt: expiresAt)
    }
}
