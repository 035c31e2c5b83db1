import GRDB
import Offers
import Parties
import Placements

/// Finds the offers of one search, in order, as far as a page needs.
struct OfferFinder {
    struct Found {
        let seat: OfferSeat
        let kilometres: Double?
    }

    let db: Database
    let query: OfferQuery
    let filter: OfferFilter
    let words: [SoughtWord]
    private let turn: Int64
    private let hasHeadlines: Bool

    init(_ db: Database, _ query: OfferQuery, _ filter: OfferFilter, _ words: [SoughtWord]) throws {
        (self.db, self.query, self.filter, self.words) = (db, query, filter, words)
        turn = OfferSeat.turn(of: query.today)
        hasHeadlines = try OfferVocabulary.haveHeadline(words, in: db)
    }

    /// The first of all that were found.
    func first(_ count: Int) throws -> [Found] {
        var found: [Found] = []
        if let near = query.near {
            for tier in match().tiers.indices where found.count < count {
                found += try nearby(near, tier: tier, count - found.count)
            }
        } else {
            for match in self.match().tiers where found.count < count {
                found += try anywhere(match, count - found.count).map { Found(seat: $0, kilometres: nil) }
            }
        }
        return found
    }

    private func match(in box: GeoBox? = nil) -> OfferMatch {
        OfferMatch(words, hasHeadlines: hasHeadlines, query, filter, box: box)
    }

    // MARK: Without a place

    /// Numbers of seats are the order: reading stops as soon as there are enough.
    private func anywhere(_ match: String?, _ count: Int) throws -> [OfferSeat] {
        if let match, let few = try few(match) { return Array(OfferOrder.arranged(few, on: query.today).prefix(count)) }
        let favoured = try lane(isFavoured: true, match, count)
        let others = try lane(isFavoured: false, match, count)
        return Array(OfferOrder.interleaved(favoured, others).prefix(count))
    }

    /// All that match, when they are few: to read them at once is quicker than range after range.
    private func few(_ match: String) throws -> [OfferSeat]? {
        let hits = try db.cachedStatement(
            sql: "SELECT count(*) FROM (SELECT rowid FROM offerText WHERE offerText MATCH ? LIMIT \(Self.few + 1))")
        let count = try Int.fetchOne(hits, arguments: [match]) ?? 0
        guard count > 0 else { return [] }
        guard count <= Self.few else { return nil }
        let sql = """
            SELECT i.seat FROM offerText CROSS JOIN offerIndex i ON i.seat = offerText.rowid
            WHERE offerText MATCH ? AND \(filter.condition)
            """
        return try seats(sql, [match] + filter.arguments)
    }

    private static let few = 1500

    private func lane(isFavoured: Bool, _ match: String?, _ count: Int) throws -> [OfferSeat] {
        var seats: [OfferSeat] = []
        for range in OfferSeat.ranges(isFavoured: isFavoured, turn: turn) where seats.count < count {
            let bounds: StatementArguments = [range.lowerBound, range.upperBound]
            let limit: StatementArguments = [count - seats.count]
            if let match {
                let sql = """
                    SELECT i.seat FROM offerText CROSS JOIN offerIndex i ON i.seat = offerText.rowid
                    WHERE offerText MATCH ? AND offerText.rowid BETWEEN ? AND ? AND \(filter.condition)
                    ORDER BY offerText.rowid LIMIT ?
                    """
                seats += try self.seats(sql, [match] + bounds + filter.arguments + limit)
            } else {
                let sql =
                    "SELECT i.seat FROM offerIndex i WHERE i.seat BETWEEN ? AND ? AND \(filter.condition) ORDER BY i.seat LIMIT ?"
                seats += try self.seats(sql, bounds + filter.arguments + limit)
            }
        }
        return seats
    }

    private func seats(_ sql: String, _ arguments: StatementArguments) throws -> [OfferSeat] {
        try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { OfferSeat(number: $0) }
    }

    // MARK: Around a place

