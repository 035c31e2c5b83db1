public import Parties

/// What the texts of an offer may hold; none of them holds how a person is reached.
public enum OfferText {
    public static let title = TextRule(maximumLength: 120)
    public static let tasks = TextRule.activities
    public static let conditions = TextRule(maximumLength: 1000, allowsLineFeeds: true)
    public static let note = TextRule.remark
    /// Of a refusal, of a report.
    public static let reason = TextRule(maximumLength: 1000, allowsLineFeeds: true)
}

/// Something that keeps an offer from being submitted.
public enum OfferFault: Hashable, Sendable {
    /// A text, a place or an address, told as for a convention; hours too, by the same rules.
    case of(ConventionFault)
    case noGrade
    /// The voluntary period of a vocational school is no observation.
    case gradeNotServed
    case noPeriod
    case periodTwice
    /// Not all in one school year.
    case otherSchoolYear
    /// A period that suits no grade of the offer, or a grade that no period suits.
    case periodWithoutGrade
    case gradeWithoutPeriod
    /// Less than one place, or more than ``maximumPlaces``.
    case placesOutOfRange(Int)
    case noSite
    case tooManySites(Int)
    case siteAbroad
    case noHours
    case reservedForNobody
    case tooManySchools(Int)

    /// An employer that takes more in one period publishes a second offer.
    public static let maximumPlaces = 200
    public static let maximumSites = 8
    public static let maximumSchools = 500

    /// As it is told to whoever wrote the offer.
    public var text: BilingualText {
        switch self {
        case .of(let fault): fault.inEachLanguage
        case .noGrade: BilingualText("Choisissez au moins une classe.", "Choose at least one grade.")
        case .gradeNotServed:
            BilingualText(
                "Une offre d’observation est pour la 4e, la 3e ou la 2de.", "An offer is for 4e, 3e or 2de.")
        case .noPeriod: BilingualText("Choisissez au moins une période.", "Choose at least one period.")
        case .periodTwice: BilingualText("Chaque période figure une seule fois.", "Name each period once.")
        case .otherSchoolYear:
            BilingualText(
                "Toutes les périodes sont d’une même année scolaire : publiez une autre offre pour l’autre année.",
                "All periods are of one school year: publish another offer for the other year.")
        case .periodWithoutGrade:
            BilingualText(
                "Les semaines sont pour le collège, la quinzaine de juin pour la 2de : une période ne convient à aucune classe choisie.",
                "Weeks are for collège, the fortnight of June is for 2de: one period suits no grade that was chosen.")
        case .gradeWithoutPeriod:
            BilingualText(
                "Une classe choisie n’a aucune période.", "A grade that was chosen has no period.")
        case .placesOutOfRange(let found):
            BilingualText(
                "Une période a de 1 à \(Self.maximumPlaces) places (\(found) indiquées).",
                "A period has 1 to \(Self.maximumPlaces) places (found \(found)).")
        case .noSite, .tooManySites, .siteAbroad: siteText
        case .noHours: BilingualText("Indiquez les horaires d’une semaine.", "Give the hours of a week.")
        case .reservedForNobody:
            BilingualText(
                "Dites à qui l’offre est réservée, ou ouvrez-la à tous.",
                "Say for whom the offer is reserved, or open it to all.")
        case .tooManySchools(let found):
            BilingualText(
                "Une offre est réservée à \(Self.maximumSchools) établissements au plus (\(found) indiqués).",
                "An offer is reserved for at most \(Self.maximumSchools) schools (found \(found)).")
        }
    }

    private var siteText: BilingualText {
        switch self {
        case .tooManySites(let found):
            BilingualText(
                "Une offre a \(Self.maximumSites) lieux au plus (\(found) indiqués).",
                "An offer has at most \(Self.maximumSites) places (found \(found)).")
        case .siteAbroad:
            BilingualText("Le lieu d’accueil est en France.", "The place is in France.")
        default: BilingualText("Indiquez l’adresse du lieu d’accueil.", "Give the address of the place.")
        }
    }
}

extension Offer {
    /// Everything that keeps the offer from being submitted.
    ///
    /// - Parameter calendar: The dates of seconde.
    public func faults(calendar: PlacementCalendar = .standard) -> [OfferFault] {
        posting.textFaults + contactFaults + posting.gradeFaults + posting.periodFaults + posting.siteFaults
            + audienceFaults + posting.hourFaults(calendar)
    }

