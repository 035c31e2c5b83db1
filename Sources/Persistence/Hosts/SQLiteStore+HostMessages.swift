import GRDB
import Parties
package import Placements
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Messages to hosts, as the use cases see them.
    package func hostMessaging(_ letters: HostMessageLetters) -> HostMessaging {
        HostMessaging(
            send: { sending throws(OfferStoreError) in try await send(sending) },
            messages: { school, now throws(OfferStoreError) in try await hostMessages(school, now) }, letters: letters)
    }

    private func send(_ sending: HostSending) async throws(OfferStoreError) -> HostMessageOutcome {
        let message = sending.message
        let owner = Self.messageOwner(message.id.text)
        var records: [(HostRecord, [UInt8])] = []
        for record in sending.records { records.append((record, try sealed(record, message.school))) }
        let (fresh, wrapped, kept): (ConventionKey, [UInt8], [UInt8])
        do throws(StoreError) {
            fresh = try ConventionKey.generate()
            wrapped = try fresh.wrapped(under: self.key, at: .key(owner))
            kept = try ConventionKey(key.wrappingKey).seal(
                try KeptMessage(message).bytes, at: .hostMessage(message.id.text))
        } catch { throw OfferStoreError(error) }
        let sealedRecords = records
        return try await offerWrite { db in
            guard try !Self.isKept(message.id, in: db) else { return .sentBefore }
            let sql = "SELECT count(*) FROM hostMessage WHERE school = ? AND at > ?"
            let arguments: StatementArguments = [message.school.text, sending.countedSince.wholeSeconds]
            let count: Int = try db.row(sql: sql, arguments: arguments)?[0] ?? 0
            guard count < sending.limit else { return .tooMany }
            try db.run(
                sql: "INSERT INTO hostMessage (id, school, at, keptUntil, sealed) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    message.id.text, message.school.text, message.at.wholeSeconds, sending.keptUntil.wholeSeconds,
                    kept.blob,
                ])
            for (record, sealed) in sealedRecords {
                try Self.save(record, sealed, of: message.school, at: message.at, in: db)
            }
            try insertKey(wrapped, of: owner, in: db)
            for mail in sending.mails {
                let queued = QueuedMail(fieldName: "host", mail: OutgoingMail(mail), notAfter: mail.notAfter)
                let body = try fresh.seal(
                    try EventCodec.encode(queued.mail), at: .mail(owner, messageKey: mail.messageKey))
                try insert(queued, body, for: owner, at: message.at, in: db)
            }
            return .sent
        }
    }

    private static func isKept(_ id: HostMessage.ID, in db: Database) throws -> Bool {
        try db.row(sql: "SELECT 1 FROM hostMessage WHERE id = ?", arguments: [id.text]) != nil
    }

    private func hostMessages(_ school: UAI, _ now: Date) async throws(OfferStoreError) -> [HostMessage] {
        let box = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            let sql = "SELECT * FROM hostMessage WHERE school = ? AND keptUntil > ? ORDER BY at DESC, id"
            return try db.rows(sql: sql, arguments: [school.text, now.wholeSeconds]).map { row in
                let id = try known(row["id"], { HostMessage.ID($0) })
                let opened = try box.open(row.bytes("sealed"), at: .hostMessage(id.text))
                let kept: KeptMessage = try fromJSON(String(decoding: opened, as: UTF8.self))
                return try kept.message(id, school: school, at: Date(wholeSeconds: row["at"]))
            }
        }
    }

    /// Those whose time is over, with their mails and the keys of these.
    static func forgetMessages(_ now: Int64, in db: Database) throws -> Int {
        let ids = try String.fetchAll(
            db, sql: "SELECT id FROM hostMessage WHERE keptUntil <= ? LIMIT 200", arguments: [now])
        for id in ids {
            for table in ["outbox", "conventionKey"] {
                try db.run(sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [messageOwner(id)])
            }
            try db.run(sql: "DELETE FROM hostMessage WHERE id = ?", arguments: [id])
        }
        return ids.count
    }

    /// Whose the mails of a message are in the outbox.
    private static func messageOwner(_ id: String) -> String { "host-message-\(id)" }
}

extension OutgoingMail {
    fileprivate init(_ mail: EntryMail) {
        self.init(messageKey: mail.messageKey, to: mail.email, subject: mail.subject, textBody: mail.body)
        replyTo = mail.replyTo
    }
}

/// A message as it is sealed.
private struct KeptMessage: Codable {
    struct Recipient: Codable {
        let siret: String
        let name: String
    }

    let subject: String
    let text: String
    let account: String
    let recipients: [Recipient]

    init(_ message: HostMessage) {
        (subject, text, account) = (message.words.subject, message.words.text, message.account)
        recipients = message.recipients.map { Recipient(siret: $0.siret.digits, name: $0.name) }
    }

    var bytes: [UInt8] {
        get throws(StoreError) {
            do { return Array(try json(self).utf8) } catch { throw .unavailable("a message cannot be written") }
        }
    }

    func message(_ id: HostMessage.ID, school: UAI, at: Date) throws -> HostMessage {
        HostMessage(
            id: id, school: school, words: HostMessageWords(subject: subject, text: text), account: account, at: at,
            recipients: try recipients.map {
                HostMessage.Recipient(siret: try known($0.siret, { SIRET($0) }), name: $0.name)
            })
    }
}
