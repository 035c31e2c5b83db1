package import Offers
package import Parties
import Rosters

/// An offer that fits a pupil, in the periods in which it does.
package struct SuggestedOffer: Hashable, Sendable {
    package let hit: OfferHit
    package let periods: [OfferPeriod]
}

extension FollowUpDesk {
    /// Offers put before one pupil at once.
    package static let suggestionCount = 3
    /// Around the school, in kilometres; where nothing there fits, everywhere.
    package static let reach = 30.0

    /// Up to three offers for each pupil: of the grade, for days that the pupil has free, with places left, that a pupil of this school may see today,
    /// first in the sectors that the pupil has applied for, near the school where it is known where that is; none that he or she has applied for or that
    /// was declined, and none in the *voie professionnelle*, for which offers have no grade. Of two that fit as well, the one comes first that fewer
    /// classmates are shown.
    package func suggestions(
        for pupils: [PupilFollowUp], of school: UAI
    ) async throws(OfferStoreError) -> [PupilReference: [SuggestedOffer]] {
        let (today, place, reader) = (today(), await place(school), try await reader(school))
        var found: [Wish: [OfferHit]] = [:]
        var shown: [OfferID: Int] = [:]
        var result: [PupilReference: [SuggestedOffer]] = [:]
        for pupil in pupils where pupil.pupil.details.grade != .professionnelle {
            var picked: [SuggestedOffer] = []
            for wish in wishes(of: pupil, today) where picked.count < Self.suggestionCount {
                var fitting: [SuggestedOffer] = []
                for near in [place, nil] where fitting.isEmpty {
                    let wish = near == nil ? wish : wish.nearby
                    if found[wish] == nil { found[wish] = try await hits(wish, reader, near, today) }
                    fitting = (found[wish] ?? []).compactMap { suggestion($0, pupil, today) }
                        .filter { new in !picked.contains { $0.hit.id == new.hit.id } }
                }
                // Sorting keeps the order of the search among equals.
                let fair = fitting.enumerated().sorted {
                    (shown[$0.element.hit.id] ?? 0, $0.offset) < (shown[$1.element.hit.id] ?? 0, $1.offset)
                }
                picked += fair.prefix(Self.suggestionCount - picked.count).map(\.element)
            }
            for offer in picked { shown[offer.hit.id, default: 0] += 1 }
            result[pupil.pupil.reference] = picked
        }
        return result
    }

    private struct Wish: Hashable {
        let grade: ConventionData.Grade
        /// None for all.
        let periods: Set<OfferPeriod>
        var sectors: Set<Sector> = []
        var isNear = false

        var nearby: Wish {
            var wish = self
            wish.isNear = true
            return wish
        }
    }

    /// First the sectors that the pupil has applied for, then all.
    private func wishes(of pupil: PupilFollowUp, _ today: CalendarDate) -> [Wish] {
        let all = Wish(
            grade: pupil.pupil.details.grade, periods: pupil.freePeriods(in: SchoolYear(containing: today), calendar))
        var first = all
        first.sectors = Set(pupil.applications.map(\.sector))
        return first.sectors.isEmpty ? [all] : [first, all]
    }

    private func hits(
        _ wish: Wish, _ reader: OfferReader, _ place: GeoPoint?, _ today: CalendarDate
    ) async throws(OfferStoreError) -> [OfferHit] {
        var query = OfferQuery(reader: reader, today: today)
        (query.grade, query.sectors, query.periods) = (wish.grade, wish.sectors, wish.periods)
        query.near = place.map { OfferQuery.Nearby($0, kilometres: Self.reach) }
        return try await pages(of: query)
    }

    /// Enough that a class does not look at the same three.
    private func pages(of query: OfferQuery) async throws(OfferStoreError) -> [OfferHit] {
        var (query, hits): (OfferQuery, [OfferHit]) = (query, [])
        for number in 0..<3 {
            query.page = number
            let page = try await search.page(query)
            hits += page.hits
            guard page.hasMore else { break }
        }
        return hits
    }

    private func suggestion(_ hit: OfferHit, _ pupil: PupilFollowUp, _ today: CalendarDate) -> SuggestedOffer? {
        let periods = hit.placesLeft.filter { $0.value > 0 }.map(\.key).filter {
            pupil.mayApply(for: hit.id, in: $0, on: today, calendar)
        }
        return periods.isEmpty ? nil : SuggestedOffer(hit: hit, periods: periods.sorted { $0.slot < $1.slot })
    }
}
