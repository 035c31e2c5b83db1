import ConventionDomain
import GRDB
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// A convention's journal and contacts, decrypted and checked against its chain.
    func history(_ id: ConventionID) async throws(StoreError) -> ConventionHistory? {
        let known = openedJournals.opened(of: id.text)
        let (head, rows, contacts, key) = try lookUpTogether { db in
            let head = try EventRow.head(of: id.text, in: db)
            return (
                head, head == known?.head ? [] : try EventRow.all(of: id.text, in: db),
                try db.rows(
                    sql: "SELECT * FROM contact WHERE convention = ?", arguments: [id.text]
                ).map { (name: $0["fieldName"] as String, sealed: $0.bytes("sealed")) },
                try conventionKey(id.text, in: db)
            )
        }
        guard let head else { return nil }
        guard let key else {
            openedJournals.forget(id.text)
            throw .erased
        }
        var opened: [String: Contact] = [:]
        for contact in contacts {
            let place = SealedPlace.contact(id.text, fieldName: contact.name)
            opened[contact.name] = try EventCodec.decode(Contact.self, try key.open(contact.sealed, at: place))
        }
        let entries =
            if let known, known.head == head { known.entries } else {
                try entries(rows, after: known, key, of: id.text)
            }
        return ConventionHistory(id: id, head: head, entries: entries, contacts: opened)
    }

    /// Opens rows; of those that were opened before, only the last is looked at.
    private func entries(
        _ rows: [EventRow], after known: (head: JournalHead, entries: [JournalEntry])?, _ key: ConventionKey,
        of convention: String
    ) throws(StoreError) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        if let known, rows.indices.contains(known.entries.count - 1), rows[known.entries.count - 1].end == known.head {
            entries = known.entries
        }
        if let fault = ChainFault.inConvention(rows, from: entries.count) { throw .damaged(fault.description) }
        for row in rows[entries.count...] {
            entries.append(
                JournalEntry(at: Date(wholeSeconds: row.header.at), event: try SealedEvent.open(row, key: key)))
        }
        if let last = rows.last {
            openedJournals.keep(entries, upTo: last.end, of: convention)
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
