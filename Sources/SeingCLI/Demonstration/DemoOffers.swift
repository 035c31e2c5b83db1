import Offers
import Parties

/// What the employer of a demonstration offers: made up, in several trades, kinds of hosts and towns.
struct DemoOffer {
    enum Time { case fortnight, firstHalf, secondHalf, weeks }

    let title: String
    let host: String
    let siret: String
    let kind: Employer.Kind
    let sector: Sector
    let size: Employer.Size
    let town: (street: String, postalCode: String, city: String)
    let time: Time
    let places: Int
    let tasks: String
    let contact: (given: String, family: String, capacity: String)

    static let all: [DemoOffer] = [
        DemoOffer(
            title: "Dans l’atelier d’une menuisière", host: "Atelier du Bois Flotté", siret: "99900003700013",
            kind: .business, sector: .wood, size: .under10,
            town: ("8 rue des Forges", "94999", "Valmont-sur-Orge"), time: .fortnight, places: 2,
            tasks: "Observer la fabrication d’un meuble, du croquis à la pose.", contact: ("Maud", "Ferrand", "Gérante")
        ),
        DemoOffer(
            title: "Les métiers d’une mairie", host: "Commune de Valmont-sur-Orge", siret: "99900004500016",
            kind: .localAuthority(name: "Commune de Valmont-sur-Orge"), sector: .publicService, size: .under250,
            town: ("1 place de la Mairie", "94999", "Valmont-sur-Orge"), time: .fortnight, places: 4,
            tasks: "Suivre l’accueil, l’état civil, les espaces verts et un conseil municipal.",
            contact: ("Denis", "Lacombe", "Directeur général des services")),
        DemoOffer(
            title: "Soigner les animaux", host: "Clinique vétérinaire des Tilleuls", siret: "99900005200012",
            kind: .business, sector: .health, size: .under10,
            town: ("22 avenue des Tilleuls", "94999", "Valmont-sur-Orge"), time: .firstHalf, places: 1,
            tasks: "Observer les consultations et l’accueil des propriétaires.",
            contact: ("Inaya", "Colin", "Vétérinaire associée")),
        DemoOffer(
            title: "Préparer un spectacle", host: "Association Le Rideau Bleu", siret: "99900006000015",
            kind: .association, sector: .performingArts, size: .under10,
            town: ("5 impasse du Théâtre", "69999", "Saint-Aubin-des-Monts"), time: .secondHalf, places: 3,
            tasks: "Suivre les répétitions, la régie et la billetterie.",
            contact: ("Lucas", "Bertin", "Administrateur")),
        DemoOffer(
            title: "Réparer plutôt que jeter", host: "Ressourcerie du Faubourg", siret: "99900007800017",
            kind: .association, sector: .environment, size: .under50,
            town: ("40 faubourg Saint-Jean", "31999", "Castelroux"), time: .fortnight, places: 3,
            tasks: "Observer le tri, la réparation et la vente d’objets de seconde main.",
            contact: ("Nadège", "Pujol", "Coordinatrice")),
        DemoOffer(
            title: "Au tribunal : qui fait quoi ?", host: "Tribunal judiciaire de Castelroux", siret: "99900008600010",
            kind: .ministry(name: "Ministère de la justice"), sector: .lawAndJustice, size: .under250,
            town: ("2 place du Palais", "31999", "Castelroux"), time: .secondHalf, places: 2,
            tasks: "Assister à des audiences publiques et découvrir le greffe.",
            contact: ("Hervé", "Salles", "Directeur de greffe")),
        DemoOffer(
            title: "Le pain, de la farine au comptoir", host: "Fournil Le Goëmon", siret: "99900009400014",
            kind: .business, sector: .foodIndustry, size: .under10,
            town: ("3 quai des Brumes", "29999", "Port-Kerlann"), time: .weeks, places: 1,
            tasks: "Observer le façonnage, la cuisson et la vente.", contact: ("Gwenn", "Le Roux", "Boulangère")),
        DemoOffer(
            title: "Une semaine avec une équipe informatique", host: "Numérique Services du Val",
            siret: "99900010200015", kind: .business, sector: .computing, size: .under50,
            town: ("14 rue de l’Innovation", "69999", "Saint-Aubin-des-Monts"), time: .weeks, places: 2,
            tasks: "Suivre la réparation d’un poste, une réunion de projet et l’assistance aux utilisateurs.",
            contact: ("Samir", "Kadi", "Responsable technique")),
        DemoOffer(
            title: "Prendre soin des personnes âgées", host: "Résidence Les Glycines", siret: "99900011000018",
            kind: .association, sector: .socialWork, size: .under250,
            town: ("9 chemin des Glycines", "94999", "Valmont-sur-Orge"), time: .weeks, places: 2,
            tasks: "Découvrir l’animation, la cuisine et l’accueil d’une résidence.",
            contact: ("Corinne", "Vidal", "Directrice")),
        DemoOffer(
            title: "Construire une maison en bois", host: "Charpentes Martel", siret: "99900012800010",
            kind: .business, sector: .building, size: .under50,
            town: ("Zone artisanale des Pins", "31999", "Castelroux"), time: .firstHalf, places: 2,
            tasks: "Observer le bureau d’études, la taille et le levage d’une charpente.",
            contact: ("Rémi", "Martel", "Gérant")),
    ]

    /// - Returns: `nil` only when something above is mistyped, which a test would show.
    func offer(in periods: DemoPeriods) -> Offer? {
        let times = ["09:00", "12:00", "13:30", "16:30"].compactMap(TimeOfDay.init(iso8601:))
        guard let siret = SIRET(siret),
            let email = MailboxAddress("contact@\(host.filter(\.isASCII).mailLabel).example"),
            times.count == 4
        else { return nil }
        let day = [
            ConventionData.TimeSlot(from: times[0], to: times[1]),
            ConventionData.TimeSlot(from: times[2], to: times[3]),
        ]
        let employer = Employer(legalName: host, siret: siret, kind: kind, sector: sector, size: size)
        let address = PostalAddress(street: town.street, postalCode: town.postalCode, city: town.city)
        var posting = PublicOffer(
            title: title, employer: employer, grades: time == .weeks ? [.quatrieme, .troisieme] : [.seconde],
            periods: chosen(of: periods).map { OfferedPeriod($0, places: places) },
            sites: [OfferSite(address: address)], tasks: tasks,
            hours: WeeklyHours(Dictionary((1...5).map { ($0, day) }) { first, _ in first }))
        posting.conditions = "Le déjeuner n’est pas fourni."
        if size != .under10 { posting.accessibility = OfferAccessibility(features: [.wheelchair]) }
        return Offer(
            posting: posting,
            contact: OfferContact(
                name: PersonName(given: contact.given, family: contact.family), capacity: contact.capacity, email: email
            ))
    }

    /// What is left of the time that the host wants; what there is otherwise.
    private func chosen(of periods: DemoPeriods) -> [OfferPeriod] {
        let wanted = periods.seconde.filter { period in
            switch (time, period) {
            case (.fortnight, .fortnight), (.firstHalf, .firstHalf), (.secondHalf, .secondHalf): true
            default: false
            }
        }
        if time == .weeks { return periods.weeks }
        return wanted.isEmpty ? Array(periods.seconde.suffix(1)) : wanted
    }
}

extension String {
    /// Letters and digits alone, as a part of a name in the net.
    fileprivate var mailLabel: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
