package import Offers
package import Parties

/// One offer as somebody may see it who is not its employer: nothing of how a person is reached.
package struct ShownOffer: Hashable, Sendable {
    package let id: OfferID
    package fileprivate(set) var posting: PublicOffer
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

    /// Offers of an employer that a reader may see today, the newest first, with the periods alone that have not begun; looked for among its
    /// ``offersCompared`` newest that are published.
    ///
    /// - Parameter today: The day in France.
    package func shown(
        of siret: SIRET, to reader: OfferReader, on today: CalendarDate
    ) async throws(PlacementError) -> [ShownOffer] {
        var shown: [ShownOffer] = []
        for found in try await offers(at: siret, [.published, .full]) {
            guard var offer = try await self.shown(found, to: reader, on: today) else { continue }
            offer.posting.periods.removeAll { ($0.period.days(calendar)?.lowerBound ?? today) <= today }
            if !offer.posting.periods.isEmpty { shown.append(offer) }
        }
        return shown
    }

    /// An offer that a reader may see today.
    ///
    /// - Parameter today: The day in France.
    /// - Throws: ``PlacementError/unknownOffer`` for one that is not there, not published, not for this reader, or whose campaign has not begun:
    ///   which of these it is, is told to nobody.
    package func shown(
        _ id: OfferID, to reader: OfferReader, on today: CalendarDate
    ) async throws(PlacementError) -> ShownOffer {
        guard let shown = try await shown(try await offer(id), to: reader, on: today) else { throw .unknownOffer }
        return shown
    }

    private func shown(
        _ found: StoredOffer, to reader: OfferReader, on today: CalendarDate
    ) async throws(PlacementError) -> ShownOffer? {
        let posting = found.offer.posting
        guard found.state.isListed, found.offer.admits(reader), let year = posting.schoolYear else { return nil }
        let open = try await campaign(of: year)?.openGrades(on: today).intersection(posting.grades) ?? []
        guard !open.isEmpty else { return nil }
        let left = posting.periods.map { ($0.period, found.placesLeft(in: $0.period)) }
        return ShownOffer(
            id: found.id, posting: posting, placesLeft: Dictionary(left) { first, _ in first },
            isReserved: found.offer.audience != .everyone, openGrades: open)
    }
}
