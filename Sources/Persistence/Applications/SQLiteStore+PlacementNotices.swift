import Applications
import GRDB
import Offers
package import Parties
package import Placements
package import Workflow

package import struct Foundation.Date

extension SQLiteStore {
    /// Those of whom somebody has to be told and has not been, the one that has waited longest first.
    ///
    /// - Parameter number: Of the last one that was looked at.
    package func placementNotices(
        due now: Date, after number: Int64 = 0, limit: Int
    ) async throws(OfferStoreError) -> [PlacementNotice] {
        try await offerRead { db in
            let sql = """
                SELECT * FROM placementNotice WHERE toldAt IS NULL AND dueAt <= ? AND number > ? ORDER BY number LIMIT ?
                """
            return try db.rows(sql: sql, arguments: [now.wholeSeconds, number, limit]).map(PlacementNotice.init)
        }
    }

    /// Puts the mails of a notice into the outbox and notes that it was told, in one step; does nothing when it was told before.
    ///
    /// - Parameter mails: By whose key each is kept: an account's, which may be gone by now, or `nil` for one of its own. None when there is
    ///   nobody to tell, or nothing any more.
    package func tell(
        _ notice: PlacementNotice, by mails: [(account: String?, mail: OutgoingMail)], at time: Date
    ) async throws(OfferStoreError) {
        let own = Self.noticeOwner(notice.number)
        let (fresh, wrapped): (ConventionKey, [UInt8])
        do throws(StoreError) {
            fresh = try ConventionKey.generate()
            wrapped = try fresh.wrapped(under: self.key, at: .key(own))
        } catch { throw OfferStoreError(error) }
        try await offerWrite { db in
            try db.run(
                sql: "UPDATE placementNotice SET toldAt = ? WHERE number = ? AND toldAt IS NULL",
                arguments: [time.wholeSeconds, notice.number])
            guard db.changesCount == 1 else { return }
            if mails.contains(where: { $0.account == nil }) { try insertKey(wrapped, of: own, in: db) }
            for (account, mail) in mails {
                // Gone meanwhile: nobody is written to.
                guard let key = try account.map({ try conventionKey($0, in: db) }) ?? fresh else { continue }
                let owner = account ?? own
                let sealed = try key.seal(
                    try EventCodec.encode(mail), at: .mail(owner, messageKey: mail.messageKey))
                try insert(
                    QueuedMail(fieldName: notice.reader.rawValue, mail: mail), sealed, for: owner, at: time, in: db)
            }
        }
    }

    /// A notice that could not be told waits until then.
    package func postpone(_ notice: PlacementNotice, to time: Date) async throws(OfferStoreError) {
        try await offerWrite { db in
            try db.run(
                sql: "UPDATE placementNotice SET dueAt = ? WHERE number = ? AND toldAt IS NULL",
                arguments: [time.wholeSeconds, notice.number])
        }
    }

    /// Notes of whom an answer is awaited within days, once for each day of answer; not of what has just come to be awaited.
    ///
    /// - Parameters:
    ///   - today: The day in France.
    ///   - settled: Nothing has happened to them since.
    package func noteReminders(
        from today: CalendarDate, to last: CalendarDate, settled: Date, at time: Date
    ) async throws(OfferStoreError) {
        try await offerWrite { db in
            try db.run(
                sql: """
                    INSERT INTO placementNotice (about, subject, reader, kind, occasion, at, dueAt)
                    SELECT 'application', id, CASE state WHEN 'accepted' THEN 'pupil' ELSE 'employer' END, 'reminder', answerBy,
                        ?1, ?1 FROM application WHERE answerBy BETWEEN ?2 AND ?3 AND changedAt <= ?4
                    ON CONFLICT DO NOTHING
                    """,
                arguments: [time.wholeSeconds, today.iso8601, last.iso8601, settled.wholeSeconds])
        }
    }

    /// Notes that moderators have to be told of offers and reports that wait for them, once a day; and forgets that of a month ago.
    package func noteWaitingOffers(on today: CalendarDate, at time: Date) async throws(OfferStoreError) {
        try await offerWrite { db in
            try db.run(
                sql: """
                    INSERT INTO placementNotice (about, subject, reader, kind, occasion, at, dueAt)
                    SELECT 'moderation', '', 'moderator', 'waiting', ?1, ?2, ?2
                    WHERE EXISTS (SELECT 1 FROM offer WHERE state = 'submitted')
                        OR EXISTS (SELECT 1 FROM offerReport WHERE handledAt IS NULL) ON CONFLICT DO NOTHING
                    """, arguments: [today.iso8601, time.wholeSeconds])
            try db.run(
                sql: "DELETE FROM placementNotice WHERE about = 'moderation' AND at < ?",
                arguments: [time.addingTimeInterval(-30 * 86_400).wholeSeconds])
        }
    }

