import Foundation
import Offers
import Parties

/// Offers as there could be over France: many around large towns, some everywhere, a few chains with hundreds.
struct MadeUpOffers {
    struct Town {
        let name: String
        let department: String
        let latitude: Double
        let longitude: Double
        /// Out of all offers, in thousandths.
        let weight: Int
    }

    /// Places are rounded, weights are guesses after the size of the towns.
    static let towns: [Town] = [
        Town(name: "Paris", department: "75", latitude: 48.857, longitude: 2.352, weight: 150),
        Town(name: "Nanterre", department: "92", latitude: 48.892, longitude: 2.206, weight: 40),
        Town(name: "Créteil", department: "94", latitude: 48.79, longitude: 2.455, weight: 30),
        Town(name: "Marseille", department: "13", latitude: 43.296, longitude: 5.37, weight: 45),
        Town(name: "Lyon", department: "69", latitude: 45.764, longitude: 4.836, weight: 55),
        Town(name: "Toulouse", department: "31", latitude: 43.605, longitude: 1.444, weight: 40),
        Town(name: "Nice", department: "06", latitude: 43.71, longitude: 7.262, weight: 25),
        Town(name: "Nantes", department: "44", latitude: 47.218, longitude: -1.554, weight: 35),
        Town(name: "Montpellier", department: "34", latitude: 43.611, longitude: 3.877, weight: 25),
        Town(name: "Strasbourg", department: "67", latitude: 48.573, longitude: 7.752, weight: 25),
        Town(name: "Bordeaux", department: "33", latitude: 44.838, longitude: -0.579, weight: 35),
        Town(name: "Lille", department: "59", latitude: 50.629, longitude: 3.057, weight: 45),
        Town(name: "Rennes", department: "35", latitude: 48.117, longitude: -1.678, weight: 25),
        Town(name: "Grenoble", department: "38", latitude: 45.188, longitude: 5.724, weight: 20),
        Town(name: "Dijon", department: "21", latitude: 47.322, longitude: 5.041, weight: 12),
        Town(name: "Clermont-Ferrand", department: "63", latitude: 45.777, longitude: 3.087, weight: 12),
        Town(name: "Limoges", department: "87", latitude: 45.834, longitude: 1.261, weight: 8),
        Town(name: "Guéret", department: "23", latitude: 46.171, longitude: 1.871, weight: 2),
        Town(name: "Brest", department: "29", latitude: 48.39, longitude: -4.486, weight: 12),
        Town(name: "Bastia", department: "20", latitude: 42.697, longitude: 9.45, weight: 4),
        Town(name: "Saint-Denis", department: "974", latitude: -20.879, longitude: 55.448, weight: 12),
        Town(name: "Fort-de-France", department: "972", latitude: 14.604, longitude: -61.067, weight: 5),
    ]

    private static let drawnTowns = towns.flatMap { Array(repeating: $0, count: $0.weight) }

    static let trades = [
        "boulangerie", "pâtisserie", "boucherie", "restauration", "hôtellerie", "coiffure", "esthétique", "pharmacie",
        "vétérinaire",
        "infirmière", "kinésithérapeute", "ophtalmologie", "laboratoire", "menuiserie", "charpente", "maçonnerie",
        "plomberie",
        "électricité", "peinture", "carrelage", "architecture", "géomètre", "topographie", "paysagisme", "horticulture",
        "viticulture",
        "maraîchage", "élevage", "apiculture", "sylviculture", "mécanique", "carrosserie", "chaudronnerie", "soudure",
        "usinage",
        "aéronautique", "ferroviaire", "robotique", "électronique", "informatique", "développement", "cybersécurité",
        "réseaux",
        "graphisme", "photographie", "audiovisuel", "journalisme", "édition", "librairie", "bibliothèque", "musée",
        "archives",
        "théâtre", "orchestre", "danse", "cinéma", "animation", "enseignement", "crèche", "éducation", "secrétariat",
        "comptabilité",
        "notariat", "avocat", "tribunal", "gendarmerie", "pompiers", "armée", "mairie", "préfecture", "urbanisme",
        "logistique",
        "transport", "entrepôt", "aéroport", "tourisme", "immobilier", "banque", "assurance", "marketing",
        "communication",
        "publicité", "vente", "boutique", "supermarché", "fleuriste", "joaillerie", "couture", "maroquinerie",
        "céramique", "verrerie",
        "ébénisterie", "lutherie", "imprimerie", "recyclage", "énergie", "météorologie", "géologie", "chimie",
        "biologie",
    ]

    private static let verbs = [
        "Découvrir", "Observer", "Comprendre", "Suivre", "Explorer", "Rencontrer", "S’initier à",
        "Partager le quotidien de",
    ]

