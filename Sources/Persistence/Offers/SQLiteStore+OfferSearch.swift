import GRDB
import Offers
package import Parties
package import Placements

extension SQLiteStore {
    /// Finds offers in the index.
    ///
    /// - Parameter calendar: The dates of seconde.
    package func offerSearch(calendar: PlacementCalendar = .standard) -> OfferSearch {
        OfferSearch { query throws(OfferStoreError) in
            try await offerRead { db in try OfferPage.find(query, calendar, in: db) }
        }
    }
}

extension OfferPage {
    static func find(_ query: OfferQuery, _ calendar: PlacementCalendar, in db: Database) throws -> OfferPage {
        let campaign = try OfferCampaign.fetch(query.schoolYear, in: db)
        let vocabulary = OfferVocabulary(db: db, query, campaign: campaign, calendar: calendar)
        let sought = try SoughtText(query.words, vocabulary)
        var page = OfferPage(
            hits: [], hasMore: false, corrections: sought.corrections,
            explanation: OfferOrder.explanation(of: query, hasWords: !sought.words.isEmpty))
        guard (0...OfferQuery.lastPage).contains(query.page),
            let filter = OfferFilter(query, campaign: campaign, calendar: calendar)
        else { return page }
        let end = query.offset + OfferQuery.pageSize
        let words = try sought.words.map(vocabulary.spelledOut)
        let found = try OfferFinder(db, query, filter, words).first(end + 1)
        page.hasMore = found.count > end && query.page < OfferQuery.lastPage
        page.hits = try found.dropFirst(query.offset).prefix(OfferQuery.pageSize).map { try OfferHit($0, in: db) }
        return page
    }
}

extension OfferHit {
    fileprivate init(_ found: OfferFinder.Found, in db: Database) throws {
        let sql = """
            SELECT offer.number, id, posting, offerIndex.audience FROM offerIndex JOIN offer ON offer.number = offerIndex.offer WHERE seat = ?
            """
        guard let row = try db.row(sql: sql, arguments: [found.seat.number]) else {
            throw OfferStoreError.damaged("index of an offer that is not there")
        }
        let record: OfferPostingRecord = try fromJSON(row["posting"])
        let posting = try record.posting()
        let taken = try StoredOffer.taken(of: row["number"], in: db)
        self.init(
            id: try known(row["id"], OfferID.init), posting: posting,
            placesLeft: Dictionary(
                posting.periods.map { ($0.period, max(0, $0.places - (taken[$0.period] ?? 0))) }, uniquingKeysWith: +),
            kilometres: found.kilometres, isReserved: row["audience"] != 0, isFavoured: found.seat.isFavoured)
    }
}
