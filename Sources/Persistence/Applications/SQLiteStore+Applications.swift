import Applications
import GRDB
import Offers
import Parties
package import Placements
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Applications, as the use cases see them.
    package var applicationStore: ApplicationStore {
        ApplicationStore(
            find: { id throws(OfferStoreError) in try await applications("id = ?", [id.text]).first },
            ofPupil: { pupil throws(OfferStoreError) in
                try await applications("pupil = ? ORDER BY number", [key.mark(pupil).blob])
            },
            ofOwner: { owner throws(OfferStoreError) in
                try await applications("owner = ? AND sentAt IS NOT NULL ORDER BY changedAt, number", [owner.text])
            },
            ofSchool: { school throws(OfferStoreError) in
                try await applications("school = ? ORDER BY number DESC", [school.text])
            },
            ofOffer: { offer throws(OfferStoreError) in
                try await applications(
                    "offer = ? AND state IN ('drafted', 'sent', 'seen', 'inDiscussion', 'accepted', 'confirmed') ORDER BY number",
                    [offer.text])
            },
            overdue: { day, skipping, limit throws(OfferStoreError) in
                try await applicationIDs(
                    "SELECT id FROM application WHERE answerBy < ? ORDER BY answerBy, number LIMIT ? OFFSET ?",
                    [day.iso8601, limit, skipping])
            },
            endings: { skipping, limit throws(OfferStoreError) in try await offerEndings(skipping, limit) },
            orphans: { offer throws(OfferStoreError) in try await applicationIDs(Self.orphans, [offer.text]) },
            settle: { ending throws(OfferStoreError) in
                try await offerWrite { db in
                    try db.run(
                        sql: "DELETE FROM offerEnding WHERE offer = ? AND version = ?",
                        arguments: [ending.offer.text, ending.version])
                }
            },
            claimHandOvers: { now, until, limit throws(OfferStoreError) in
                try await claimHandOvers(now: now, until: until, limit: limit)
            },
            noteHandOver: { id, note throws(OfferStoreError) in try await self.note(note, of: id) },
            forget: { pupil throws(OfferStoreError) in try await self.forget(pupil) },
            history: { id throws(OfferStoreError) in try await applicationHistory(id) },
            commit: { commit throws(OfferStoreError) in try await self.commit(commit) })
    }

    private func applications(
        _ condition: String, _ arguments: StatementArguments
    ) async throws(OfferStoreError) -> [StoredApplication] {
        let key = key
        return try await offerRead { db in
            try db.rows(sql: "SELECT * FROM application WHERE \(condition)", arguments: arguments)
                .map { try StoredApplication($0, key: key) }
        }
    }

    private func applicationIDs(
        _ sql: String, _ arguments: StatementArguments
    ) async throws(OfferStoreError) -> [ApplicationID] {
        try await offerRead { db in
            try db.rows(sql: sql, arguments: arguments).map { try known($0[0], ApplicationID.init) }
        }
    }

    /// Applications for an offer that is over, or for a period that it does not have any more. One that is a draft was refused, and its employer
    /// began to mend it.
    private static let orphans = """
        SELECT a.id FROM application a JOIN offer o ON o.id = a.offer
        WHERE a.offer = ? AND a.state IN ('drafted', 'sent', 'seen', 'inDiscussion', 'accepted')
            AND (o.state IN ('draft', 'expired', 'withdrawn', 'refusedByModeration') OR NOT EXISTS (
                SELECT 1 FROM offerPeriod p WHERE p.offer = o.number AND p.schoolYear = a.schoolYear AND p.slot = a.slot))
        ORDER BY a.number
        """

    private func offerEndings(_ skipping: Int, _ limit: Int) async throws(OfferStoreError) -> [OfferEnding] {
        try await offerRead { db in
            let sql = "SELECT offer, version FROM offerEnding ORDER BY offer LIMIT ? OFFSET ?"
            return try db.rows(sql: sql, arguments: [limit, skipping]).map { row in
                OfferEnding(offer: try known(row["offer"], OfferID.init), version: row["version"])
            }
        }
    }

    private func applicationHistory(_ id: ApplicationID) async throws(OfferStoreError) -> [ApplicationEntry] {
        try await offerRead { db in
            try db.rows(
                sql: """
                    SELECT type, reason, actor, at FROM applicationEvent
                    WHERE application = (SELECT number FROM application WHERE id = ?) ORDER BY position
                    """, arguments: [id.text]
            ).map { row in
                ApplicationEntry(
                    try ApplicationEvent(
                        try known(row["type"], ApplicationEvent.Kind.init), reason: row["reason"] ?? ""),
                    by: try known(row["actor"], ApplicationActor.init), at: Date(wholeSeconds: row["at"]))
            }
        }
    }

    // MARK: Writing

    /// The last place goes to one pupil, and a pupil's applications move one after the other.
    private func commit(_ commit: ApplicationCommit) async throws(OfferStoreError) -> ApplicationCommit.Outcome {
        var sealed: [[UInt8]] = []
        for change in commit.changes {
            do throws(StoreError) {
                let text: String
                do { text = try json(ApplicationRecord(change.stored.application)) } catch {
                    throw .unavailable("an application cannot be written")
                }
                sealed.append(
                    try ConventionKey(key.wrappingKey).seal(
                        Array(text.utf8), at: .application(change.stored.id.text)))
            } catch { throw OfferStoreError(error) }
        }
        let (mark, sealedTexts) = (key.mark(commit.pupil), sealed)
        return try await offerWrite { db in
            let sql = "SELECT total(version) FROM application WHERE pupil = ?"
            let events = try db.row(sql: sql, arguments: [mark.blob]).map { Int($0[0] as Double) } ?? 0
            guard events == commit.expectedEvents else { throw OfferStoreError.changedMeanwhile }
            for change in commit.changes where [.drafted, .sent].contains(change.entry.event) {
                guard try Self.isOffered(change.stored.application, in: db) else { return .notOffered }
            }
            // A place that cannot be taken has written nothing, so that there is nothing to undo.
            if let refusal = try Self.take(commit.places, in: db) { return refusal }
            for step in commit.places where step.step == .giveBack {
                guard case .counted = try Self.count(step, in: db) else {
                    throw OfferStoreError.damaged("a place is given back that nobody had")
                }
            }
            for (change, text) in zip(commit.changes, sealedTexts) { try change.save(mark: mark, sealed: text, in: db) }
            return .done
        }
    }

    /// Asked in the transaction: an offer that ends in this moment has nothing asked of it afterwards.
    private static func isOffered(_ application: Application, in db: Database) throws -> Bool {
        let sql = """
            SELECT 1 FROM offer o JOIN offerPeriod p ON p.offer = o.number
            WHERE o.id = ? AND o.state IN ('published', 'full') AND p.schoolYear = ? AND p.slot = ?
            """
        let period = application.period
        return try db.row(
            sql: sql, arguments: [application.offer.text, period.schoolYear.start, period.slot]) != nil
    }

    private static func take(_ places: [PlaceCount], in db: Database) throws -> ApplicationCommit.Outcome? {
        let steps = places.filter { $0.step == .take }
        precondition(steps.count <= 1, "one act takes one place")
        guard let step = steps.first else { return nil }
        return switch try count(step, in: db) {
        case .counted: nil
        case .noPlaceLeft: .noPlaceLeft
        case .notPossible: .notOffered
        }
    }
}

