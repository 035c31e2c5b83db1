import Offers
import Parties

/// A host of a demonstration: made up, with a number that nobody has and an address at which nobody lives.
struct DemoHost {
    let name: String
    let siret: String
    let kind: Employer.Kind
    let sector: Sector
    let size: Employer.Size
    let town: (street: String, postalCode: String, city: String)
    let contact: (given: String, family: String, capacity: String)

    /// Where it is written to, and with what it enters when it has an account of its own.
    var email: String { "contact@\(name.filter(\.isASCII).mailLabel).example" }

    var address: PostalAddress {
        PostalAddress(street: town.street, postalCode: town.postalCode, city: town.city)
    }
}

/// What an employer of a demonstration offers: made up, in several trades, kinds of hosts and towns.
struct DemoOffer {
    enum Time { case fortnight, firstHalf, secondHalf, weeks, past }

    /// What has become of it; an offer whose places are all taken is full by that alone.
    enum Fate {
        case published, draft, submitted, paused, withdrawn, expired
        case refused(String)
    }

    let title: String
    let host: DemoHost
    let time: Time
    let places: Int
    let tasks: String
    /// Of the offer, when it is not the host's own.
    var sector: Sector?
    var features: Set<OfferAccessibility.Feature>
    var audience = OfferAudience.everyone
    var fate = Fate.published
    var isRemote = false
    /// Besides the host's own address.
    var site: (street: String, postalCode: String, city: String)?

    init(
        _ title: String, of host: DemoHost, _ time: Time, _ places: Int, _ tasks: String,
        features: Set<OfferAccessibility.Feature>? = nil
    ) {
        (self.title, self.host, self.time, self.places, self.tasks) = (title, host, time, places, tasks)
        self.features = features ?? (host.size == .under10 ? [] : [.wheelchair])
    }

    /// Those of the one account that every demonstration has.
    static let all: [DemoOffer] = [
        DemoOffer(
            "Dans l’atelier d’une menuisière",
            of: DemoHost(
                name: "Atelier du Bois Flotté", siret: "99900003700013", kind: .business, sector: .wood, size: .under10,
                town: ("8 rue des Forges", "94999", "Valmont-sur-Orge"), contact: ("Maud", "Ferrand", "Gérante")),
            .fortnight, 2, "Observer la fabrication d’un meuble, du croquis à la pose."),
        DemoOffer(
            "Les métiers d’une mairie",
            of: DemoHost(
                name: "Commune de Valmont-sur-Orge", siret: "99900004500016",
                kind: .localAuthority(name: "Commune de Valmont-sur-Orge"), sector: .publicService, size: .under250,
                town: ("1 place de la Mairie", "94999", "Valmont-sur-Orge"),
                contact: ("Denis", "Lacombe", "Directeur général des services")),
            .fortnight, 4, "Suivre l’accueil, l’état civil, les espaces verts et un conseil municipal."),
        DemoOffer(
            "Soigner les animaux",
            of: DemoHost(
                name: "Clinique vétérinaire des Tilleuls", siret: "99900005200012", kind: .business, sector: .health,
                size: .under10,
                town: ("22 avenue des Tilleuls", "94999", "Valmont-sur-Orge"),
                contact: ("Inaya", "Colin", "Vétérinaire associée")),
            .firstHalf, 1, "Observer les consultations et l’accueil des propriétaires."),
        DemoOffer(
            "Préparer un spectacle",
            of: DemoHost(
                name: "Association Le Rideau Bleu", siret: "99900006000015", kind: .association,
                sector: .performingArts, size: .under10,
                town: ("5 impasse du Théâtre", "69999", "Saint-Aubin-des-Monts"),
                contact: ("Lucas", "Bertin", "Administrateur")),
            .secondHalf, 3, "Suivre les répétitions, la régie et la billetterie."),
        DemoOffer(
            "Réparer plutôt que jeter",
            of: DemoHost(
                name: "Ressourcerie du Faubourg", siret: "99900007800017", kind: .association, sector: .environment,
                size: .under50,
                town: ("40 faubourg Saint-Jean", "31999", "Castelroux"), contact: ("Nadège", "Pujol", "Coordinatrice")),
            .fortnight, 3, "Observer le tri, la réparation et la vente d’objets de seconde main."),
        DemoOffer(
            "Au tribunal : qui fait quoi ?",
            of: DemoHost(
                name: "Tribunal judiciaire de Castelroux", siret: "99900008600010",
                kind: .ministry(name: "Ministère de la justice"), sector: .lawAndJustice, size: .under250,
                town: ("2 place du Palais", "31999", "Castelroux"), contact: ("Hervé", "Salles", "Directeur de greffe")),
            .secondHalf, 2, "Assister à des audiences publiques et découvrir le greffe."),
        DemoOffer(
            "Le pain, de la farine au comptoir",
            of: DemoHost(
                name: "Fournil Le Goëmon", siret: "99900009400014", kind: .business, sector: .foodIndustry,
                size: .under10,
                town: ("3 quai des Brumes", "29999", "Port-Kerlann"), contact: ("Gwenn", "Le Roux", "Boulangère")),
            .weeks, 1, "Observer le façonnage, la cuisson et la vente."),
        DemoOffer(
            "Une semaine avec une équipe informatique",
            of: DemoHost(
                name: "Numérique Services du Val", siret: "99900010200015", kind: .business, sector: .computing,
                size: .under50,
                town: ("14 rue de l’Innovation", "69999", "Saint-Aubin-des-Monts"),
                contact: ("Samir", "Kadi", "Responsable technique")),
            .weeks, 2, "Suivre la réparation d’un poste, une réunion de projet et l’assistance aux utilisateurs."),
        DemoOffer(
            "Prendre soin des personnes âgées",
            of: DemoHost(
                name: "Résidence Les Glycines", siret: "99900011000018", kind: .association, sector: .socialWork,
                size: .under250,
                town: ("9 chemin des Glycines", "94999", "Valmont-sur-Orge"),
                contact: ("Corinne", "Vidal", "Directrice")),
            .weeks, 2, "Découvrir l’animation, la cuisine et l’accueil d’une résidence."),
        DemoOffer(
            "Construire une maison en bois",
            of: DemoHost(
                name: "Charpentes Martel", siret: "99900012800010", kind: .business, sector: .building, size: .under50,
                town: ("Zone artisanale des Pins", "31999", "Castelroux"), contact: ("Rémi", "Martel", "Gérant")),
            .firstHalf, 2, "Observer le bureau d’études, la taille et le levage d’une charpente."),
    ]

