import Offers
import Parties

/// The employers of a full demonstration that have accounts of their own, with what each offers.
enum DemoHosts {
    static let all: [DemoOffer] = businesses + publicBodies + associations

    // MARK: Businesses

    private static let garage = DemoHost(
        name: "Garage du Pont-Neuf", siret: "99900013600013", kind: .business, sector: .automotive, size: .under10,
        town: ("17 rue du Pont-Neuf", "94999", "Valmont-sur-Orge"), contact: ("Bruno", "Castel", "Gérant"))
    private static let hotel = DemoHost(
        name: "Hôtel-restaurant La Rotonde", siret: "99900014400017", kind: .business, sector: .hotelsAndRestaurants,
        size: .under50, town: ("12 allée des Marronniers", "31999", "Castelroux"),
        contact: ("Farida", "Benali", "Directrice"))
    private static let bookshop = DemoHost(
        name: "Librairie L’Encre bleue", siret: "99900015100012", kind: .business, sector: .publishingAndLibraries,
        size: .under10, town: ("6 rue de la Poste", "29999", "Port-Kerlann"),
        contact: ("Enora", "Tanguy", "Libraire, gérante"))
    private static let energy = DemoHost(
        name: "Boréale Énergies", siret: "99900016900014", kind: .business, sector: .energy, size: .larger,
        town: ("1 parc des Éoliennes", "69999", "Saint-Aubin-les-Monts"),
        contact: ("Sophie", "Marchand", "Responsable des ressources humaines"))
    private static let studio = DemoHost(
        name: "Studio Trois Images", siret: "99900017700017", kind: .business, sector: .audiovisual, size: .under50,
        town: ("30 rue des Lumières", "94999", "Valmont-sur-Orge"), contact: ("Idriss", "Diop", "Producteur"))
    private static let farm = DemoHost(
        name: "Ferme des Quatre-Vents", siret: "99900018500010", kind: .business, sector: .agriculture, size: .under10,
        town: ("Lieu-dit Les Quatre-Vents", "69999", "Saint-Aubin-les-Monts"),
        contact: ("Martine", "Rochette", "Agricultrice"))
    private static let transport = DemoHost(
        name: "Transports Lemoine", siret: "99900019300014", kind: .business, sector: .logisticsAndTransport,
        size: .under250, town: ("5 boulevard de la Gare", "31999", "Castelroux"),
        contact: ("Patrick", "Lemoine", "Directeur d’exploitation"))
    private static let consultants = DemoHost(
        name: "Cabinet Delmas et associés", siret: "99900020100015", kind: .business, sector: .consulting,
        size: .under50, town: ("8 place des Capucins", "31999", "Castelroux"),
        contact: ("Agnès", "Delmas", "Associée"))
    private static let seller = DemoHost(
        name: "Vente Express 24", siret: "99900021900017", kind: .business, sector: .trade, size: .under10,
        town: ("2 rue du Commerce", "94999", "Valmont-sur-Orge"), contact: ("Kevin", "Morin", "Gérant"))

