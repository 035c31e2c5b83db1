import Offers
import Parties

extension DemoHosts {
    // MARK: Public bodies

    private static let hospital = DemoHost(
        name: "Centre hospitalier du Val-d’Orge", siret: "99900022700010",
        kind: .ministry(name: "Ministère chargé de la santé"), sector: .health, size: .larger,
        town: ("100 avenue de l’Hôpital", "94999", "Valmont-sur-Orge"),
        contact: ("Nathalie", "Perrin", "Directrice des soins"))
    private static let treasury = DemoHost(
        name: "Centre des finances publiques de Castelroux", siret: "99900023500013",
        kind: .ministry(name: "Ministère de l’économie et des finances"), sector: .accountingAndStaff,
        size: .under250, town: ("4 place du Trésor", "31999", "Castelroux"),
        contact: ("Olivier", "Gomez", "Responsable de centre"))
    private static let county = DemoHost(
        name: "Département du Val-d’Orge", siret: "99900024300017",
        kind: .localAuthority(name: "Département du Val-d’Orge"), sector: .cultureAndHeritage, size: .larger,
        town: ("3 cours du Département", "94999", "Valmont-sur-Orge"),
        contact: ("Claire", "Aubry", "Cheffe du service de la jeunesse"))
    private static let community = DemoHost(
        name: "Communauté de communes du Pays de Kerlann", siret: "99900025000012",
        kind: .localAuthority(name: "Communauté de communes du Pays de Kerlann"), sector: .environment,
        size: .under250, town: ("1 rue des Embruns", "29999", "Port-Kerlann"),
        contact: ("Goulven", "Morvan", "Directeur des services techniques"))

    static let publicBodies: [DemoOffer] = [
        DemoOffer(
            "Les métiers de l’hôpital", of: hospital, .fortnight, 4,
            "Découvrir l’accueil, la pharmacie et la logistique.",
            features: [.wheelchair, .sight]),
        sector(
            .paramedical,
            DemoOffer(
                "Rééduquer et accompagner", of: hospital, .secondHalf, 1, "Observer kinésithérapie et ergothérapie.")),
        DemoOffer("Une semaine au laboratoire", of: hospital, .weeks, 1, "Observer le trajet d’un prélèvement."),
        sector(
            .maintenance,
            DemoOffer("Faire tourner un hôpital", of: hospital, .weeks, 2, "Suivre la maintenance et la blanchisserie.")
        ),
        DemoOffer(
            "À quoi servent les impôts ?", of: treasury, .fortnight, 2, "Observer l’accueil et le conseil aux communes."
        ),
        DemoOffer("Le budget d’une ville", of: treasury, .weeks, 2, "Comprendre comment une dépense est payée."),
        DemoOffer("Contrôler les comptes", of: treasury, .firstHalf, 1, "Suivre une équipe de contrôle au bureau."),
        DemoOffer(
            "Aux archives départementales", of: county, .fortnight, 2, "Observer le classement et la restauration.",
            features: [.wheelchair, .hearing, .sight]),
        sector(
            .socialWork,
            DemoOffer("L’action sociale", of: county, .secondHalf, 2, "Rencontrer les équipes, sans les usagers.")),
        with(DemoOffer("Un musée de l’intérieur", of: county, .weeks, 2, "Suivre la préparation d’une exposition.")) {
            $0.audience = .schools(Set([DemoSchools.milliat].compactMap { UAI($0) }))
        },
        with(DemoOffer("Les routes du département", of: county, .firstHalf, 1, "Suivre le bureau des travaux.")) {
            $0.audience = .schools(Set([DemoSchools.tillion].compactMap { UAI($0) }))
        },
        DemoOffer("D’où vient l’eau du robinet ?", of: community, .weeks, 3, "Visiter la station et son laboratoire."),
        DemoOffer(
            "Trier, réparer, recycler", of: community, .fortnight, 3, "Suivre la déchetterie et le centre de tri."),
        sector(
            .tourism,
            DemoOffer("À l’office de tourisme", of: community, .weeks, 1, "Observer l’accueil et préparer un parcours.")
        ),
        withdrawn(DemoOffer("Le port de plaisance", of: community, .weeks, 2, "Observer la capitainerie.")),
    ]

    // MARK: Associations

    private static let sport = DemoHost(
        name: "Association Sport pour tous", siret: "99900026800014", kind: .association, sector: .sport,
        size: .under10, town: ("Stade municipal, 9 rue du Stade", "69999", "Saint-Aubin-les-Monts"),
        contact: ("Moussa", "Traoré", "Directeur sportif"))
    private static let table = DemoHost(
        name: "Association La Table partagée", siret: "99900027600017", kind: .association, sector: .socialWork,
        size: .under50, town: ("21 rue Neuve", "94999", "Valmont-sur-Orge"),
        contact: ("Hélène", "Rossi", "Coordinatrice"))

    static let associations: [DemoOffer] = [
        DemoOffer(
            "Animer un club", of: sport, .weeks, 2, "Observer les entraînements et l’organisation d’un tournoi.",
            features: [.wheelchair, .understanding]),
        DemoOffer("Le sport adapté", of: sport, .fortnight, 2, "Observer des séances pour tous les publics."),
        priority(DemoOffer("Arbitrer, juger, organiser", of: sport, .weeks, 3, "Découvrir l’arbitrage.")),
        DemoOffer("Cuisiner contre le gaspillage", of: table, .fortnight, 2, "Observer la collecte et la préparation."),
        DemoOffer("Une épicerie solidaire", of: table, .weeks, 2, "Suivre la collecte, la mise en rayon et l’accueil."),
        expired(DemoOffer("La grande collecte", of: table, .past, 2, "Observer l’organisation d’une collecte.")),
        DemoOffer("Gérer une association", of: table, .secondHalf, 1, "Suivre budget, bénévoles et communication."),
        draft(DemoOffer("Le jardin partagé", of: table, .weeks, 1, "À compléter.")),
        DemoOffer("Collecter, trier, distribuer", of: table, .firstHalf, 2, "Suivre une tournée depuis l’entrepôt."),
    ]
}
