package import Offers
package import Parties

/// How the pages call what offers hold.
package enum OfferWords {
    /// « 2de générale et technologique »
    package static func grade(_ grade: ConventionData.Grade) -> String {
        switch grade {
        case .quatrieme: "4e"
        case .troisieme: "3e"
        case .seconde: "2de générale et technologique"
        case .professionnelle: "voie professionnelle"
        }
    }

    /// « 3e et 4e »
    static func grades(_ grades: Set<ConventionData.Grade>) -> String {
        let names = ConventionData.Grade.allCases.reversed().filter(grades.contains).map(Self.grade)
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " et " + last
    }

    /// « du 15 au 27 juin 2026 (les deux semaines) »
    ///
    /// - Parameter calendar: The dates of seconde.
    package static func period(_ period: OfferPeriod, _ calendar: PlacementCalendar) -> String {
        guard let days = period.days(calendar) else { return "période sans dates publiées" }
        let text = FrenchDates.period(from: days.lowerBound.iso8601, to: days.upperBound.iso8601)
        return switch period {
        case .week: text
        case .fortnight: text + " (les deux semaines de 2de)"
        case .firstHalf: text + " (1re semaine de 2de)"
        case .secondHalf: text + " (2e semaine de 2de)"
        }
    }

    static func kind(_ kind: Employer.Kind) -> String {
        switch kind {
        case .business: "Entreprise"
        case .ministry(let name): "Service de l’État\u{A0}: \(name)"
        case .localAuthority(let name): "Collectivité ou organisme public\u{A0}: \(name)"
        case .association: "Association"
        }
    }

    static func category(_ category: Employer.Category) -> String {
        switch category {
        case .business: "Entreprise"
        case .publicBody: "Service public"
        case .association: "Association"
        }
    }

    static func size(_ size: Employer.Size) -> String {
        switch size {
        case .under10: "moins de 10 personnes"
        case .under50: "de 10 à 49 personnes"
        case .under250: "de 50 à 249 personnes"
        case .larger: "250 personnes ou plus"
        }
    }

    static func feature(_ feature: OfferAccessibility.Feature) -> String {
        switch feature {
        case .wheelchair: "accessible en fauteuil roulant"
        case .hearing: "aménagé pour les personnes sourdes ou malentendantes"
        case .sight: "aménagé pour les personnes aveugles ou malvoyantes"
        case .understanding: "accompagnement adapté (autisme, dys, handicap intellectuel)"
        }
    }

    /// For a list of offers, where there is room for a word.
    static func shortFeature(_ feature: OfferAccessibility.Feature) -> String {
        switch feature {
        case .wheelchair: "Accessible en fauteuil"
        case .hearing: "Aménagé\u{A0}: surdité"
        case .sight: "Aménagé\u{A0}: cécité"
        case .understanding: "Accompagnement adapté"
        }
    }

    /// « 3 places », « complet »
    static func places(_ left: Int) -> String {
        left == 0 ? "complet" : left == 1 ? "1 place" : "\(left) places"
    }

    static func abuse(_ kind: AbuseKind) -> String {
        switch kind {
        case .danger: "Un danger pour un élève"
        case .discrimination: "Une discrimination"
        case .dishonest: "Une offre trompeuse ou payante, ou un vrai travail"
        case .personalData: "Un numéro, une adresse ou un nom de personne dans le texte"
        case .other: "Autre chose"
        }
    }

    static func weekday(_ number: Int) -> String {
        let names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        return names.indices.contains(number - 1) ? names[number - 1] : ""
    }

    /// « lundi, mardi\u{A0}: 9 h - 12 h et 13 h - 16 h 30 », one line for the days that are alike.
    static func hours(_ hours: WeeklyHours) -> [String] {
        var lines: [(days: [Int], text: String)] = []
        for day in hours.slots.keys.sorted() {
            guard let slots = hours.slots[day], !slots.isEmpty else { continue }
            let text = slots.map { "\(time($0.from))\u{A0}-\u{A0}\(time($0.to))" }.joined(separator: " et ")
            if let index = lines.firstIndex(where: { $0.text == text }) {
                lines[index].days.append(day)
            } else {
                lines.append(([day], text))
            }
        }
        return lines.map { line in
            line.days.map(weekday).joined(separator: ", ") + "\u{A0}: " + line.text
        }
    }

    static func time(_ time: TimeOfDay) -> String {
        let minute = time.minute
        return "\(time.hour)\u{A0}h" + (minute == 0 ? "" : "\u{A0}\(minute < 10 ? "0" : "")\(minute)")
    }
}
