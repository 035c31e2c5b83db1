import Offers
import Parties

/// How the form of an offer calls its fields, and what they take.
enum OfferFormLabels {
    /// What an element for a text is like.
    struct Shape {
        var hint: String?
        var type = "text"
        var isLong = false
        var maximumLength = 200
    }

    private static let labels: [String: String] = [
        OfferFormName.siret: "Numéro SIRET", OfferFormName.legalName: "Raison sociale ou nom de l’organisme",
        OfferFormName.kind: "Sorte d’organisme", OfferFormName.body: "Ministère, ou nom de la collectivité",
        OfferFormName.sector: "Secteur", OfferFormName.size: "Taille", OfferFormName.naf: "Code NAF (APE)",
        OfferFormName.nafEdition: "Nomenclature de ce code", OfferFormName.givenName: "Prénom",
        OfferFormName.familyName: "Nom", OfferFormName.capacity: "Fonction",
        OfferFormName.email: "Adresse électronique", OfferFormName.phone: "Téléphone",
        OfferFormName.title: "Titre de l’offre", OfferFormName.tasks: "Ce que l’élève verra et fera",
        OfferFormName.conditions: "À savoir avant de venir",
        OfferFormName.accessibilityNote: "Précisions sur l’accessibilité", OfferFormName.grades: "Classes",
        OfferFormName.periods: "Périodes", OfferFormName.hours: "Horaires",
        OfferFormName.audience: "À qui l’offre est montrée",
        OfferFormName.schools: "Codes UAI des établissements",
    ]

    private static let siteLabels: [OfferFormName.SitePart: String] = [
        .street: "Numéro et voie", .complement: "Complément", .postalCode: "Code postal", .city: "Commune",
    ]

    /// Empty for what needs no name.
    static func label(of name: String, _ calendar: PlacementCalendar) -> String {
        if let label = labels[name] { return label }
        if let part = sitePart(of: name) {
            let number = name.split(separator: "-").dropFirst().first.map(String.init) ?? "1"
            return (siteLabels[part] ?? "") + (number == "1" ? "" : " (lieu \(number))")
        }
        if name.hasPrefix(OfferFormName.places),
            let period = OfferPeriod(formText: String(name.dropFirst(OfferFormName.places.count)))
        {
            return OfferWords.period(period, calendar).firstUppercased
        }
        let day = OfferForm.daysOfWeek.first { OfferFormName.day($0) == name }
        return day.map { OfferWords.weekday($0).firstUppercased } ?? ""
    }

    private static func sitePart(of name: String) -> OfferFormName.SitePart? {
        guard name.hasPrefix("lieu-") else { return nil }
        return OfferFormName.SitePart.allCases.first { name.hasSuffix("-" + $0.rawValue) }
    }

    static func shape(of name: String) -> Shape {
        switch name {
        case OfferFormName.siret: Shape(hint: "14 chiffres", maximumLength: 30)
        case OfferFormName.legalName: Shape(hint: "comme au registre", maximumLength: 180)
        case OfferFormName.body: Shape(hint: "pour un service public seulement", maximumLength: 180)
        case OfferFormName.naf: Shape(hint: "facultatif\u{A0}; par exemple 56.30Z", maximumLength: 10)
        case OfferFormName.givenName, OfferFormName.familyName: Shape(maximumLength: 100)
        case OfferFormName.capacity: Shape(hint: "par exemple «\u{A0}Gérante\u{A0}»", maximumLength: 150)
        case OfferFormName.email: Shape(type: "email", maximumLength: 254)
        case OfferFormName.phone: Shape(hint: "facultatif", type: "tel", maximumLength: 30)
        case OfferFormName.title:
            Shape(hint: "par exemple «\u{A0}Découvrir la boulangerie\u{A0}»", maximumLength: 120)
        case OfferFormName.tasks:
            Shape(hint: "1500\u{A0}caractères au plus", isLong: true, maximumLength: 1500)
        case OfferFormName.conditions:
            Shape(hint: "facultatif\u{A0}; tenue, repas, accès", isLong: true, maximumLength: 1000)
        case OfferFormName.accessibilityNote: Shape(hint: "facultatif", maximumLength: 500)
        case OfferFormName.schools:
            Shape(
                hint: "si vous avez choisi certains établissements\u{A0}; par exemple 0750654D 0940121V", isLong: true,
                maximumLength: 6000)
        default: otherShape(name)
        }
    }

    private static func otherShape(_ name: String) -> Shape {
        switch sitePart(of: name) {
        case .complement: Shape(hint: "facultatif\u{A0}; bâtiment, étage")
        case .postalCode: Shape(hint: "en France", maximumLength: 12)
        default: Shape()
        }
    }
}
