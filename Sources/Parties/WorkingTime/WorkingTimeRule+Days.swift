extension WorkingTimeRule {
    static let publicHoliday = WorkingTimeRule(
        identifier: .publicHoliday, name: "public holidays", clauses: [holidayOfMinor, holidayOfAdult]
    ) { facts in
        facts.days.indices.filter { facts.isHoliday(facts.days[$0].date) }.map { index in
            facts.fault(facts.age(on: index) < 18 ? holidayOfMinor : holidayOfAdult, index)
        }
    }

    private static let holidayOfMinor = WorkingTimeClause(
        .publicHoliday, .error, "no minor is there on a public holiday of the place's department",
        "code du travail, L. 3133-1, L. 3164-6")
    private static let holidayOfAdult = WorkingTimeClause(
        .publicHoliday, .advice, "a pupil of age is not there on a public holiday", "code du travail, L. 3133-1")

    // MARK: Period

    /// Of days outside a period the first is told.
    static let period = WorkingTimeRule(
        identifier: .period, name: "period of the year",
        clauses: [outsideSchoolYear, outsideOfficialPeriod, periodUnusual, periodLate]
    ) { facts in
        guard let postalCode = facts.schoolPostalCode else { return [] }
        let kind = FrenchTerritory(postalCode: postalCode).schoolYear
        let first = { (isOutside: (CalendarDate) -> Bool) in
            facts.days.indices.first { isOutside(facts.days[$0].date) }
        }
        if let index = first({ !PlacementCalendar.isInSchoolYear($0, kind) }) {
            return [facts.fault(outsideSchoolYear, index)]
        }
        guard kind != .pacific else { return [] }
        switch facts.grade {
        case .quatrieme, .troisieme:
            return first { !PlacementCalendar.isUsualForCollege($0) }.map { [facts.fault(periodLate, $0)] } ?? []
        case .seconde: return secondeFaults(facts)
        case .professionnelle: return []
        }
    }

    private static func secondeFaults(_ facts: WorkingTimeCase) -> [(WorkingTimeClause, ConventionFault)] {
        for index in facts.days.indices {
            let date = facts.days[index].date
            // What is done in autumn belongs to the school year that ends with the next June.
            let year = date.month >= 8 ? date.year + 1 : date.year
            guard let period = facts.calendar.secondePeriod(of: year), !period.contains(date) else { continue }
            return [
                facts.fault(
                    period.isOfficial ? outsideOfficialPeriod : periodUnusual, index,
                    found: period.first.iso8601, expected: period.last.iso8601)
            ]
        }
        return []
    }

    private static let outsideSchoolYear = WorkingTimeClause(
        .outsideSchoolYear, .error, "every day lies in the school year", "code de l’éducation, D. 331-6, L. 521-1")
    private static let outsideOfficialPeriod = WorkingTimeClause(
        .outsideOfficialPeriod, .error, "seconde: every day lies in the fortnight that was published for that year",
        "code de l’éducation, D. 333-3-1")
    private static let periodUnusual = WorkingTimeClause(
        .periodUnusual, .advice,
        "seconde, in a year without published dates: the fortnight that ends with the last Friday of June",
        "code de l’éducation, D. 333-3-1")
    private static let periodLate = WorkingTimeClause(
        .periodLate, .advice, "collège: from September to May", "code de l’éducation, D. 332-14")

    // MARK: Number of days

    static let dayCount = WorkingTimeRule(
        identifier: .dayCount, name: "number of days", clauses: [tooManyDays, dayCountUnusual]
    ) { facts in
        let count = facts.days.count
        let usual: [Int] =
            switch facts.grade {
            case .quatrieme, .troisieme: [5]
            case .seconde: [5, 10]
            case .professionnelle: []
            }
        guard let most = usual.last, !usual.contains(count) else { return [] }
        let clause = count > most ? tooManyDays : dayCountUnusual
        let expected = clause == tooManyDays ? [String(most)] : usual.map { String($0) }
        let cause = ConventionFault.Cause(
            clause.code, found: String(count), expected: expected, reference: clause.references)
        return [(clause, ConventionFault(cause, at: "placement/timetable"))]
    }

    private static let tooManyDays = WorkingTimeClause(
        .tooManyDays, .error, "collège at most 5 days, seconde at most 10",
        "code de l’éducation, D. 332-14, D. 333-3-1 ; convention-type, article 10")
    private static let dayCountUnusual = WorkingTimeClause(
        .dayCountUnusual, .advice, "collège 5 days; seconde 5, in each of two hosts, or 10",
        "code de l’éducation, D. 332-14, D. 333-3-1 ; convention-type, article 10")

    // MARK: Bars

    static let bar = WorkingTimeRule(
        identifier: .bar, name: "places that serve drinks", clauses: [barStatementMissing]
    ) { facts in
        guard facts.lacksBarStatement else { return [] }
        let cause = ConventionFault.Cause(
            barStatementMissing.code, expected: ["jamais au service du bar"], reference: barStatementMissing.references)
        return [(barStatementMissing, ConventionFault(cause, at: "placement/activities"))]
    }

    private static let barStatementMissing = WorkingTimeClause(
        .barStatementMissing, .advice,
        "where drinks are served (NAF 56.30, or a word of the sector or the name), the activities say « jamais au service du bar »",
        "code du travail, L. 4153-6")
}

extension ConventionData.HostOrganisation {
    /// Whether the host serves drinks on the spot, by its code of activity or by a word; no list of words is complete.
    var servesDrinks: Bool { Self.servesDrinks(naf: naf, texts: [sector, legalName]) }

    /// - Parameter texts: The sector, the name.
    static func servesDrinks(naf: NAFCode?, texts: [String]) -> Bool {
        if naf?.isClass("5630") == true { return true }
        let words = Set(texts.flatMap(words))
        return !words.isDisjoint(with: drinkWords) || words.isSuperset(of: ["débit", "boissons"])
    }

    private static let drinkWords: Set<String> = [
        "bar", "bars", "bistro", "bistrot", "brasserie", "brasseries", "buvette", "café", "cafés", "cabaret",
        "discothèque",
        "pub", "pubs", "taverne",
    ]

    fileprivate static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }
}

extension String {
    /// Whether activities promise that the pupil never serves at the bar.
    var keepsOutOfTheBar: Bool {
        let words = ConventionData.HostOrganisation.words(self)
        let promise = ["jamais", "au", "service", "du", "bar"]
        return words.indices.contains { words[$0...].starts(with: promise) }
    }
}
