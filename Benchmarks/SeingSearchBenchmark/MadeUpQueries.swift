import Offers
import Parties
import Placements

/// Searches as pupils make them, each kind with its share.
struct MadeUpQueries {
    enum Kind: String, CaseIterable {
        case place = "around a place", words = "words", wordsAndPlace = "words around a place",
            mistakes = "mistyped words around a place", sector = "sector around a place", filters =
            "filters without a place",
            rare = "rare filters, 100 km", browse = "everything", deep = "pages 5 to 50"
    }

    private static let shares: [Kind] = [
        .place, .place, .place, .place, .place, .words, .words, .words, .wordsAndPlace, .wordsAndPlace, .wordsAndPlace,
        .wordsAndPlace,
        .mistakes, .mistakes, .sector, .sector, .filters, .rare, .browse, .deep,
    ]

    private var dice: Dice
    private let today: CalendarDate

    init(seed: UInt64, today: CalendarDate) {
        dice = Dice(seed: seed)
        self.today = today
    }

    mutating func next() -> (Kind, OfferQuery) {
        let kind = dice.pick(Self.shares)
        var query = OfferQuery(reader: dice.chance(20) ? OfferReader(priority: [.rep]) : .anyone, today: today)
        query.grade = dice.chance(80) ? dice.pick([.troisieme, .seconde, .seconde]) : nil
        switch kind {
        case .place: query.near = near()
        case .words: query.words = words()
        case .wordsAndPlace: (query.words, query.near) = (words(), near())
        case .mistakes: (query.words, query.near) = (mistyped(dice.pick(MadeUpOffers.trades)), near())
        case .sector: (query.sectors, query.near) = ([dice.pick(Sector.allCases), dice.pick(Sector.allCases)], near())
        case .filters: filter(&query)
        case .rare:
            filter(&query)
            query.isAccessible = true
            query.near = near(100)
        case .browse: break
        case .deep:
            query.page = Int.random(in: 5..<50, using: &dice)
            if dice.chance(60) { query.near = near() }
            if dice.chance(30) { query.words = words() }
        }
        return (kind, query)
    }

    private mutating func near(_ kilometres: Double? = nil) -> OfferQuery.Nearby? {
        let town = dice.chance(70) ? dice.pick(MadeUpOffers.towns) : MadeUpOffers.towns[0]
        let spread = -0.3...0.3
        return GeoPoint(
            latitude: town.latitude + .random(in: spread, using: &dice),
            longitude: town.longitude + .random(in: spread, using: &dice)
        ).map { OfferQuery.Nearby($0, kilometres: kilometres ?? dice.pick([5, 10, 20, 20, 30, 50])) }
    }

    private mutating func words() -> String {
        let trade = dice.pick(MadeUpOffers.trades)
        return switch Int.random(in: 0..<8, using: &dice) {
        case 0: trade.uppercased()
        case 1: trade + "s"
        case 2: String(trade.prefix(5))
        case 3: "stage de \(trade)"
        case 4: "accueil clients"
        case 5: "\(trade) \(dice.pick(MadeUpOffers.towns).name)"
        case 6: "métier"
        default: trade
        }
    }

    private mutating func mistyped(_ word: String) -> String {
        var letters = Array(word)
        let place = Int.random(in: 1..<letters.count, using: &dice)
        if dice.chance(50) { letters.remove(at: place) } else { letters.swapAt(place, place - 1) }
        return String(letters)
    }

    private mutating func filter(_ query: inout OfferQuery) {
        if dice.chance(50) { query.kinds = [dice.pick([.association, .publicBody])] }
        if dice.chance(50) { query.sectors = [dice.pick(Sector.allCases)] }
        if dice.chance(30) { query.isRemote = true }
        if dice.chance(50), let week = ISOWeek(year: 2027, number: Int.random(in: 8...21, using: &dice)) {
            query.periods = [.week(week)]
            query.grade = .troisieme
        }
    }
}