    private static let businesses: [DemoOffer] = [
        DemoOffer(
            "Sous le capot", of: garage, .fortnight, 1,
            "Observer le diagnostic et la réparation de voitures, et l’accueil."),
        DemoOffer(
            "Une semaine au garage", of: garage, .weeks, 1, "Observer l’entretien courant, les commandes et les devis."),
        paused(
            DemoOffer("Carrosserie et peinture", of: garage, .firstHalf, 1, "Observer le redressage et la peinture.")),
        DemoOffer(
            "Dans les coulisses d’un hôtel", of: hotel, .fortnight, 2,
            "Suivre l’accueil, les étages et la réservation ; jamais au service du bar."),
        DemoOffer(
            "En cuisine avec le chef", of: hotel, .weeks, 1,
            "Observer la préparation des plats et l’hygiène ; jamais au service du bar."),
        DemoOffer(
            "De la salle à l’économat", of: hotel, .secondHalf, 2,
            "Découvrir la salle, les achats et les stocks ; jamais au service du bar."),
        draft(DemoOffer("Organiser une réception", of: hotel, .firstHalf, 1, "À compléter.")),
        DemoOffer(
            "Le métier de libraire", of: bookshop, .weeks, 1, "Observer le choix des livres, les rayons et le conseil."),
        DemoOffer(
            "Des livres et des lecteurs", of: bookshop, .fortnight, 1,
            "Préparer une rencontre avec une autrice, et observer."),
        expired(DemoOffer("La rentrée littéraire", of: bookshop, .past, 1, "Observer l’arrivée des nouveautés.")),
        DemoOffer(
            "Comment marche une éolienne", of: energy, .fortnight, 4,
            "Suivre la salle de contrôle, le bureau d’études et une visite au pied des machines.",
            features: [.wheelchair, .hearing]),
        DemoOffer(
            "Les métiers de l’énergie", of: energy, .weeks, 3, "Rencontrer techniciennes, acheteurs et juristes.",
            features: [.wheelchair, .hearing]),
        sited(
            DemoOffer(
                "Un chantier de panneaux solaires", of: energy, .firstHalf, 2,
                "Observer la pose depuis la zone réservée."),
            ("Plateau des Landes", "69999", "Saint-Aubin-les-Monts")),
        priority(
            DemoOffer("Ingénieure, pourquoi pas moi ?", of: energy, .weeks, 4, "Une semaine avec des ingénieures.")),
        DemoOffer(
            "Monter un film documentaire", of: studio, .fortnight, 2, "Observer le tournage, le montage et le son."),
        sector(
            .videoGames,
            DemoOffer("Créer un jeu vidéo", of: studio, .secondHalf, 2, "Suivre scénario, graphisme et tests d’un jeu.")
        ),
        remote(DemoOffer("L’animation vue de chez vous", of: studio, .firstHalf, 5, "Suivre une équipe à distance.")),
        DemoOffer("La prise de son", of: studio, .weeks, 1, "Observer l’enregistrement de voix et de bruitages."),
        DemoOffer(
            "Une saison à la ferme", of: farm, .fortnight, 1, "Observer les soins aux bêtes et la vente directe."),
        DemoOffer("Du lait au fromage", of: farm, .weeks, 1, "Observer la traite de l’après-midi et la fromagerie."),
        withdrawn(DemoOffer("Les foins", of: farm, .secondHalf, 1, "Observer la récolte et les machines à l’arrêt.")),
        DemoOffer(
            "Du quai au camion", of: transport, .fortnight, 3, "Suivre l’exploitation, le quai et la planification.",
            features: [.wheelchair, .understanding]),
        DemoOffer("Le trajet d’un colis", of: transport, .weeks, 2, "Suivre un colis de la commande à la livraison."),
        DemoOffer(
            "Mécanique poids lourds", of: transport, .secondHalf, 1, "Observer l’atelier d’entretien des camions."),
        submitted(
            DemoOffer("Le conseil aux entreprises", of: consultants, .fortnight, 2, "Assister à des réunions d’équipe.")
        ),
        refused(
            DemoOffer(
                "Vendeuse, vendeur en juin", of: seller, .fortnight, 3, "Tenir la caisse et vendre seul les samedis."),
            "Cette offre décrit un travail et non une observation : l’élève ne tient pas la caisse et ne vend pas seul."
        ),
    ]

    // MARK: What differs from most

    static func paused(_ offer: DemoOffer) -> DemoOffer { with(offer) { $0.fate = .paused } }
    static func draft(_ offer: DemoOffer) -> DemoOffer { with(offer) { $0.fate = .draft } }
    static func submitted(_ offer: DemoOffer) -> DemoOffer { with(offer) { $0.fate = .submitted } }
    static func withdrawn(_ offer: DemoOffer) -> DemoOffer { with(offer) { $0.fate = .withdrawn } }
    static func expired(_ offer: DemoOffer) -> DemoOffer { with(offer) { $0.fate = .expired } }
    static func refused(_ offer: DemoOffer, _ reason: String) -> DemoOffer {
        with(offer) { $0.fate = .refused(reason) }
    }
    static func remote(_ offer: DemoOffer) -> DemoOffer { with(offer) { $0.isRemote = true } }
    static func priority(_ offer: DemoOffer) -> DemoOffer { with(offer) { $0.audience = .priority([.rep, .repPlus]) } }
    static func sector(_ sector: Sector, _ offer: DemoOffer) -> DemoOffer { with(offer) { $0.sector = sector } }

    static func sited(_ offer: DemoOffer, _ site: (String, String, String)) -> DemoOffer {
        with(offer) { $0.site = site }
    }

    static func with(_ offer: DemoOffer, _ change: (inout DemoOffer) -> Void) -> DemoOffer {
        var changed = offer
        change(&changed)
        return changed
    }
}
