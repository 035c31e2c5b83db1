import Applications

/// What a pupil of a full demonstration asked of a host, and what became of it.
struct DemoApplication {
    /// One act of somebody; the first is the pupil's writing, which every application begins with.
    enum Step {
        case sent, seen, hostWrote, pupilWrote, accepted, confirmed, withdrawn
        case declined(DeclineReason)
        case cancelled(CancelReason)
    }

    /// How far the convention of a place that was confirmed has come.
    enum Preparation: Int, Comparable {
        case begun, byFamily, byHost, approved

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// Family name, which no two pupils of a demonstration share.
    let pupil: String
    /// Title of the offer.
    let offer: String
    /// How long ago it began.
    let days: Int
    let steps: [Step]
    var preparation = Preparation.begun

    init(_ pupil: String, _ offer: String, _ days: Int, _ steps: [Step], _ preparation: Preparation = .begun) {
        (self.pupil, self.offer, self.days, self.steps, self.preparation) = (pupil, offer, days, steps, preparation)
    }

    private static let seen: [Step] = [.sent, .seen]
    private static let discussed: [Step] = seen + [.hostWrote, .pupilWrote]
    private static let accepted: [Step] = seen + [.accepted]
    private static let confirmed: [Step] = accepted + [.confirmed]

    /// In the order in which they are played: an application that another one ends stands before it. One that nobody answered for forty days ends by the
    /// clock; one for an offer that its employer withdraws ends with it.
    static let all: [DemoApplication] = ofSeconde + ofCollege

    private static let ofSeconde: [DemoApplication] = [
        DemoApplication("Aubert", "Monter un film documentaire", 6, accepted),
        DemoApplication("Aubert", "Comment marche une éolienne", 4, discussed),
        DemoApplication("Aubert", "Dans les coulisses d’un hôtel", 1, []),
        DemoApplication("Bellanger", "Les métiers d’une mairie", 5, [.sent]),
        DemoApplication("Bellanger", "Aux archives départementales", 3, seen),
        DemoApplication("Cissé", "Les métiers de l’hôpital", 9, [.sent]),
        DemoApplication("Cissé", "Soigner les animaux", 12, confirmed, .approved),
        DemoApplication("Durand", "Sous le capot", 8, accepted),
        DemoApplication("Esteves", "Les foins", 14, seen),
        DemoApplication("Esteves", "Du quai au camion", 2, [.sent]),
        DemoApplication("Fournier", "Créer un jeu vidéo", 10, seen + [.declined(.noPlaceLeft)]),
        DemoApplication("Fournier", "L’animation vue de chez vous", 3, discussed),
        DemoApplication("Garnier", "Préparer un spectacle", 7, confirmed, .byFamily),
        DemoApplication("Haddad", "Cuisiner contre le gaspillage", 11, confirmed, .byHost),
        DemoApplication("Jacquet", "Une saison à la ferme", 6, seen + [.declined(.nobodyToReceive)]),
        DemoApplication("Jacquet", "Construire une maison en bois", 2, [.sent]),
        DemoApplication("Kowalski", "Trier, réparer, recycler", 9, [.sent, .withdrawn]),
        DemoApplication("Kowalski", "Gérer une association", 4, accepted),
        DemoApplication("Lambert", "Le sport adapté", 40, [.sent]),
        DemoApplication("Lambert", "Trier, réparer, recycler", 3, [.sent]),
        DemoApplication("Mercadier", "Contrôler les comptes", 5, seen),
        DemoApplication("Nowak", "Les métiers d’une mairie", 14, seen),
        DemoApplication("Nowak", "Comment marche une éolienne", 13, confirmed),
        DemoApplication("Ouédraogo", "Les métiers de l’hôpital", 8, confirmed + [.cancelled(.placementChanged)]),
        DemoApplication("Pelletier", "Mécanique poids lourds", 6, discussed),
        DemoApplication("Quentin", "Des livres et des lecteurs", 10, confirmed),
        DemoApplication("Rahmani", "Réparer plutôt que jeter", 2, []),
        DemoApplication("Santoro", "L’action sociale", 7, seen + [.declined(.otherTrade)]),
        DemoApplication("Toussaint", "Les routes du département", 5, [.sent]),
        DemoApplication("Ulrich", "Un chantier de panneaux solaires", 9, confirmed, .byHost),
        DemoApplication("Vasseur-Ly", "De la salle à l’économat", 40, seen),
        DemoApplication("Wagner", "Rééduquer et accompagner", 3, discussed),
        DemoApplication("Yilmaz", "Collecter, trier, distribuer", 4, [.sent]),
        DemoApplication("Abdallah", "Dans l’atelier d’une menuisière", 6, seen + [.cancelled(.hostNotAllowed)]),
    ]

