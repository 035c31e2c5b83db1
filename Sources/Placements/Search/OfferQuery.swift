package import Offers
package import Parties

/// What somebody looks for.
package struct OfferQuery: Hashable, Sendable {
    /// As typed; only what ``SearchText`` makes of its beginning counts.
    package var words = ""
    package var near: Nearby?
    /// None for all.
    package var sectors: Set<Sector> = []
    /// `nil` for every grade whose campaign is open.
    package var grade: ConventionData.Grade?
    /// None for all.
    package var periods: Set<OfferPeriod> = []
    /// None for all.
    package var kinds: Set<Employer.Category> = []
    /// Made ready for at least one kind of handicap.
    package var isAccessible = false
    package var hasFreePlaces = true
    /// `nil` for both.
    package var isRemote: Bool?
    package var reader: OfferReader
    /// The day in France; decides what is open, what is still to come, and the order.
    package var today: CalendarDate
    /// From 0; beyond ``lastPage`` there is nothing.
    package var page = 0

    package init(reader: OfferReader, today: CalendarDate) {
        self.reader = reader
        self.today = today
    }

    package struct Nearby: Hashable, Sendable {
        package let place: GeoPoint
        package let kilometres: Double

        /// - Parameter kilometres: At most ``OfferOrder/farthest``.
        package init(_ place: GeoPoint, kilometres: Double) {
            self.place = place
            self.kilometres = kilometres.isNaN ? 0 : min(max(0, kilometres), OfferOrder.farthest)
        }
    }

    package static let pageSize = 20
    /// A thousand offers; whoever has read them narrows the search down.
    package static let lastPage = 49

    package var offset: Int { page * Self.pageSize }

    package var schoolYear: SchoolYear { SchoolYear(containing: today) }
}

/// One page of what was found.
package struct OfferPage: Hashable, Sendable {
    package var hits: [OfferHit]
    package var hasMore: Bool
    /// For a typed word that stands in no offer, the words that were looked for instead.
    package var corrections: [String: [String]]
    /// Why the offers stand in this order, in French.
    package var explanation: String

    package init(hits: [OfferHit], hasMore: Bool, corrections: [String: [String]], explanation: String) {
        self.hits = hits
        self.hasMore = hasMore
        self.corrections = corrections
        self.explanation = explanation
    }
}

/// One offer that was found, as a pupil may see it.
package struct OfferHit: Hashable, Sendable {
    package let id: OfferID
    package let posting: PublicOffer
    package let placesLeft: [OfferPeriod: Int]
    /// From the place that was asked for to the nearest site.
    package let kilometres: Double?
    /// Reserved for those who see it.
    package let isReserved: Bool
    /// A small employer, or one where offers are rare.
    package let isFavoured: Bool

    package init(
        id: OfferID, posting: PublicOffer, placesLeft: [OfferPeriod: Int], kilometres: Double?, isReserved: Bool,
        isFavoured: Bool
    ) {
        self.id = id
        self.posting = posting
        self.placesLeft = placesLeft
        self.kilometres = kilometres
        self.isReserved = isReserved
        self.isFavoured = isFavoured
    }
}