    /// Whom a school asks for, and whom a convention names, is somebody.
    private var contactFaults: [OfferFault] {
        let texts: [(String, String, TextRule)] = [
            ("contact/givenName", contact.name.given, .personName),
            ("contact/familyName", contact.name.family, .personName), ("contact/capacity", contact.capacity, .capacity),
        ]
        return texts.compactMap { path, text, rule in
            rule.problem(in: text).map { .of(ConventionFault($0, at: path)) }
        }
    }

    private var audienceFaults: [OfferFault] {
        switch audience {
        case .everyone: []
        case .priority(let kinds): kinds.isEmpty ? [.reservedForNobody] : []
        case .schools(let schools):
            schools.isEmpty
                ? [.reservedForNobody]
                : schools.count > OfferFault.maximumSchools ? [.tooManySchools(schools.count)] : []
        }
    }
}

extension PublicOffer {
    fileprivate var textFaults: [OfferFault] {
        var texts: [(String, String?, TextRule)] = [
            ("title", title, OfferText.title), ("employer/legalName", employer.legalName, .legalName),
            ("tasks", tasks, OfferText.tasks), ("conditions", conditions, OfferText.conditions),
            ("accessibility/note", accessibility.note, OfferText.note),
        ]
        switch employer.kind {
        case .ministry(let name), .localAuthority(let name): texts.append(("employer/kind", name, .legalName))
        case .business, .association: break
        }
        for (index, address) in sites.map(\.address).enumerated() {
            let path = "sites/site[\(index + 1)]"
            texts += [
                ("\(path)/street", address.street, .addressLine),
                ("\(path)/complement", address.complement, .addressLine),
                ("\(path)/postalCode", address.postalCode, .postalCode), ("\(path)/city", address.city, .city),
            ]
        }
        return texts.compactMap { path, text, rule in
            text.flatMap(rule.problem).map { .of(ConventionFault($0, at: path)) }
        }
    }

    fileprivate var gradeFaults: [OfferFault] {
        if grades.isEmpty { return [.noGrade] }
        return grades.isSubset(of: ConventionData.Grade.observing) ? [] : [.gradeNotServed]
    }

    fileprivate var periodFaults: [OfferFault] {
        guard let year = schoolYear else { return [.noPeriod] }
        var faults: [OfferFault] = []
        if Set(periods.map(\.period)).count != periods.count { faults.append(.periodTwice) }
        if periods.contains(where: { $0.period.schoolYear != year }) { faults.append(.otherSchoolYear) }
        if periods.contains(where: { offered in !grades.contains(where: offered.period.suits) }) {
            faults.append(.periodWithoutGrade)
        }
        if grades.contains(where: { grade in !periods.contains { $0.period.suits(grade) } }) {
            faults.append(.gradeWithoutPeriod)
        }
        return faults
            + periods.map(\.places).filter { !(1...OfferFault.maximumPlaces).contains($0) }.map(
                OfferFault.placesOutOfRange)
    }

    fileprivate var siteFaults: [OfferFault] {
        if sites.isEmpty { return [.noSite] }
        if sites.count > OfferFault.maximumSites { return [.tooManySites(sites.count)] }
        if !sites.allSatisfy(\.address.isInFrance) { return [.siteAbroad] }
        let wrong = sites.indices.filter { index in
            let code = sites[index].address.postalCode.utf8
            return code.count != 5 || !code.allSatisfy { (0x30...0x39).contains($0) }
        }
        return wrong.map { .of(ConventionFault(.notAPostalCode, at: "sites/site[\($0 + 1)]/postalCode")) }
    }

    /// The same finding of many weeks is told once.
    fileprivate func hourFaults(_ calendar: PlacementCalendar) -> [OfferFault] {
        guard hours.slots.contains(where: { !$0.value.isEmpty }) else { return [.noHours] }
        var told: Set<String> = []
        return timetables(calendar).flatMap { $0.findings(calendar: calendar) }.filter { fault in
            let weekday = fault.cause.day.map { String($0.weekday) } ?? fault.path
            return told.insert("\(fault.code.rawValue) \(weekday)").inserted
        }.map { .of($0) }
    }
}