    /// Whose the mails of a notice are in the outbox that go to nobody with an account.
    private static func noticeOwner(_ number: Int64) -> String { "notice-\(number)" }

    /// Deletes the notices of what is forgotten, with the mails that told of it and their keys.
    static func forgetNotices(about: String, _ subject: String, in db: Database) throws {
        let numbers = try Int64.fetchAll(
            db, sql: "SELECT number FROM placementNotice WHERE about = ? AND subject = ?", arguments: [about, subject])
        for number in numbers {
            for table in ["outbox", "conventionKey"] {
                try db.run(
                    sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [noticeOwner(number)])
            }
            try db.run(sql: "DELETE FROM placementNotice WHERE number = ?", arguments: [number])
        }
    }
}

extension PlacementNotice {
    fileprivate init(_ row: Row) throws {
        let text: String = row["subject"]
        let subject: Subject =
            switch row["about"] as String {
            case "application": .application(try known(text, ApplicationID.init))
            case "offer": .offer(try known(text, OfferID.init))
            default: .moderation
            }
        self.init(
            number: row["number"], subject: subject, reader: try known(row["reader"], Reader.init),
            kind: try known(row["kind"], Kind.init), occasion: row["occasion"], at: Date(wholeSeconds: row["at"]))
    }
}

extension ApplicationCommit.Change {
    /// Who has to be told of it. Messages are gathered: while one is to be told, or was within the hour, the next waits.
    func noteNotices(in db: Database) throws {
        let id = stored.id.text
        for (reader, kind) in entry.event.notices(by: entry.actor, wasSent: stored.wasSent) {
            let same = "about = 'application' AND subject = ? AND reader = ? AND kind = ?"
            let names: StatementArguments = [id, reader.rawValue, kind.rawValue]
            var due = entry.at.wholeSeconds
            if kind == .wrote {
                let sql = "SELECT 1 FROM placementNotice WHERE \(same) AND toldAt IS NULL"
                guard try db.row(sql: sql, arguments: names) == nil else { continue }
                let last = try db.row(
                    sql: "SELECT max(toldAt) AS told FROM placementNotice WHERE \(same)", arguments: names)
                if let told = last?["told"] as Int64? { due = max(due, told + Int64(PlacementNotice.messagePause)) }
            }
            try db.run(
                sql: """
                    INSERT INTO placementNotice (about, subject, reader, kind, occasion, at, dueAt)
                    VALUES ('application', ?, ?, ?, ?, ?, ?)
                    """,
                arguments: names + [String(stored.version), entry.at.wholeSeconds, due])
        }
    }
}

extension AbuseReport {
    /// That moderators have to be told at once, by day and by night: of each offer that is said to be a danger once, until somebody has looked. Mails are
    /// gathered, since anybody may report: while one is to be told it tells of all, and there is one in ten minutes at most.
    func noteNotices(number: Int64, in db: Database) throws {
        let earlier = try db.row(
            sql: """
                SELECT 1 FROM offerReport WHERE offer = ? AND kind = 'danger' AND handledAt IS NULL AND number < ?
                """, arguments: [offer.text, number])
        guard kind == .danger, earlier == nil else { return }
        let told = try db.row(
            sql: """
                SELECT max(toldAt) AS last, count(*) > count(toldAt) AS waits FROM placementNotice
                WHERE about = 'moderation' AND kind = 'danger'
                """)
        guard told?["waits"] != true else { return }
        let pause = (told?["last"] as Int64?).map { $0 + Int64(PlacementNotice.dangerPause) }
        try db.run(
            sql: """
                INSERT INTO placementNotice (about, subject, reader, kind, occasion, at, dueAt)
                VALUES ('moderation', '', 'moderator', 'danger', ?, ?, ?)
                """,
            arguments: [String(number), at.wholeSeconds, max(at.wholeSeconds, pause ?? 0)])
    }
}

extension OfferChange {
    /// That the owner has to be told what moderation found.
    func noteNotices(in db: Database) throws {
        for (index, entry) in entries.enumerated() where entry.actor == .moderator {
            let kind: PlacementNotice.Kind? =
                switch entry.event.kind {
                case .published: .published
                case .refused: .refused
                default: nil
                }
            guard let kind else { continue }
            try db.run(
                sql: """
                    INSERT INTO placementNotice (about, subject, reader, kind, occasion, at, dueAt)
                    VALUES ('offer', ?1, 'employer', ?2, ?3, ?4, ?4)
                    """,
                arguments: [
                    id.text, kind.rawValue, String(expectedVersion + index + 1), entry.at.wholeSeconds,
                ])
        }
    }
}
