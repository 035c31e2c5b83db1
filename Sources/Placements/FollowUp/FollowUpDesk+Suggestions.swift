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
    /// Around the school, in kilometres; where nothing is there, everywhere.
    package static let reach = 30.0

    /// Up to three offers for each pupil: of the grade, for days that the pupil has free, with places left, that a pupil of this school may see today,
    /// first in the sectors that the pupil has applied for, near the school where it is known where that is; none that he or she has applied for or that
    /// was declined. Of two that fit as well, the one comes first that fewer classmates are shown.
    package func suggestions(
        for pupils: [PupilFollowUp], of school: UAI
    ) async throws(OfferStoreError) -> [PupilReference: [SuggestedOffer]] {
        let (today, place, reader) = (today(), await place(school), try await reader(school))
        var found: [Wish: [OfferHit]] = [:]
        var shown: [OfferID: Int] = [:]
        var result: [PupilReference: [SuggestedOffer]] = [:]
        for pupil in pupils {
            let grade = pupil.pupil.details.grade
            let sectors = Set(pupil.applications.map(\.sector))
            var picked: [SuggestedOffer] = []
            let wishes =
                sectors.isEmpty ? [Wish(grade: grade)] : [Wish(grade: grade, sectors: sectors), Wish(grade: grade)]
            for wish in wishes where picked.count < Self.suggestionCount {
                if found[wish] == nil { found[wish] = try await hits(wish, reader, place, today) }
                let fitting = (found[wish] ?? []).compactMap { suggestion($0, pupil, today) }
                    .filter { new in !picked.contains { $0.hit.id == new.hit.id } }
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
        var sectors: Set<Sector> = []
    }

    private func hits(
        _ wish: Wish, _ reader: OfferReader, _ place: GeoPoint?, _ today: CalendarDate
    ) async throws(OfferStoreError) -> [OfferHit] {
        var query = OfferQuery(reader: reader, today: today)
        (query.grade, query.sectors) = (wish.grade, wish.sectors)
        if let place {
            query.near = OfferQuery.Nearby(place, kilometres: Self.reach)
            let near = try await pages(of: query)
            if !near.isEmpty { return near }
            query.near = nil
        }
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
