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
            overdue: { day, limit throws(OfferStoreError) in try await overdueApplications(before: day, limit) },
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

    private func overdueApplications(
        before day: CalendarDate, _ limit: Int
    ) async throws(OfferStoreError) -> [ApplicationID] {
        try await offerRead { db in
            try db.rows(
                sql: "SELECT id FROM application WHERE answerBy < ? ORDER BY answerBy, number LIMIT ?",
                arguments: [day.iso8601, limit]
            ).map { try known($0[0], ApplicationID.init) }
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
                        sentAt = coalesce(sentAt, ?) WHERE id = ? AND version = ?
                    """, arguments: moving + [sentAt, stored.id.text, stored.version - 1])
        }
        guard db.changesCount == 1 else { throw OfferStoreError.changedMeanwhile }
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
