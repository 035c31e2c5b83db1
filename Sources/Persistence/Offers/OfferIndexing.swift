import GRDB
import Offers
import Parties
package import Placements

/// Keeps what a search reads in step with the offers, in the transaction that changes them.
struct OfferIndexing {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Puts a listed offer in, as it is now, and takes any other out.
    func update(_ number: Int64, _ change: OfferChange) throws {
        try remove(number)
        guard change.state.isListed, !change.offer.posting.periods.isEmpty else { return }
        try insert(number, change.id, OfferIndexRow(posting: change.offer.posting, audience: change.offer.audience))
    }

    /// The periods that have a place left; their marks are written anew only when one of them has changed.
    func refreshFreePeriods(of number: Int64) throws {
        let sql = "SELECT seat, freePeriods, \(Self.free) FROM offerIndex WHERE offer = ?1"
        guard let row = try db.row(sql: sql, arguments: [number]) else { return }
        let (seat, before, now) = (row[0] as Int64, row[1] as Int, row[2] as Int)
        guard before != now else { return }
        try db.run(sql: "UPDATE offerIndex SET freePeriods = ? WHERE seat = ?", arguments: [now, seat])
        let marks =
            try db.row(sql: "SELECT marks FROM offerText WHERE rowid = ?", arguments: [seat])?[0] as String? ?? ""
        let others = marks.split(separator: " ").filter { !$0.hasPrefix(OfferMark.freePrefix) }.map(String.init)
        try db.run(
            sql: "UPDATE offerText SET marks = ? WHERE rowid = ?",
            arguments: [(others + Self.freeMarks(now)).joined(separator: " "), seat])
    }

    private static func freeMarks(_ bits: Int) -> [String] {
        (0..<OfferPeriod.slotCount).filter { bits & 1 << $0 != 0 }.map(OfferMark.free)
    }

    private static let free =
        "(SELECT ifnull(sum(1 << slot), 0) FROM offerPeriod WHERE offer = ?1 AND taken < places)"

    func remove(_ number: Int64) throws {
        let sql = "SELECT seat, siteCount FROM offerIndex WHERE offer = ?"
        guard let row = try db.row(sql: sql, arguments: [number]) else { return }
        let seat: Int64 = row[0]
        for table in ["offerIndex WHERE seat", "offerSchool WHERE seat", "offerText WHERE rowid"] {
            try db.run(sql: "DELETE FROM \(table) = ?", arguments: [seat])
        }
        for site in 0..<(row[1] as Int) {
            try db.run(sql: "DELETE FROM offerPlace WHERE id = ?", arguments: [Self.placeID(seat, site)])
        }
    }

    func insert(_ number: Int64, _ id: OfferID, _ row: OfferIndexRow) throws {
        let seat = try freeSeat(for: id, row)
        let main = row.posting.sites.first?.location
        try db.run(
            sql: """
                INSERT INTO offerIndex (offer, seat, schoolYear, grades, periods, freePeriods, audience, sectors, kinds, flags,
                    latitude, longitude, siteCount, siren, department)
                VALUES (?1, ?2, ?3, ?4, ?5, \(Self.free), ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                """,
            arguments: [
                number, seat, row.posting.schoolYear?.start, row.grades, row.periods, row.audienceBits, row.sectors,
                row.kinds,
                row.flags, main?.latitude, main?.longitude, row.posting.sites.count, row.posting.employer.siret.siren,
                row.department,
            ])
        for school in row.schools {
            try db.run(sql: "INSERT INTO offerSchool (seat, uai) VALUES (?, ?)", arguments: [seat, school])
        }
        for (site, location) in row.posting.sites.map(\.location).enumerated() {
            guard let location else { continue }
            try db.run(
                sql: """
                    INSERT INTO offerPlace (id, minLatitude, maxLatitude, minLongitude, maxLongitude) VALUES (?1, ?2, ?2, ?3, ?3)
                    """, arguments: [Self.placeID(seat, site), location.latitude, location.longitude])
        }
        let (headline, body) = (row.headline, row.body)
        let free =
            try db.row(sql: "SELECT freePeriods FROM offerIndex WHERE seat = ?", arguments: [seat])?[0] as Int? ?? 0
        let marks = ([row.marks] + Self.freeMarks(free)).joined(separator: " ")
        try db.run(
            sql: "INSERT INTO offerText (rowid, headline, body, marks) VALUES (?, ?, ?, ?)",
            arguments: [seat, headline, body, marks])
        try noteWords(headline + " " + body)
    }

