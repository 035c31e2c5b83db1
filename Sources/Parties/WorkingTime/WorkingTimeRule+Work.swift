extension WorkingTimeRule {
    static let dailyWork = WorkingTimeRule(
        identifier: .dailyWork, name: "presence of a day",
        clauses: [dayTooLong, dayLongUnder15]
    ) { facts in
        facts.days.indices.compactMap { index in
            let presence = facts.days[index].minutesOfPresence
            let ceilings =
                [WorkingTimeCeiling(minutes: facts.profile.minutesADay, reference: facts.profile.reference)]
                + facts.band(on: index).dailyWork
            if let broken = broken(ceilings, by: presence) {
                return facts.fault(
                    dayTooLong, index, found: duration(presence), expected: duration(broken.minutes),
                    by: broken.references)
            }
            guard facts.age(on: index) < 15, presence > advisedDayUnder15 else { return nil }
            return facts.fault(
                dayLongUnder15, index, found: duration(presence), expected: duration(advisedDayUnder15))
        }
    }

    static let weeklyWork = WorkingTimeRule(
        identifier: .weeklyWork, name: "presence of a week",
        clauses: [weekTooLong, weekLongUnder15]
    ) { facts in
        facts.weeks.compactMap { week in
            guard let first = week.first, let youngest = week.map({ facts.age(on: $0) }).min() else { return nil }
            let presence = facts.presence(week)
            let ceilings =
                [WorkingTimeCeiling(minutes: facts.profile.minutesAWeek, reference: facts.profile.reference)]
                + AgeBand(age: youngest).weeklyWork
            if let broken = broken(ceilings, by: presence) {
                return facts.fault(
                    weekTooLong, first, found: duration(presence), expected: duration(broken.minutes),
                    by: broken.references)
            }
            guard youngest < 15, presence > advisedWeekUnder15 else { return nil }
            return facts.fault(
                weekLongUnder15, first, found: duration(presence), expected: duration(advisedWeekUnder15))
        }
    }

    /// The lowest of the limits that a presence exceeds, and the texts of all of them: what breaks the convention alone
    /// is not said to break the law.
    private static func broken(
        _ ceilings: [WorkingTimeCeiling], by minutes: Int
    ) -> (minutes: Int, references: [String])? {
        let exceeded = ceilings.filter { minutes > $0.minutes }
        guard let lowest = exceeded.map(\.minutes).min() else { return nil }
        return (lowest, exceeded.map(\.reference))
    }

    private static let advisedDayUnder15 = 6 * 60
    private static let advisedWeekUnder15 = 30 * 60

    private static let dayTooLong = WorkingTimeClause(
        .dayTooLong, .error, "at most 7 h a day; 8 h under the text of March 2024, then still 7 h under 16",
        "convention-type ; code du travail, L. 3162-1, D. 4153-3 (par analogie), L. 3121-18")
    private static let dayLongUnder15 = WorkingTimeClause(
        .dayLongUnder15, .advice, "under 15, at most 6 h a day are advised", "circulaire n° 2003-134, usage antérieur")
    private static let weekTooLong = WorkingTimeClause(
        .weekTooLong, .error, "at most 35 h from Monday to Sunday",
        "convention-type ; code du travail, L. 3162-1, L. 3121-20")
    private static let weekLongUnder15 = WorkingTimeClause(
        .weekLongUnder15, .advice, "in a week with a day under 15, at most 30 h are advised",
        "circulaire n° 2003-134, usage antérieur")

    // MARK: Short weeks

    static let shortWeek = WorkingTimeRule(
        identifier: .shortWeek, name: "short week", clauses: [weekShort]
    ) { facts in
        facts.weeks.compactMap { week in
            guard let first = week.first, facts.presence(week) < usualWeek else { return nil }
            return facts.fault(
                weekShort, first, found: duration(facts.presence(week)), expected: duration(usualWeek))
        }
    }

    private static let usualWeek = 25 * 60
    private static let weekShort = WorkingTimeClause(
        .weekShort, .information, "a week of less than 25 h, which some schools do not accept",
        "usage de certains établissements")
}
