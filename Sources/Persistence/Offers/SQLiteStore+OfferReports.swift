import GRDB
import Offers
import Parties
package import Placements
package import Workflow

package import struct Foundation.Date

extension SQLiteStore {
    /// Records a report, hides the offer when it is said to be a danger, and notes which schools have to be told: all or nothing.
    func keep(_ report: AbuseReport) async throws(OfferStoreError) -> AbuseReport.Outcome {
        let sealed: [UInt8]
        do throws(StoreError) {
            sealed = try ConventionKey(key.wrappingKey).seal(
                Array(report.text.utf8), at: .offerReport(report.offer.text))
        } catch { throw OfferStoreError(error) }
        return try await offerWrite { db in
            let sql = "SELECT number, state, reason, version FROM offer WHERE id = ?"
            guard let row = try db.row(sql: sql, arguments: [report.offer.text]) else { return .unknownOffer }
            do { try report.note(on: row, in: db) } catch let refusal as OfferTransitionRefused {
                return .refused(refusal)
            }
            try db.run(
                sql: "INSERT INTO offerReport (offer, kind, actor, school, at, sealed) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    report.offer.text, report.kind.rawValue, report.actor.rawValue, report.school?.text,
                    report.at.wholeSeconds, sealed.blob,
                ])
            let number = db.lastInsertedRowID
            if report.kind == .danger { try report.alert(number: number, in: db) }
            try report.noteNotices(number: number, in: db)
            return .recorded
        }
    }

    func reports(limit: Int) async throws(OfferStoreError) -> [ReceivedReport] {
        let key = ConventionKey(key.wrappingKey)
        return try await offerRead { db in
            let sql = """
                SELECT * FROM offerReport WHERE handledAt IS NULL ORDER BY kind <> 'danger', number LIMIT ?
                """
            return try db.rows(sql: sql, arguments: [limit]).map { row in
                let text = try key.open(row.bytes("sealed"), at: .offerReport(row["offer"]))
                let schools = try db.rows(
                    sql: "SELECT school FROM offerAlert WHERE report = ? AND toldAt IS NULL ORDER BY school",
                    arguments: [row["number"] as Int64])
                return ReceivedReport(
                    number: row["number"],
                    report: AbuseReport(
                        offer: try known(row["offer"], OfferID.init), kind: try known(row["kind"], AbuseKind.init),
                        text: String(decoding: text, as: UTF8.self), actor: try known(row["actor"], OfferActor.init),
                        school: (row["school"] as String?).flatMap { UAI($0) }, at: Date(wholeSeconds: row["at"])),
                    untold: try schools.map { try known($0[0], { UAI($0) }) })
            }
        }
    }

    func handle(report number: Int64, by actor: OfferActor, at time: Date) async throws(OfferStoreError) -> Bool {
        try await offerWrite { db in
            try db.run(
                sql: "UPDATE offerReport SET handledAt = ?, handledBy = ? WHERE number = ? AND handledAt IS NULL",
                arguments: [time.wholeSeconds, actor.rawValue, number])
            return db.changesCount == 1
        }
    }

    // MARK: Schools

    /// Schools that have to be told of a danger and have not been yet, the one that has waited longest first.
    ///
    /// - Parameter after: The last one that was looked at.
    package func dangerAlerts(
        after number: Int64 = 0, limit: Int
    ) async throws(OfferStoreError) -> [DangerAlert] {
        try await offerRead { db in
            let sql = """
                SELECT a.number, a.school, a.applications, r.offer, r.at, o.posting FROM offerAlert a
                JOIN offerReport r ON r.number = a.report JOIN offer o ON o.id = r.offer
                WHERE a.toldAt IS NULL AND a.number > ? ORDER BY a.number LIMIT ?
                """
            return try db.rows(sql: sql, arguments: [number, limit]).map { row in
                let posting: OfferPostingRecord = try fromJSON(row["posting"])
                return DangerAlert(
                    number: row["number"], school: try known(row["school"], { UAI($0) }),
                    offer: try known(row["offer"], OfferID.init), posting: try posting.posting(),
                    applications: row["applications"], at: Date(wholeSeconds: row["at"]))
            }
        }
    }

    /// Puts the mails to a school into the outbox and notes that it was told, in one step; does nothing when it was told before.
    package func tell(
        _ alert: DangerAlert, by mails: [OutgoingMail], at time: Date
    ) async throws(OfferStoreError) {
        let owner = Self.alertOwner(alert.number)
        let (wrapped, sealed): ([UInt8], [[UInt8]])
        do throws(StoreError) {
            let key = try ConventionKey.generate()
            wrapped = try key.wrapped(under: self.key, at: .key(owner))
            var pieces: [[UInt8]] = []
            for mail in mails {
                pieces.append(
                    try key.seal(try EventCodec.encode(mail), at: .mail(owner, messageKey: mail.messageKey)))
            }
            sealed = pieces
        } catch { throw OfferStoreError(error) }
        try await offerWrite { db in
            try db.run(
                sql: "UPDATE offerAlert SET toldAt = ? WHERE number = ? AND toldAt IS NULL",
                arguments: [time.wholeSeconds, alert.number])
            guard db.changesCount == 1 else { return }
            try insertKey(wrapped, of: owner, in: db)
            for (mail, piece) in zip(mails, sealed) {
                let queued = QueuedMail(fieldName: "school", mail: mail)
                try insert(queued, piece, for: owner, at: time, in: db)
            }
        }
    }
}

extension AbuseReport {
    /// The events of the offer, and its state after them.
    fileprivate func note(on row: Row, in db: Database) throws {
        let (number, version) = (row["number"] as Int64, row["version"] as Int)
        let before = try OfferState(row)
        var state = try before.applying(.reported(kind), by: actor)
        var entries = [OfferEntry(.reported(kind), by: actor, at: at)]
        if kind == .danger, state.isListed {
            state = try state.applying(.paused, by: .service)
            entries.append(OfferEntry(.paused, by: .service, at: at))
        }
        for (index, entry) in entries.enumerated() {
            try entry.append(to: number, position: version + index + 1, in: db)
        }
        try db.run(
            sql: "UPDATE offer SET state = ?, version = ? WHERE number = ?",
            arguments: [state.phase.rawValue, version + entries.count, number])
        if state != before { try OfferIndexing(db).remove(number) }
    }

    /// The reader's school, and that of every pupil whose application has not ended.
    fileprivate func alert(number: Int64, in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO offerAlert (report, school, applications)
                SELECT ?, school, count(*) FROM application
                WHERE offer = ? AND state IN ('drafted', 'sent', 'seen', 'inDiscussion', 'accepted', 'confirmed') GROUP BY school
                """, arguments: [number, offer.text])
        guard let school else { return }
        try db.run(
            sql: "INSERT INTO offerAlert (report, school, applications) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
            arguments: [number, school.text])
    }
}
