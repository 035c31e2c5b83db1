import GRDB
import Offers
import Parties
package import Placements
import Workflow

import struct Foundation.Date

extension SQLiteStore {
    /// Offers, as the use cases see them.
    package var offerStore: OfferStore {
        OfferStore(
            find: { id throws(OfferStoreError) in try await offers("WHERE id = ?", [id.text]).first },
            commit: { change throws(OfferStoreError) in try await commit(change) },
            history: { id throws(OfferStoreError) in try await offerHistory(id) },
            ofOwner: offers(of:_:_:_:), livingCount: livingCount(of:),
            atEmployer: offers(of:for:in:), everDoubted: offersEverDoubted(of:for:),
            named: { owner, name throws(OfferStoreError) in try await offer(of: owner, named: name) },
            allNamed: { owner, name, limit throws(OfferStoreError) in try await offers(of: owner, after: name, limit) },
            living: { id, limit throws(OfferStoreError) in try await offers(livingAfter: id, limit) },
            submitted: { limit throws(OfferStoreError) in
                try await offers("WHERE state = 'submitted' ORDER BY changedAt, number LIMIT ?", [limit])
            },
            held: { limit throws(OfferStoreError) in try await heldOffers(limit) },
            ofEmployer: { siret, states, limit throws(OfferStoreError) in
                try await offers(Self.condition(ofEmployerIn: states), [siret.digits, limit])
            },
            otherOwners: { siret, owner throws(OfferStoreError) in try await otherOwners(siret, owner) },
            over: { day, skipping, limit throws(OfferStoreError) in
                try await offersOver(day, skipping: skipping, limit: limit)
            },
            untouched: { since, skipping, limit throws(OfferStoreError) in
                try await offerIDs(
                    "changedAt < ? AND state IN ('draft', 'refusedByModeration') ORDER BY changedAt, number LIMIT ? OFFSET ?",
                    [since.wholeSeconds, limit, skipping])
            },
            checks: { owner, siret throws(OfferStoreError) in try await employerChecks(owner, siret) },
            count: { step throws(OfferStoreError) in try await count(step) },
            report: { report throws(OfferStoreError) in try await keep(report) },
            reports: { limit throws(OfferStoreError) in try await reports(limit: limit) },
            handleReport: { number, actor, time throws(OfferStoreError) in
                try await handle(report: number, by: actor, at: time)
            },
            setCampaign: { campaign throws(OfferStoreError) in try await keep(campaign) },
            campaign: { year throws(OfferStoreError) in
                try await offerRead { db in try OfferCampaign.fetch(year, in: db) }
            })
    }

    func offerRead<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(OfferStoreError) -> Value {
        do { return try await pool.read(body) } catch { throw offerError(error) }
    }

    func offerWrite<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(OfferStoreError) -> Value {
        do throws(StoreError) {
            return try await write { db in
                do { return try body(db) } catch OfferStoreError.changedMeanwhile {
                    throw StoreError.headMoved
                } catch OfferStoreError.damaged(let what) { throw StoreError.damaged(what) }
            }
        } catch { throw OfferStoreError(error) }
    }

    private func offerError(_ error: any Error) -> OfferStoreError {
        if let error = error as? OfferStoreError {
            if case .damaged(let what) = error { onFailure(.damaged(what)) }
            return error
        }
        let error = StoreError(sqlite: error)
        onFailure(error)
        return OfferStoreError(error)
    }

    // MARK: Reading

    private func offers(
        _ condition: String, _ arguments: StatementArguments
    ) async throws(OfferStoreError) -> [StoredOffer] {
        let key = key
        return try await offerRead { db in
            try db.rows(sql: "SELECT * FROM offer \(condition)", arguments: arguments).map { row in
                try StoredOffer(row, key: key, in: db)
            }
        }
    }

