package import Offers
package import Parties

/// One offer as somebody may see it who is not its employer: nothing of how a person is reached.
package struct ShownOffer: Hashable, Sendable {
    package let id: OfferID
    package let posting: PublicOffer
    package let placesLeft: [OfferPeriod: Int]
    /// Reserved for those who see it.
    package let isReserved: Bool
    /// Grades whose campaign is open: nobody else may apply yet.
    package let openGrades: Set<ConventionData.Grade>
}

extension OfferDesk {
    /// From which day on offers of a school year are seen; `nil` when nobody has said so.
    package func campaign(of year: SchoolYear) async throws(PlacementError) -> OfferCampaign? {
        do throws(OfferStoreError) { return try await store.campaign(year) } catch { throw PlacementError(error) }
    }

    /// An offer that a reader may see today.
    ///
    /// - Parameter today: The day in France.
    /// - Throws: ``PlacementError/unknownOffer`` for one that is not there, not published, not for this reader, or whose campaign has not begun:
    ///   which of these it is, is told to nobody.
    package func shown(
        _ id: OfferID, to reader: OfferReader, on today: CalendarDate
    ) async throws(PlacementError) -> ShownOffer {
        let found = try await offer(id)
        let posting = found.offer.posting
        guard found.state.isListed, found.offer.admits(reader), let year = posting.schoolYear else {
            throw .unknownOffer
        }
        let open = try await campaign(of: year)?.openGrades(on: today).intersection(posting.grades) ?? []
        guard !open.isEmpty else { throw .unknownOffer }
        let left = posting.periods.map { ($0.period, found.placesLeft(in: $0.period)) }
        return ShownOffer(
            id: id, posting: posting, placesLeft: Dictionary(left) { first, _ in first },
            isReserved: found.offer.audience != .everyone, openGrades: open)
    }
}
