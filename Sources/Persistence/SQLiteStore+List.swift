import ConventionDomain
import GRDB
import Parties
package import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// The school's list, newest first.
    func list() async throws(StoreError) -> [ConventionSummary] {
        let rows = try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM summary ORDER BY firstSequence DESC").map { row in
                (try SummaryRow(row), try conventionKey(row["convention"], in: db))
            }
        }
        var summaries: [ConventionSummary] = []
        for (row, key) in rows { summaries.append(try row.summary(key)) }
        return summaries
    }

    /// Conventions being signed in which a signature had to wait, the one that has waited longest first.
    func pending() async throws(StoreError) -> [ConventionID] {
        let names = try await read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT event.convention FROM event JOIN summary ON summary.convention = event.convention
                    WHERE event.type = 'signaturePending' AND summary.status = 'signing'
                    GROUP BY event.convention ORDER BY max(event.sequence)
                    """)
        }
        var ids: [ConventionID] = []
        for name in names {
            guard let id = ConventionID(name) else { throw .damaged("event with an unknown reference") }
            ids.append(id)
        }
        return ids
    }

    /// Completed conventions without an archival layer, oldest first.
    func awaitingArchive() async throws(StoreError) -> [ConventionID] {
        try await read { db in
            let sql = """
                SELECT convention FROM summary WHERE status IN ('completed', 'amended', 'ended', 'interrupted') AND archivalCount = 0
                ORDER BY firstSequence
                """
            return try String.fetchAll(db, sql: sql).map { text in
                guard let id = ConventionID(text) else { throw StoreError.damaged("list with an unknown reference") }
                return id
            }
        }
    }

    /// Makes the list anew from the journal alone, in one transaction.
    ///
    /// - Throws: ``StoreError`` when the database or an event of a convention that was not erased cannot be read;
    ///   the list is then as it was.
    package func rebuildProjections() async throws(StoreError) {
        try await write { db in
            for table in ["summary", "takenDay", "sharedDays"] { try db.execute(sql: "DELETE FROM \(table)") }
            let events = try Row.fetchCursor(
                db, sql: "SELECT * FROM event ORDER BY convention, position")
            var current: SummaryRow?
            var (begun, amended): ([(String, to: String)], [(String, to: String)]) = ([], [])
            while let event = try events.next().map(EventRow.init) {
                if current?.convention != event.header.convention {
                    try current?.save(in: db)
                    current = try beginning(with: event, in: db)
                }
                let kind = ConventionEvent.Kind(rawValue: event.header.type)
                let isOpened = kind?.describes == true || kind == .signed
                let key = isOpened ? try conventionKey(event.header.convention, in: db) : nil
                let opened = try key.map { try SealedEvent.open(event, key: $0) }
                let drafting = opened?.drafting
                try current?.continue(with: event, opened, key: key)
                if let drafting {
                    let days = TakenDays(drafting, self.key)
                    try days.save(of: event.header.convention, in: db)
                    if let followed = days.followed { begun.append((event.header.convention, to: followed)) }
                }
                if case .amended(let act) = opened { amended.append((act.amendment.text, to: event.header.convention)) }
                if kind?.releasesDays == true { try TakenDays.delete(of: event.header.convention, in: db) }
            }
            try current?.save(in: db)
            // Conventions come in the order of their references: what lies between two of them is settled when all are read.
            for (amendment, convention) in begun { try TakenDays.keepAdded(of: amendment, to: convention, in: db) }
            for (amendment, convention) in amended { try TakenDays.carry(from: amendment, to: convention, in: db) }
        }
    }

    private func beginning(with event: EventRow, in db: Database) throws -> SummaryRow {
        let header = event.header
        var row = SummaryRow(convention: header.convention, firstSequence: header.sequence, createdAt: header.at)
        guard let key = try conventionKey(header.convention, in: db) else {
            row.erase()
            return row
        }
        guard let drafting = try SealedEvent.open(event, key: key).drafting else {
            throw StoreError.damaged("journal that does not begin with a draft")
        }
        try row.describe(drafting, key)
        return row
    }
}

extension SummaryRow {
    fileprivate mutating func describe(_ drafting: Drafting, _ key: ConventionKey) throws {
        school = drafting.outline.uai
        sealedOutline = try key.seal(try EventCodec.encode(drafting.outline), at: .outline(convention))
        signatoryCount = drafting.signatories.count { !$0.isOptional }
        optionalSignatoryCount = drafting.signatories.count(where: \.isOptional)
    }

    fileprivate mutating func `continue`(
        with event: EventRow, _ opened: ConventionEvent?, key: ConventionKey?
    ) throws {
        guard let kind = ConventionEvent.Kind(rawValue: event.header.type) else {
            throw StoreError.damaged("event of an unknown type")
        }
        let wasErased = status == .erased
        if let key, let drafting = opened?.drafting { try describe(drafting, key) }
        note(kind, at: event.header.at, isOfOptional: opened?.isOfOptional == true)
        if wasErased { erase() }
    }

    func summary(_ key: ConventionKey?) throws(StoreError) -> ConventionSummary {
        guard let id = ConventionID(convention) else { throw .damaged("list with an unknown reference") }
        var outline: ConventionOutline?
        if let key, let sealedOutline {
            outline = try EventCodec.decode(
                ConventionOutline.self, try key.open(sealedOutline, at: .outline(convention)))
        }
        var summary = ConventionSummary(
            id: id, status: status, outline: outline, signatureCount: signatureCount, signatoryCount: signatoryCount,
            createdAt: Date(wholeSeconds: createdAt), updatedAt: Date(wholeSeconds: updatedAt))
        summary.optionalSignatureCount = optionalSignatureCount
        summary.optionalSignatoryCount = optionalSignatoryCount
        return summary
    }
}
