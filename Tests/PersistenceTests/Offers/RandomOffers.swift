import Offers
import Parties
import Placements
import TestSupport

/// Offers and searches of every kind, from a seed.
struct RandomOffers {
    var random: SeededGenerator

    private static let words = [
        "boulangerie", "boulanger", "pâtisserie", "œuvre", "journal", "journaux", "informatique", "réseau", "réseaux",
        "jardin", "jardins", "école", "mairie", "hôpital", "garage", "mécanique", "vente", "accueil", "art", "artisan",
        "menuiserie", "éleveur", "théâtre", "musée", "logistique", "東京", "Ελλάδα", "naïveté", "bois", "travaux",
        "travail",
    ]
    private static let towns: [(String, String, Double, Double)] = [
        ("94000", "Créteil", 48.79, 2.455), ("75011", "Paris", 48.859, 2.38), ("23000", "Guéret", 46.171, 1.871),
        ("69003", "Lyon", 45.755, 4.853), ("97400", "Saint-Denis", -20.879, 55.448),
        ("92000", "Nanterre", 48.892, 2.206),
    ]
    static let schools = ["0750654D", "0951099D"].compactMap { UAI($0) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func text(_ count: ClosedRange<Int>) -> String {
        (0..<Int.random(in: count, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? "" }
            .joined(separator: " ")
    }

    private mutating func site() -> OfferSite {
        let town = Self.towns.randomElement(using: &random) ?? Self.towns[0]
        let spread = -0.4...0.4
        let location = GeoPoint(
            latitude: town.2 + .random(in: spread, using: &random),
            longitude: town.3 + .random(in: spread, using: &random))
        return OfferSite(
            address: PostalAddress(street: "1 rue", postalCode: town.0, city: town.1),
            location: chance(90) ? location : nil)
    }

    mutating func offer() -> Offer {
        let number = String(Int.random(in: 0...25, using: &random))
        let siret = OfferBench.siret(String(repeating: "0", count: 9 - number.utf8.count) + number + "00011")
        let kind: Employer.Kind =
            [.business, .business, .association, .ministry(name: text(1...2)), .localAuthority(name: text(1...2))]
            .randomElement(using: &random) ?? .business
        let employer = Employer(
            legalName: text(1...2), siret: siret, kind: kind,
            sector: [.foodIndustry, .computing, .health, .agriculture].randomElement(using: &random) ?? .sport,
            size: Employer.Size.allCases.randomElement(using: &random) ?? .larger)
        let all = [OfferBench.week(3), .fortnight(year: 2027), .firstHalf(year: 2027)] + (5...20).map(OfferBench.week)
        let periods = Set(
            (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in all.randomElement(using: &random) })
        let grades = Set(ConventionData.Grade.observing.filter { grade in periods.contains { $0.suits(grade) } })
        var posting = PublicOffer(
            title: text(1...3), employer: employer,
            grades: chance(50) ? grades : Set(grades.shuffled(using: &random).prefix(1)),
            periods: periods.map { OfferedPeriod($0, places: Int.random(in: 1...2, using: &random)) },
            sites: [site()] + (chance(20) ? [site(), site()] : []), tasks: text(2...8), hours: OfferBench.hours)
        posting.conditions = chance(30) ? text(1...4) : nil
        if chance(25) { posting.accessibility.features = [.wheelchair] }
        posting.isRemote = chance(10)
        return Offer(posting: posting, audience: audience(), contact: OfferBench.offer().contact)
    }

    private mutating func audience() -> OfferAudience {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: .priority([.rep, .repPlus])
        case 1: .priority([.qpv])
        case 2: .schools([Self.schools.randomElement(using: &random) ?? Self.schools[0]])
        default: .everyone
        }
    }

    mutating func state() -> OfferState {
        [.published, .published, .published, .published, .full, .draft, .submitted, .paused, .withdrawn, .expired]
            .randomElement(using: &random) ?? .draft
    }

    mutating func query() -> OfferQuery {
        var query = OfferQuery(reader: .anyone, today: OfferBench.date(chance(80) ? "2027-01-26" : "2027-03-01"))
        if chance(60) { query.words = words() }
        if chance(50) {
            let town = Self.towns.randomElement(using: &random) ?? Self.towns[0]
            query.near = GeoPoint(latitude: town.2, longitude: town.3).map {
                OfferQuery.Nearby($0, kilometres: [1, 5, 12, 30, 60, 100].randomElement(using: &random) ?? 10)
            }
        }
        if chance(30) {
            query.sectors = [.health, .computing].filter { _ in chance(60) }.reduce(into: []) { $0.insert($1) }
        }
        if chance(50) { query.grade = ConventionData.Grade.observing.randomElement(using: &random) }
        if chance(25) {
            query.periods = [OfferBench.week(Int.random(in: 1...20, using: &random)), .firstHalf(year: 2027)]
        }
        if chance(20) { query.kinds = [Employer.Category.allCases.randomElement(using: &random) ?? .business] }
        query.isAccessible = chance(15)
        query.hasFreePlaces = chance(70)
        query.isRemote = chance(80) ? nil : chance(50)
        if chance(40) {
            query.reader = OfferReader(
                school: Self.schools.randomElement(using: &random), priority: chance(50) ? [.repPlus] : [.qpv])
        }
        return query
    }

    private mutating func words() -> String {
        var text = text(1...2)
        if chance(40), let place = text.indices.randomElement(using: &random) {
            if chance(50) { text.remove(at: place) } else { text.insert("z", at: place) }
        }
        return chance(20) ? String(text.prefix(3)) : chance(20) ? text.uppercased() : text
    }
}
