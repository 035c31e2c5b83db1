import GRDB
import Offers
import Parties
import Placements
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Writes what a use case changed of an offer: what it says, its events, its places, and what a search reads.
    func commit(_ change: OfferChange) async throws(OfferStoreError) {
        let contact: [UInt8]
        do { contact = Array(try json(OfferContactRecord(change.offer.contact)).utf8) } catch {
            throw .unavailable("an offer's contact cannot be written")
        }
        let sealed: [UInt8]
        do throws(StoreError) {
            sealed = try ConventionKey(key.wrappingKey).seal(contact, at: .offerContact(change.id.text))
        } catch { throw OfferStoreError(error) }
        let isOneTooMany = try await offerWrite { db in
            if try change.isOneTooMany(in: db) { return true }
            let number = try change.save(sealedContact: sealed, in: db)
            try change.appendEntries(to: number, in: db)
            try change.noteNotices(in: db)
            let hasLostPeriod = try change.savePeriods(of: number, in: db)
            if hasLostPeriod || change.state.isOver { try change.noteEnding(in: db) }
            for check in change.checks { try check.note(in: db) }
            try Self.follow(
                number, change.state.phase.rawValue, version: change.expectedVersion + change.entries.count,
                at: change.entries.last?.at, in: db)
            try OfferIndexing(db).update(number, change)
            return false
        }
        guard !isOneTooMany else { throw .tooManyOffers }
    }

    /// Counts one place; that and what follows from it for the state are one transaction, so that nobody takes the last place twice.
    func count(_ step: PlaceCount) async throws(OfferStoreError) -> PlaceCount.Outcome {
        try await offerWrite { db in try Self.count(step, in: db) }
    }

    /// The same inside a transaction; what it refuses has written nothing.
    static func count(_ step: PlaceCount, in db: Database) throws -> PlaceCount.Outcome {
        let sql = "SELECT number, state, version FROM offer WHERE id = ?"
        guard let row = try db.row(sql: sql, arguments: [step.id.text]) else { return .notPossible }
        let (number, phase) = (row["number"] as Int64, row["state"] as String)
        let period: StatementArguments = [number, step.period.schoolYear.start, step.period.slot]
        let place = "WHERE offer = ? AND schoolYear = ? AND slot = ?"
        switch step.step {
        case .take:
            guard ["published", "full", "paused"].contains(phase) else { return .notPossible }
            try db.run(sql: "UPDATE offerPeriod SET taken = taken + 1 \(place) AND taken < places", arguments: period)
        case .giveBack:
            try db.run(sql: "UPDATE offerPeriod SET taken = taken - 1 \(place) AND taken > 0", arguments: period)
        }
        let wasCounted = db.changesCount == 1
        guard let left = try db.row(sql: "SELECT places - taken FROM offerPeriod \(place)", arguments: period) else {
            return .notPossible
        }
        guard wasCounted else { return step.step == .take ? .noPlaceLeft : .notPossible }
        try follow(number, phase, version: row["version"], at: step.at, in: db)
        try OfferIndexing(db).refreshFreePeriods(of: number)
        return .counted(left: left[0])
    }

    /// An offer becomes full with its last place, and is published again with the first that comes back: also one that is published, or changed,
    /// while pupils took its places.
    private static func follow(_ number: Int64, _ phase: String, version: Int, at: Date?, in db: Database) throws {
        guard let at else { return }
        let sql = "SELECT total(places - taken) FROM offerPeriod WHERE offer = ?"
        let left = try db.row(sql: sql, arguments: [number]).map { Int($0[0] as Double) } ?? 0
        let (state, event): (OfferState, OfferEvent)
        switch phase {
        case "published" where left == 0: (state, event) = (.published, .filled(placesLeft: 0))
        case "full" where left > 0: (state, event) = (.full, .freed(placesLeft: left))
        default: return
        }
        let next = try state.applying(event, by: .service)
        try OfferEntry(event, by: .service, at: at).append(to: number, position: version + 1, in: db)
        try db.run(
            sql: "UPDATE offer SET state = ?, version = version + 1, changedAt = ? WHERE number = ?",
            arguments: [next.phase.rawValue, at.wholeSeconds, number])
    }
}