    /// The number of a site among the boxes: eight to an offer.
    static func placeID(_ seat: Int64, _ site: Int) -> Int64 { seat << 3 | Int64(site) }

    // MARK: The seat

    private func freeSeat(for id: OfferID, _ row: OfferIndexRow) throws -> Int64 {
        let before = try db.row(
            sql: "SELECT count(*) FROM offerIndex WHERE siren = ? AND department = ?",
            arguments: [row.posting.employer.siret.siren, row.department])
        let isFavoured = try row.posting.employer.size.isSmall || isRare(row.posting.sites.first?.location)
        var draw = OfferSeat.draw(of: id)
        while true {
            let seat = OfferSeat(isFavoured: isFavoured, round: before?[0] ?? 0, draw: draw).number
            if try db.row(sql: "SELECT 1 FROM offerIndex WHERE seat = ?", arguments: [seat]) == nil { return seat }
            draw += 1
        }
    }

    /// Whether there are few offers around a place: within a box of about twenty kilometres.
    func isRare(_ location: GeoPoint?) throws -> Bool {
        guard let box = location?.box(kilometres: OfferOrder.rareKilometres) else { return false }
        let sql = """
            SELECT count(*) FROM (SELECT id FROM offerPlace WHERE minLatitude >= ? AND maxLatitude <= ?
                AND minLongitude >= ? AND maxLongitude <= ? LIMIT \(OfferOrder.rareCount))
            """
        let count = try db.row(sql: sql, arguments: box.arguments).map { $0[0] as Int } ?? 0
        return count < OfferOrder.rareCount
    }

    // MARK: Words

    /// Keys lead from a mistyped word to those that offers have; they stay when an offer goes, since a word is looked up before it is taken.
    private func noteWords(_ text: String) throws {
        for word in text.split(separator: " ").map(String.init) {
            try db.run(sql: "INSERT INTO offerWord (word) VALUES (?) ON CONFLICT DO NOTHING", arguments: [word])
            guard db.changesCount == 1 else { continue }
            let number = db.lastInsertedRowID
            for key in Spelling.keys(of: word) {
                try db.run(
                    sql: "INSERT INTO offerSpelling (key, word) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    arguments: [key, number])
            }
        }
    }
}

extension GeoBox {
    /// South, north, west, east; what a box of single precision holds lies within.
    var arguments: StatementArguments {
        [latitudes.lowerBound, latitudes.upperBound, longitudes.lowerBound, longitudes.upperBound]
    }
}

extension SQLiteStore {
    /// Makes anew what a search reads, from the offers alone: which are rare where they are depends on all of them.
    ///
    /// Searches meanwhile find what is there already. Call it now and then, at night, and after a version that makes words otherwise.
    package func rebuildOfferIndex() async throws(OfferStoreError) {
        try await offerWrite { db in
            for table in ["offerIndex", "offerSchool", "offerText", "offerPlace", "offerWord", "offerSpelling"] {
                try db.execute(sql: "DELETE FROM \(table)")
            }
        }
        // Twice: where offers are rare is known when all are in.
        for _ in 0..<2 {
            var after: Int64? = 0
            while let from = after { after = try await reindexOffers(after: from) }
        }
    }

    /// - Returns: The last that was looked at; `nil` after the last of all.
    private func reindexOffers(after number: Int64) async throws(OfferStoreError) -> Int64? {
        try await offerWrite { db in
            let sql = """
                SELECT offer.number, id, posting, offer.audience, offerIndex.seat FROM offer LEFT JOIN offerIndex ON offerIndex.offer = offer.number
                WHERE offer.number > ? AND state IN ('published', 'full') ORDER BY offer.number LIMIT 200
                """
            let rows = try db.rows(sql: sql, arguments: [number])
            for row in rows {
                let posting: OfferPostingRecord = try fromJSON(row["posting"])
                let audience: OfferAudienceRecord = try fromJSON(row["audience"])
                let index = OfferIndexRow(posting: try posting.posting(), audience: try audience.audience())
                let indexing = OfferIndexing(db)
                if let seat = row["seat"] as Int64? {
                    let employer = index.posting.employer
                    let isFavoured = try employer.size.isSmall || indexing.isRare(index.posting.sites.first?.location)
                    guard OfferSeat(number: seat).isFavoured != isFavoured else { continue }
                    try indexing.remove(row["number"])
                }
                try indexing.insert(row["number"], try known(row["id"], OfferID.init), index)
            }
            return rows.last.map { $0["number"] }
        }
    }
}