    private static let ofCollege: [DemoApplication] = [
        DemoApplication("Abgrall", "Le pain, de la farine au comptoir", 6, accepted),
        DemoApplication("Bihan", "Une semaine avec une équipe informatique", 4, seen),
        DemoApplication("Diarra", "Les métiers de l’énergie", 8, [.sent]),
        DemoApplication("Diarra", "Une semaine au laboratoire", 10, confirmed, .byHost),
        DemoApplication("Ezan", "Du lait au fromage", 5, discussed),
        DemoApplication("Guéguen", "Le port de plaisance", 12, [.sent]),
        DemoApplication("Guéguen", "Une semaine au garage", 2, [.sent]),
        DemoApplication("Kerbrat", "En cuisine avec le chef", 7, seen + [.declined(.unsuitableDays)]),
        DemoApplication("Lagadec", "La prise de son", 9, confirmed, .approved),
        DemoApplication("Madec", "Animer un club", 3, [.sent]),
        DemoApplication("Nédélec", "À l’office de tourisme", 6, [.sent, .withdrawn]),
        DemoApplication("Oliveira", "Le trajet d’un colis", 5, seen),
        DemoApplication("Perrot", "Animer un club", 12, [.sent]),
        DemoApplication("Perrot", "Le budget d’une ville", 11, confirmed),
        DemoApplication("Quéré", "Une épicerie solidaire", 2, []),
        DemoApplication("Riou", "Prendre soin des personnes âgées", 8, confirmed, .byFamily),
        DemoApplication("Tran", "Faire tourner un hôpital", 4, seen),
        DemoApplication("Adjovi", "Ingénieure, pourquoi pas moi\u{A0}?", 7, accepted),
        DemoApplication("Benmoussa", "Arbitrer, juger, organiser", 9, confirmed, .byHost),
        DemoApplication("Coulibaly", "Un musée de l’intérieur", 6, discussed),
        DemoApplication("Ergün", "Les métiers de l’énergie", 3, [.sent]),
        DemoApplication("Husson", "Animer un club", 40, [.sent]),
        DemoApplication("Jovanovic", "Ingénieure, pourquoi pas moi\u{A0}?", 5, confirmed),
        DemoApplication("Konaté", "Une épicerie solidaire", 4, [.sent]),
        DemoApplication("Lopes", "Arbitrer, juger, organiser", 2, [.sent]),
        DemoApplication("Mansouri", "Un musée de l’intérieur", 8, seen + [.declined(.other)]),
    ]

    // MARK: What they write

    /// One of a few, by the pupil's place in the list.
    static func motivation(_ place: Int) -> String { motivations[place % motivations.count] }

    private static let motivations = [
        "Je ne connais ce métier que de loin et j’aimerais voir à quoi ressemble une vraie journée.",
        "J’aime comprendre comment les choses marchent. Je voudrais observer votre équipe et poser des questions.",
        "Je me demande si ce métier est fait pour moi. Une semaine chez vous m’aiderait à choisir.",
        "On en a parlé en classe et cela m’a donné envie. Je suis ponctuel et je sais écouter.",
        "J’aimerais travailler plus tard au contact des gens. Je voudrais voir comment vous les accueillez.",
        "Ce qui m’attire, c’est le travail en équipe. J’aimerais découvrir chacun des métiers de chez vous.",
        "Je n’ai pas encore d’idée précise pour la suite, et je préfère voir sur place avant de décider.",
    ]

    static let hostsMessage =
        "Merci de votre candidature. Êtes-vous disponible toute la semaine, de 9 h à 16 h 30\u{A0}?"
    static let pupilsMessage = "Oui, toute la semaine. Je viendrai en autobus. Faut-il une tenue particulière\u{A0}?"
}