    private static let phrases = [
        "l’accueil des clients", "la préparation des commandes", "une réunion d’équipe", "le travail en atelier",
        "la visite d’un chantier",
        "les outils numériques", "la gestion des stocks", "la relation avec les fournisseurs", "les règles de sécurité",
        "le contrôle de la qualité", "la rédaction d’un compte rendu", "un entretien avec chaque métier",
        "la maquette d’un projet",
        "les soins du quotidien", "la vie d’une collectivité", "le protocole d’expérience", "la mise en rayon",
        "la tenue de la caisse",
        "la lecture de plans", "les déplacements avec un responsable", "l’archivage des dossiers",
        "la réparation des machines, à distance",
    ]

    private static let syllables = [
        "ba", "bel", "bri", "cha", "cor", "dal", "du", "fer", "fon", "gar", "gui", "jou", "la", "ler", "lin", "ma",
        "mer", "mon", "nar",
        "net", "pel", "per", "rin", "ro", "sau", "sel", "ta", "ter", "tin", "va", "ver", "vi",
    ]

    private var dice: Dice
    /// Of people, streets and villages, the frequent ones first.
    private let names: [String]

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        names = (0..<30_000).map { _ in
            (0..<Int.random(in: 2...4, using: &dice)).map { _ in dice.pick(Self.syllables) }.joined().capitalized
        }
        self.dice = dice
    }

    mutating func name() -> String { dice.pickEarly(names) }

    /// A place: around a large town, or anywhere in the hexagon.
    mutating func site() -> OfferSite {
        let town = dice.pick(Self.drawnTowns)
        let isRural = dice.chance(25)
        let far = pow(Double.random(in: 0..<1, using: &dice), 2) * 0.6
        let angle = Double.random(in: 0..<(2 * .pi), using: &dice)
        let (latitude, longitude) =
            isRural
            ? (Double.random(in: 43.2...50.2, using: &dice), Double.random(in: -1...6.8, using: &dice))
            : (town.latitude + far * sin(angle), town.longitude + 1.4 * far * cos(angle))
        let city = isRural || far > 0.1 ? "Saint-\(name())-sur-\(name())" : town.name
        let code = town.department + String(Int.random(in: 100...999, using: &dice)).prefix(5 - town.department.count)
        return OfferSite(
            address: PostalAddress(
                street: "\(Int.random(in: 1...200, using: &dice)) rue \(name())", postalCode: code, city: city),
            location: GeoPoint(latitude: latitude, longitude: longitude))
    }

    private mutating func employer(_ trade: Int) -> Employer? {
        let number =
            dice.chance(12)
            ? 900_000_000 + Int.random(in: 0..<150, using: &dice)
            : Int.random(in: 100_000_000...899_999_999, using: &dice)
        guard let siret = SIRET("\(number)00017") else { return nil }
        let kind: Employer.Kind =
            switch Int.random(in: 0..<100, using: &dice) {
            case 0..<70: .business
            case 70..<82: .association
            case 82..<90: .ministry(name: "Ministère de la culture")
            default: .localAuthority(name: "Communauté de communes de \(name())")
            }
        let sizes = Employer.Size.allCases
        return Employer(
            legalName: "\(MadeUpOffers.trades[trade].capitalized) \(name()) \(name())", siret: siret, kind: kind,
            sector: Sector.allCases[trade % Sector.allCases.count],
            size: number >= 900_000_000 ? .larger : dice.pickEarly(sizes))
    }

    private mutating func periods() -> [OfferedPeriod] {
        var periods: Set<OfferPeriod> = []
        if dice.chance(55) {
            periods = dice.chance(70) ? [.fortnight(year: 2027)] : [.firstHalf(year: 2027), .secondHalf(year: 2027)]
        }
        if periods.isEmpty || dice.chance(25) {
            for _ in 0..<Int.random(in: 1...10, using: &dice) {
                if let week = ISOWeek(year: 2027, number: Int.random(in: 2...21, using: &dice)) {
                    periods.insert(.week(week))
                }
            }
        }
        return periods.sorted { $0.slot < $1.slot }.map {
            OfferedPeriod($0, places: Int.random(in: 1...4, using: &dice))
        }
    }

    mutating func next(_ hours: WeeklyHours, _ contact: OfferContact) throws -> Offer {
        let trade = Int.random(in: 0..<Self.trades.count, using: &dice)
        guard let employer = employer(trade) else { throw Failure("no employer") }
        let periods = periods()
        let grades = ConventionData.Grade.observing.filter { grade in periods.contains { $0.period.suits(grade) } }
        let tasks = (0..<Int.random(in: 3...7, using: &dice)).map { _ in dice.pick(Self.phrases) }.joined(
            separator: ", ")
        var posting = PublicOffer(
            title: "\(dice.pick(Self.verbs)) le métier : \(Self.trades[trade])", employer: employer,
            grades: Set(grades), periods: periods,
            sites: dice.chance(6) ? [site(), site()] : [site()], tasks: "Au programme : \(tasks). Atelier \(name()).",
            hours: hours)
        if dice.chance(12) { posting.accessibility.features = [.wheelchair] }
        posting.isRemote = dice.chance(2)
        let audience: OfferAudience = dice.chance(5) ? .priority([.rep, .repPlus]) : .everyone
        return Offer(posting: posting, audience: audience, contact: contact)
    }
}