    /// - Returns: `nil` only when something is mistyped, which a test would show.
    func offer(in periods: DemoPeriods) -> Offer? {
        guard let siret = SIRET(host.siret), let email = MailboxAddress(host.email) else { return nil }
        let employer = Employer(
            legalName: host.name, siret: siret, kind: host.kind, sector: sector ?? host.sector, size: host.size)
        var posting = PublicOffer(
            title: title, employer: employer, grades: isOfCollege ? [.quatrieme, .troisieme] : [.seconde],
            periods: chosen(of: periods).map { OfferedPeriod($0, places: places) },
            sites: [OfferSite(address: host.address)], tasks: tasks, hours: Self.hours)
        if let site {
            let address = PostalAddress(street: site.street, postalCode: site.postalCode, city: site.city)
            posting.sites.append(OfferSite(address: address))
        }
        posting.conditions = isRemote ? "Observation par visioconférence." : "Le déjeuner n’est pas fourni."
        (posting.accessibility, posting.isRemote) = (OfferAccessibility(features: features), isRemote)
        return Offer(
            posting: posting, audience: audience,
            contact: OfferContact(
                name: PersonName(given: host.contact.given, family: host.contact.family),
                capacity: host.contact.capacity, email: email))
    }

    var isOfCollege: Bool { time == .weeks || time == .past }

    /// Six hours a day, from Monday to Friday.
    static let hours: WeeklyHours = {
        let times = ["09:00", "12:00", "13:30", "16:30"].compactMap(TimeOfDay.init(iso8601:))
        let day = [
            ConventionData.TimeSlot(from: times[0], to: times[1]),
            ConventionData.TimeSlot(from: times[2], to: times[3]),
        ]
        return WeeklyHours(Dictionary((1...5).map { ($0, day) }) { first, _ in first })
    }()

    /// What is left of the time that the host wants; what there is otherwise.
    private func chosen(of periods: DemoPeriods) -> [OfferPeriod] {
        let wanted = periods.seconde.filter { period in
            switch (time, period) {
            case (.fortnight, .fortnight), (.firstHalf, .firstHalf), (.secondHalf, .secondHalf): true
            default: false
            }
        }
        switch time {
        case .weeks: return periods.weeks
        case .past: return Array(periods.past.prefix(1))
        case .fortnight, .firstHalf, .secondHalf:
            return wanted.isEmpty ? Array(periods.seconde.suffix(1)) : wanted
        }
    }
}

extension String {
    /// Letters and digits alone, as a part of a name in the net.
    fileprivate var mailLabel: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
