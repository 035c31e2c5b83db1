import Offers
import Parties
import Placements

/// A search that looks at every offer, one after the other: slow, and plain enough to be seen to be right.
struct ReferenceSearch {
    struct Entry {
        let stored: StoredOffer
        let seat: OfferSeat
        let headline: Set<String>
        let all: Set<String>

        init(_ stored: StoredOffer, _ seat: OfferSeat) {
            (self.stored, self.seat) = (stored, seat)
            let posting = stored.offer.posting
            headline = Set(
                [posting.title, posting.employer.sector.name, posting.employer.legalName].flatMap(SearchText.words))
            var texts =
                [posting.tasks, posting.conditions ?? ""]
                + posting.sites.flatMap { [$0.address.city, $0.address.postalCode] }
            switch posting.employer.kind {
            case .ministry(let name), .localAuthority(let name): texts.append(name)
            case .business, .association: break
            }
            all = headline.union(texts.flatMap(SearchText.words))
        }
    }

    /// Listed ones.
    let entries: [Entry]
    let campaign: OfferCampaign

    /// Of those that the reader may see.
    struct Words: SearchVocabulary {
        let entries: [Entry]

        func knows(_ word: SoughtWord) -> Bool { entries.contains { $0.all.contains(where: word.matches) } }

        func near(_ word: String) -> [String] { Array(Set(entries.flatMap(\.all))) }
    }

    func words(_ query: OfferQuery) -> Words {
        var everything = OfferQuery(reader: query.reader, today: query.today)
        everything.hasFreePlaces = false
        return Words(entries: entries.filter { isVisible($0, everything) })
    }

    /// In order, all of them.
    func all(_ query: OfferQuery) throws -> [(id: OfferID, kilometres: Double?)] {
        let words = try SoughtText(query.words, words(query)).words
        var groups: [[Int]: [Entry]] = [:]
        for entry in entries where isVisible(entry, query) && suits(entry, query) {
            guard let relevance = relevance(entry, words), let distance = distance(entry, query) else { continue }
            groups[[relevance, distance.map(OfferOrder.band) ?? 0], default: []].append(entry)
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { _, group in
            OfferOrder.arranged(group.map(\.seat), on: query.today).compactMap { seat in
                group.first { $0.seat == seat }.map { ($0.stored.id, self.distance($0, query) ?? nil) }
            }
        }
    }

    private func isVisible(_ entry: Entry, _ query: OfferQuery) -> Bool {
        let posting = entry.stored.offer.posting
        let open = posting.grades.filter { grade in
            campaign.opensOn[grade].map { $0 <= query.today } ?? false && (query.grade == nil || query.grade == grade)
        }
        return entry.stored.state.isListed && entry.stored.offer.audience.admits(query.reader)
            && posting.periods.contains { offered in
                let period = offered.period
                return open.contains(where: period.suits) && period.schoolYear == SchoolYear(containing: query.today)
                    && (query.periods.isEmpty || query.periods.contains(period))
                    && (period.days().map { $0.lowerBound > query.today } ?? false)
                    && (!query.hasFreePlaces || entry.stored.placesLeft(in: period) > 0)
            }
    }

    private func suits(_ entry: Entry, _ query: OfferQuery) -> Bool {
        let posting = entry.stored.offer.posting
        return (query.sectors.isEmpty || query.sectors.contains(posting.employer.sector))
            && (query.kinds.isEmpty || query.kinds.contains(posting.employer.kind.category))
            && (!query.isAccessible || !posting.accessibility.features.isEmpty)
            && (query.isRemote == nil || query.isRemote == posting.isRemote)
    }

    private func relevance(_ entry: Entry, _ words: [SoughtWord]) -> Int? {
        if words.allSatisfy({ entry.headline.contains(where: $0.matches) }) { return 0 }
        return words.allSatisfy { entry.all.contains(where: $0.matches) } ? 1 : nil
    }

    /// `nil` when it is too far or nowhere, `.some(nil)` when no place was asked for.
    private func distance(_ entry: Entry, _ query: OfferQuery) -> Double?? {
        guard let near = query.near else { return .some(nil) }
        let nearest = entry.stored.offer.posting.sites.compactMap(\.location).map(near.place.kilometres).min()
        guard let nearest, nearest <= near.kilometres else { return nil }
        return .some(nearest)
    }
}