    /// Ring after ring, so that where there are many offers the nearest are looked at only.
    private func nearby(_ near: OfferQuery.Nearby, tier: Int, _ count: Int) throws -> [Found] {
        let hasMatch = match().tiers[tier] != nil
        var found: [Found] = []
        var inner = -1.0
        for outer in try rings(near, hasMatch: hasMatch) where found.count < count {
            let box = near.place.box(kilometres: outer)
            let match = self.match(in: box).tiers[tier]
            let sites = try match.map { try matching($0, box, near.place) } ?? inside(box, near.place)
            found += arranged(sites.filter { $0.value > inner && $0.value <= outer })
            inner = outer
        }
        return Array(found.prefix(count))
    }

    /// Words are looked up anew for each ring: where there are few offers, one ring is enough for them.
    private func rings(_ near: OfferQuery.Nearby, hasMatch: Bool) throws -> [Double] {
        guard hasMatch else { return OfferOrder.bands.filter { $0 < near.kilometres } + [near.kilometres] }
        let box = near.place.box(kilometres: near.kilometres)
        let sql = """
            SELECT count(*) FROM (SELECT id FROM offerPlace WHERE maxLatitude >= ? AND minLatitude <= ?
                AND maxLongitude >= ? AND minLongitude <= ? LIMIT \(Self.few))
            """
        let around = try Int.fetchOne(db.cachedStatement(sql: sql), arguments: box.arguments) ?? 0
        return (around < Self.few ? [] : [5, 20].filter { $0 < near.kilometres }) + [near.kilometres]
    }

    private func arranged(_ sites: [OfferSeat: Double]) -> [Found] {
        let bands = Dictionary(grouping: sites.keys) { OfferOrder.band(sites[$0] ?? 0) }
        return bands.sorted { $0.key < $1.key }.flatMap { _, seats in
            OfferOrder.arranged(seats, on: query.today).map { Found(seat: $0, kilometres: sites[$0]) }
        }
    }

    /// The distance of the nearest site in a box of each offer that has one there.
    private func inside(_ box: GeoBox, _ place: GeoPoint) throws -> [OfferSeat: Double] {
        let sql = """
            SELECT i.seat, p.minLatitude, p.minLongitude FROM offerPlace p CROSS JOIN offerIndex i ON i.seat = p.id >> 3
            WHERE p.maxLatitude >= ? AND p.minLatitude <= ? AND p.maxLongitude >= ? AND p.minLongitude <= ? AND \(filter.condition)
            """
        var nearest: [OfferSeat: Double] = [:]
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: box.arguments + filter.arguments)
        while let row = try rows.next() { Self.note(row, place, &nearest) }
        return nearest
    }

    /// The same of offers that match; what lies farther than asked for is among them.
    private func matching(_ match: String, _ box: GeoBox, _ place: GeoPoint) throws -> [OfferSeat: Double] {
        let sql = """
            SELECT i.seat, i.latitude, i.longitude, i.siteCount FROM offerText CROSS JOIN offerIndex i ON i.seat = offerText.rowid
            WHERE offerText MATCH ?
                AND (i.siteCount > 1 OR (i.latitude BETWEEN ? AND ? AND i.longitude BETWEEN ? AND ?)) AND \(filter.condition)
            """
        var nearest: [OfferSeat: Double] = [:]
        var several: [(seat: Int64, count: Int)] = []
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: [match] + box.arguments + filter.arguments)
        while let row = try rows.next() {
            Self.note(row, place, &nearest)
            if row[3] as Int > 1 { several.append((row[0], row[3])) }
        }
        let others = try db.cachedStatement(
            sql: "SELECT id >> 3, minLatitude, minLongitude FROM offerPlace WHERE id = ?")
        for (seat, count) in several {
            for site in 1..<count {
                guard let row = try Row.fetchOne(others, arguments: [OfferIndexing.placeID(seat, site)]) else {
                    continue
                }
                Self.note(row, place, &nearest)
            }
        }
        return nearest
    }

    private static func note(_ row: Row, _ place: GeoPoint, _ nearest: inout [OfferSeat: Double]) {
        guard let latitude = row[1] as Double?, let longitude = row[2] as Double?,
            let point = GeoPoint(latitude: latitude, longitude: longitude)
        else { return }
        let seat = OfferSeat(number: row[0])
        nearest[seat] = min(nearest[seat] ?? .infinity, place.kilometres(to: point))
    }
}