    private func offers(
        of owner: OfferOwner, for siret: SIRET, in phases: Set<OfferState.Phase>
    ) async throws(OfferStoreError) -> [StoredOffer] {
        let names = phases.map(\.rawValue).sorted()
        let places = names.map { _ in "?" }.joined(separator: ", ")
        return try await offers(
            "WHERE siret = ? AND owner = ? AND state IN (\(places)) ORDER BY number",
            StatementArguments([siret.digits, owner.text] + names))
    }

    private func offersEverDoubted(
        of owner: OfferOwner, for siret: SIRET
    ) async throws(OfferStoreError) -> [OfferID] {
        try await offerIDs(
            """
            siret = ? AND owner = ? AND EXISTS (SELECT 1 FROM offerEvent e WHERE e.offer = offer.number
                AND (e.type IN ('refused', 'reported') OR e.type = 'paused' AND e.actor <> 'employer'))
            """, [siret.digits, owner.text])
    }

    private func offer(
        of owner: OfferOwner, named name: RemoteOfferID
    ) async throws(OfferStoreError) -> StoredOffer? {
        try await offers("WHERE owner = ? AND remoteId = ? AND state <> 'withdrawn'", [owner.text, name.text]).first
    }

    private func offers(
        of owner: OfferOwner, after name: RemoteOfferID?, _ limit: Int
    ) async throws(OfferStoreError) -> [StoredOffer] {
        try await offers(
            "WHERE owner = ? AND remoteId > ? AND state <> 'withdrawn' ORDER BY remoteId LIMIT ?",
            [owner.text, name?.text ?? "", limit])
    }

    private func offers(livingAfter id: OfferID?, _ limit: Int) async throws(OfferStoreError) -> [StoredOffer] {
        try await offers(
            """
            WHERE state NOT IN ('expired', 'withdrawn')
                AND number > coalesce((SELECT number FROM offer WHERE id = ?), 0) ORDER BY number LIMIT ?
            """, [id?.text, limit])
    }

    private func offersOver(
        _ day: CalendarDate, skipping: Int, limit: Int
    ) async throws(OfferStoreError) -> [OfferID] {
        try await offerIDs(
            """
            lastDay < ? AND state IN ('draft', 'submitted', 'published', 'full', 'paused', 'refusedByModeration')
            ORDER BY lastDay, number LIMIT ? OFFSET ?
            """, [day.iso8601, limit, skipping])
    }

    private func heldOffers(_ limit: Int) async throws(OfferStoreError) -> [StoredOffer] {
        try await offers(
            """
            WHERE state = 'paused' AND EXISTS (SELECT 1 FROM offerEvent e WHERE e.offer = offer.number
                AND (e.type = 'paused' AND e.actor <> 'employer' OR e.type = 'reported')
                AND e.position > (SELECT coalesce(max(f.position), 0) FROM offerEvent f
                    WHERE f.offer = offer.number AND f.type IN ('published', 'resumed') AND f.actor = 'moderator'))
            ORDER BY changedAt, number LIMIT ?
            """, [limit])
    }

    static func condition(ofEmployerIn states: Set<OfferState.Phase>) -> String {
        let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        return "INDEXED BY offerOfSIRET WHERE siret = ? AND state IN (\(names)) ORDER BY number DESC LIMIT ?"
    }

    /// A draft is nobody's offer yet: whoever writes one would put doubts on everybody else's.
    static let otherOwnersQuery = """
        SELECT count(DISTINCT owner) FROM offer WHERE siret = ? AND owner <> ?
            AND state IN ('submitted', 'published', 'full', 'paused')
        """

    private func offers(
        of owner: OfferOwner, _ part: OwnersOffers, _ skipping: Int, _ limit: Int
    ) async throws(OfferStoreError) -> [StoredOffer] {
        let condition =
            switch part {
            case .all: ""
            case .living: " AND \(Self.isLiving)"
            case .over: " AND NOT \(Self.isLiving)"
            }
        return try await offers(
            "WHERE owner = ?\(condition) ORDER BY number DESC LIMIT ? OFFSET ?", [owner.text, limit, skipping])
    }

