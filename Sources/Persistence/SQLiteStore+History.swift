import ConventionDomain
import GRDB
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// A convention's journal and contacts, decrypted and checked against its chain.
    func history(_ id: ConventionID) async throws(StoreError) -> ConventionHistory? {
        let known = openedJournals.opened(of: id.text)
        let found = try lookUpTogether { db in try SealedHistory(of: id.text, after: known?.head, in: db) }
        guard let head = found.head else { return nil }
        guard let wrappedKey = found.wrappedKey else {
            openedJournals.forget(id.text)
            throw .erased
        }
        if let known, known.head == head, found.hasOnly(known.contacts) { return known.history(of: id) }
        let key = try ConventionKey(wrapped: wrappedKey, under: self.key, at: .key(id.text))
        var contacts: [String: OpenedJournals.OpenedContact] = [:]
        for (name, sealed) in found.contacts {
            if let same = known?.contacts[name], same.sealed == sealed {
                contacts[name] = same
            } else {
                let place = SealedPlace.contact(id.text, fieldName: name)
                let contact = try EventCodec.decode(Contact.self, try key.open(sealed, at: place))
                contacts[name] = OpenedJournals.OpenedContact(sealed: sealed, contact: contact)
            }
        }
        let entries =
            if let known, known.head == head { known.entries } else { try entries(found.rows, after: known, key) }
        let opened = OpenedJournals.Opened(head: head, entries: entries, contacts: contacts)
        openedJournals.keep(opened, of: id.text)
        // An erasure of this very moment has forgotten it before it was kept.
        if try lookUp({ db in try Self.wrappedKey(of: id.text, in: db) }) == nil { openedJournals.forget(id.text) }
        return opened.history(of: id)
    }

    /// Opens rows; of those that were opened before, only the last is looked at.
    private func entries(
        _ rows: [EventRow], after known: OpenedJournals.Opened?, _ key: ConventionKey
    ) throws(StoreError) -> [JournalEntry] {
        var (rows, former, entries) = (rows[...], JournalHead?.none, [JournalEntry]())
        // Rows begin with the last one that is known, or with the first of all.
        if let known, rows.first?.end == known.head {
            (rows, former, entries) = (rows.dropFirst(), known.head, known.entries)
        }
        if let fault = ChainFault.inConvention(rows, after: former) { throw .damaged(fault.description) }
        for row in rows {
            entries.append(
                JournalEntry(at: Date(wholeSeconds: row.header.at), event: try SealedEvent.open(row, key: key)))
        }
        return entries
    }

    /// A file of a convention by its digest.
    func file(_ id: ConventionID, _ digest: DocumentDigest) async throws(StoreError) -> [UInt8]? {
        let (sealed, key, isKnown) = try lookUpTogether { db in
            let place = "WHERE convention = :convention AND digest = :digest"
            let row = try db.row(
                sql: """
                    SELECT sealed FROM document \(place) UNION ALL SELECT sealed FROM statement \(place) LIMIT 1
                    """,
                arguments: ["convention": id.text, "digest": digest.hexadecimal])
            return (
                row?.bytes("sealed"), try conventionKey(id.text, in: db), try EventRow.head(of: id.text, in: db) != nil
            )
        }
        guard let key else {
            if isKnown { throw .erased }
            return nil
        }
        guard let sealed else { return nil }
        return try key.open(sealed, at: .document(id.text, digest: digest.hexadecimal))
    }
}

/// What the store has of a convention, as it is kept.
private struct SealedHistory {
    /// `nil` when there is no such convention.
    let head: JournalHead?
    /// Of the journal, from the last event that is known; all of them when that one is not there, none when nothing came after it.
    let rows: [EventRow]
    /// By field name.
    let contacts: [String: [UInt8]]
    /// `nil` when the convention was erased.
    let wrappedKey: [UInt8]?

    init(of convention: String, after known: JournalHead?, in db: Database) throws {
        head = try EventRow.head(of: convention, in: db)
        var rows = head == known ? [] : try EventRow.all(of: convention, from: known?.position ?? 1, in: db)
        if let known, head != known, rows.first?.end != known { rows = try EventRow.all(of: convention, in: db) }
        self.rows = rows
        let found = try db.rows(sql: "SELECT * FROM contact WHERE convention = ?", arguments: [convention])
        contacts = Dictionary(found.map { ($0["fieldName"], $0.bytes("sealed")) }) { _, last in last }
        wrappedKey = try SQLiteStore.wrappedKey(of: convention, in: db)
    }

    /// Whether its contacts are those that were opened before, and no others.
    func hasOnly(_ opened: [String: OpenedJournals.OpenedContact]) -> Bool {
        contacts == opened.mapValues(\.sealed)
    }
}

extension OpenedJournals.Opened {
    fileprivate func history(of id: ConventionID) -> ConventionHistory {
        ConventionHistory(id: id, head: head, entries: entries, contacts: contacts.mapValues(\.contact))
    }
}