extension OfferChange {
    fileprivate func save(sealedContact: [UInt8], in db: Database) throws -> Int64 {
        let posting = offer.posting
        let reason: String? = if case .refusedByModeration(let reason) = state { reason } else { nil }
        let values: StatementArguments = [
            posting.employer.siret.digits, state.phase.rawValue, reason, expectedVersion + entries.count,
            entries.last?.at.wholeSeconds, posting.schoolYear?.start, lastDay?.iso8601,
            try json(OfferPostingRecord(posting)), try json(OfferAudienceRecord(offer.audience)), sealedContact.blob,
            id.text,
        ]
        if expectedVersion == 0 {
            // The name goes over from what has ended; while it stands for anything else, nothing is written.
            try db.run(
                sql: """
                    UPDATE offer SET remoteId = NULL
                    WHERE owner = ? AND remoteId = ? AND state IN ('expired', 'withdrawn')
                    """, arguments: [owner.text, remote?.text])
            try db.run(
                sql: """
                    INSERT INTO offer (siret, state, reason, version, changedAt, schoolYear, lastDay, posting, audience, sealedContact, id,
                        owner, remoteId) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, arguments: values + [owner.text, remote?.text])
        } else {
            try db.run(
                sql: """
                    UPDATE offer SET siret = ?, state = ?, reason = ?, version = ?, changedAt = ?, schoolYear = ?, lastDay = ?,
                        posting = ?, audience = ?, sealedContact = ? WHERE id = ? AND version = ?
                    """, arguments: values + [expectedVersion])
        }
        // Somebody else has made this very offer, or changed it meanwhile.
        guard db.changesCount == 1,
            let row = try db.row(sql: "SELECT number FROM offer WHERE id = ?", arguments: [id.text])
        else { throw OfferStoreError.changedMeanwhile }
        return row[0]
    }

    fileprivate func appendEntries(to number: Int64, in db: Database) throws {
        for (index, entry) in entries.enumerated() {
            try entry.append(to: number, position: expectedVersion + index + 1, in: db)
        }
    }

    /// Whether a new offer is one more than its owner may have; then nothing is written.
    fileprivate func isOneTooMany(in db: Database) throws -> Bool {
        guard expectedVersion == 0, let offersAtOnce else { return false }
        let sql = "SELECT count(*) FROM offer WHERE owner = ? AND state NOT IN ('expired', 'withdrawn')"
        return try db.row(sql: sql, arguments: [owner.text]).map { $0[0] as Int >= offersAtOnce } ?? false
    }

    /// What was asked of the offer is looked at by the clock, which is told in the same transaction.
    fileprivate func noteEnding(in db: Database) throws {
        try db.run(
            sql: "INSERT OR REPLACE INTO offerEnding (offer, version) VALUES (?, ?)",
            arguments: [id.text, expectedVersion + entries.count])
    }

    /// A period that lost places to pupils meanwhile cannot become smaller than that.
    ///
    /// - Returns: Whether one was taken out.
    fileprivate func savePeriods(of number: Int64, in db: Database) throws -> Bool {
        var hasLost = false
        var kept: Set<[Int]> = []
        for offered in offer.posting.periods {
            let (year, slot) = (offered.period.schoolYear.start, offered.period.slot)
            guard kept.insert([year, slot]).inserted else { continue }
            try db.run(
                sql: """
                    INSERT INTO offerPeriod (offer, schoolYear, slot, places) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT DO UPDATE SET places = ?4 WHERE taken <= ?4
                    """, arguments: [number, year, slot, max(0, offered.places)])
            guard db.changesCount == 1 else { throw OfferStoreError.changedMeanwhile }
        }
        for row in try db.rows(
            sql: "SELECT schoolYear, slot, taken FROM offerPeriod WHERE offer = ?", arguments: [number])
        where !kept.contains([row["schoolYear"], row["slot"]]) {
            guard row["taken"] == 0 else { throw OfferStoreError.changedMeanwhile }
            try db.run(
                sql: "DELETE FROM offerPeriod WHERE offer = ? AND schoolYear = ? AND slot = ?",
                arguments: [number, row["schoolYear"] as Int, row["slot"] as Int])
            hasLost = true
        }
        return hasLost
    }
}

extension EmployerCheck {
    fileprivate func note(in db: Database) throws {
        try db.run(
            sql: """
                INSERT OR REPLACE INTO offerCheck (owner, siret, legalName, address, checkedAt) VALUES (?, ?, ?, ?, ?)
                """, arguments: [owner.text, siret.digits, legalName, address, at.wholeSeconds])
    }
}

extension OfferEntry {
    func append(to number: Int64, position: Int, in db: Database) throws {
        let detail = try json(OfferEventDetail(event))
        try db.run(
            sql: "INSERT INTO offerEvent (offer, position, type, detail, actor, at) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                number, position, event.kind.rawValue, detail == "{}" ? nil : detail, actor.rawValue, at.wholeSeconds,
            ])
    }
}

extension StoredOffer {
    init(_ row: Row, key: StoreKey, in db: Database) throws {
        let id = try known(row["id"], OfferID.init)
        let posting: OfferPostingRecord = try fromJSON(row["posting"])
        let audience: OfferAudienceRecord = try fromJSON(row["audience"])
        self.init(
            id: id, owner: try known(row["owner"], OfferOwner.init),
            offer: Offer(
                posting: try posting.posting(), audience: try audience.audience(),
                contact: try OfferContact(row, key: key)),
            state: try OfferState(row), version: row["version"], taken: try Self.taken(of: row["number"], in: db),
            remote: try (row["remoteId"] as String?).map { try known($0, RemoteOfferID.init) })
    }

    static func taken(of number: Int64, in db: Database) throws -> [OfferPeriod: Int] {
        let sql = "SELECT schoolYear, slot, taken FROM offerPeriod WHERE offer = ?"
        var taken: [OfferPeriod: Int] = [:]
        for row in try db.rows(sql: sql, arguments: [number]) {
            guard let period = OfferPeriod(slot: row["slot"], of: SchoolYear(start: row["schoolYear"])) else {
                throw OfferStoreError.damaged("places of an unknown period")
            }
            taken[period] = row["taken"]
        }
        return taken
    }
}

extension OfferState {
    init(_ row: Row) throws {
        switch try known(row["state"], Phase.init) {
        case .notBegun: throw OfferStoreError.damaged("an offer that was never begun")
        case .draft: self = .draft
        case .submitted: self = .submitted
        case .published: self = .published
        case .full: self = .full
        case .paused: self = .paused
        case .expired: self = .expired
        case .withdrawn: self = .withdrawn
        case .refusedByModeration: self = .refusedByModeration(reason: row["reason"] ?? "")
        }
    }
}

extension OfferContact {
    init(_ row: Row, key: StoreKey) throws {
        let sealed = try ConventionKey(key.wrappingKey).open(row.bytes("sealedContact"), at: .offerContact(row["id"]))
        let record: OfferContactRecord = try fromJSON(String(decoding: sealed, as: UTF8.self))
        self = try record.contact()
    }
}