extension StoreKey {
    /// Of a pupil: who has the database alone cannot try references.
    func mark(_ pupil: PupilIdentity) -> [UInt8] {
        markPupil(Array("\(pupil.school.text)\n\(pupil.reference.text)".utf8))
    }
}

extension ApplicationCommit.Change {
    fileprivate func save(mark: [UInt8], sealed: [UInt8], in db: Database) throws {
        let application = stored.application
        let moving: StatementArguments = [
            stored.state.phase.rawValue, stored.state.reason, stored.version, entry.at.wholeSeconds,
            stored.answerBy?.iso8601, sealed.blob,
        ]
        let sentAt = entry.event == .sent ? entry.at.wholeSeconds : nil
        // A convention is begun of what was confirmed, and withdrawn of what the school takes back after that.
        let (confirmedAt, cancelledAt) = (
            entry.event == .confirmed ? entry.at.wholeSeconds : nil,
            entry.event.kind == .cancelled ? entry.at.wholeSeconds : nil
        )
        if stored.version == 1 {
            let fixed: StatementArguments = [
                stored.id.text, mark.blob, application.applicant.school.text, application.offer.text,
                stored.employer.digits, stored.owner.text, application.period.schoolYear.start,
                application.period.slot,
            ]
            try db.run(
                sql: """
                    INSERT INTO application (state, reason, version, changedAt, answerBy, sealed, id, pupil, school, offer, siret,
                        owner, schoolYear, slot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, arguments: moving + fixed)
        } else {
            try db.run(
                sql: """
                    UPDATE application SET state = ?, reason = ?, version = ?, changedAt = ?, answerBy = ?, sealed = ?,
                        sentAt = coalesce(sentAt, ?),
                        handOverDueAt = coalesce(?, CASE WHEN state = 'confirmed' THEN ? END, handOverDueAt)
                    WHERE id = ? AND version = ?
                    """, arguments: moving + [sentAt, confirmedAt, cancelledAt, stored.id.text, stored.version - 1])
        }
        guard db.changesCount == 1 else { throw OfferStoreError.changedMeanwhile }
        try appendEvent(in: db)
        try noteNotices(in: db)
    }

    private func appendEvent(in db: Database) throws {
        try db.run(
            sql: """
                INSERT INTO applicationEvent (application, position, type, reason, actor, at)
                SELECT number, ?, ?, ?, ?, ? FROM application WHERE id = ?
                """,
            arguments: [
                stored.version, entry.event.kind.rawValue, entry.event.reason, entry.actor.rawValue,
                entry.at.wholeSeconds, stored.id.text,
            ])
    }
}