    private func livingCount(of owner: OfferOwner) async throws(OfferStoreError) -> Int {
        try await offerRead { db in
            let sql = "SELECT count(*) FROM offer WHERE owner = ? AND \(Self.isLiving)"
            return try Int.fetchOne(db, sql: sql, arguments: [owner.text]) ?? 0
        }
    }

    private static let isLiving = "state NOT IN ('expired', 'withdrawn')"

    private func otherOwners(_ siret: SIRET, _ owner: OfferOwner) async throws(OfferStoreError) -> Int {
        try await offerRead { db in
            try db.row(sql: Self.otherOwnersQuery, arguments: [siret.digits, owner.text]).map { $0[0] } ?? 0
        }
    }

    private func offerIDs(
        _ condition: String, _ arguments: StatementArguments
    ) async throws(OfferStoreError) -> [OfferID] {
        try await offerRead { db in
            try db.rows(sql: "SELECT id FROM offer WHERE \(condition)", arguments: arguments)
                .map { try known($0[0], OfferID.init) }
        }
    }

    private func offerHistory(_ id: OfferID) async throws(OfferStoreError) -> [OfferEntry] {
        try await offerRead { db in
            let sql = """
                SELECT type, detail, actor, at FROM offerEvent WHERE offer = (SELECT number FROM offer WHERE id = ?)
                ORDER BY position
                """
            return try db.rows(sql: sql, arguments: [id.text]).map { row in
                let detail: OfferEventDetail = try fromJSON(row["detail"] ?? "{}")
                return OfferEntry(
                    try detail.event(try known(row["type"], OfferEvent.Kind.init)),
                    by: try known(row["actor"], OfferActor.init), at: Date(wholeSeconds: row["at"]))
            }
        }
    }

    private func employerChecks(
        _ owner: OfferOwner, _ siret: SIRET
    ) async throws(OfferStoreError) -> [EmployerCheck] {
        try await offerRead { db in
            let sql = "SELECT legalName, address, checkedAt FROM offerCheck WHERE owner = ? AND siret = ?"
            return try db.rows(sql: sql, arguments: [owner.text, siret.digits]).map { row in
                EmployerCheck(
                    owner: owner, siret: siret, legalName: row["legalName"], address: row["address"],
                    at: Date(wholeSeconds: row["checkedAt"]))
            }
        }
    }

    // MARK: Campaigns

    private func keep(_ campaign: OfferCampaign) async throws(OfferStoreError) {
        try await offerWrite { db in
            try db.run(
                sql: "DELETE FROM offerCampaign WHERE schoolYear = ?", arguments: [campaign.schoolYear.start])
            for (grade, day) in campaign.opensOn {
                try db.run(
                    sql: "INSERT INTO offerCampaign (schoolYear, grade, opensOn) VALUES (?, ?, ?)",
                    arguments: [campaign.schoolYear.start, grade.rawValue, day.iso8601])
            }
        }
    }
}

extension OfferStoreError {
    init(_ error: StoreError) {
        switch error {
        case .headMoved: self = .changedMeanwhile
        case .unavailable(let what): self = .unavailable(what)
        case .damaged(let what): self = .damaged(what)
        case .erased, .overlapping: self = .damaged("an offer met an error of conventions")
        }
    }
}

extension OfferCampaign {
    static func fetch(_ year: SchoolYear, in db: Database) throws -> OfferCampaign? {
        let rows = try db.rows(
            sql: "SELECT grade, opensOn FROM offerCampaign WHERE schoolYear = ?", arguments: [year.start])
        guard !rows.isEmpty else { return nil }
        var campaign = OfferCampaign(schoolYear: year, opensOn: [:])
        for row in rows {
            campaign.opensOn[try known(row["grade"], ConventionData.Grade.init)] = try known(
                row["opensOn"], CalendarDate.init(iso8601:))
        }
        return campaign
    }
}
