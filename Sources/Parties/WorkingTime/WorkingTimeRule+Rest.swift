extension WorkingTimeRule {
    static let weeklyRest = WorkingTimeRule(
        identifier: .weeklyRest, name: "weekly rest",
        clauses: [weeklyRestTooShort, sundayOfMinor, sundayOfAdult]
    ) { facts in
        let days = Set(facts.days.map(\.date.dayNumber))
        let rest = facts.weeks.compactMap { week -> (WorkingTimeClause, ConventionFault)? in
            guard let last = week.last, lacksRest(week, days, facts) else { return nil }
            let law = facts.age(on: last) < 18 ? ["code du travail, L. 3164-2"] : []
            return facts.fault(weeklyRestTooShort, last, by: [facts.profile.reference] + law)
        }
        let sundays = facts.days.indices.filter { facts.days[$0].date.weekday == 7 }
        return rest + sundays.map { facts.fault(facts.age(on: $0) < 18 ? sundayOfMinor : sundayOfAdult, $0) }
    }

    /// Five days at most; beside a free Sunday the Saturday or the Monday is free too, beside one of presence any two
    /// days in a row.
    private static func lacksRest(_ week: [Int], _ days: Set<Int>, _ facts: WorkingTimeCase) -> Bool {
        guard week.count <= facts.profile.daysAWeek else { return true }
        let any = facts.days[week[0]].date
        let sunday = any.dayNumber + 7 - any.weekday
        guard days.contains(sunday) else { return days.contains(sunday - 1) && days.contains(sunday + 1) }
        return !(sunday - 6..<sunday - 1).contains { !days.contains($0) && !days.contains($0 + 1) }
    }

    private static let weeklyRestTooShort = WorkingTimeClause(
        .weeklyRestTooShort, .error,
        "at most five days from Monday to Sunday, and two free days in a row: the Sunday with the Saturday or the Monday",
        "convention-type ; code du travail, L. 3164-2")
    private static let sundayOfMinor = WorkingTimeClause(
        .sundayPresence, .error, "no minor is there on a Sunday", "code du travail, L. 3132-3, L. 3164-2")
    private static let sundayOfAdult = WorkingTimeClause(
        .sundayPresence, .advice, "a pupil of age is not there on a Sunday", "code du travail, L. 3132-3")

    // MARK: Breaks

    static let pause = WorkingTimeRule(
        identifier: .pause, name: "break", clauses: [breakMissing]
    ) { facts in
        facts.days.indices.filter { lacksBreak(facts.days[$0], facts.profile) }.map { index in
            let breaksLaw =
                facts.age(on: index) < 18 && facts.days[index].minutesOfPresence > facts.profile.minutesUntilBreak
            return facts.fault(
                breakMissing, index, expected: duration(facts.profile.minutesUntilBreak),
                by: [facts.profile.reference] + (breaksLaw ? ["code du travail, L. 3162-3"] : []))
        }
    }

    /// Slots less than a break apart count as one stretch, of which the time between them is no part.
    private static func lacksBreak(_ day: ConventionData.Day, _ profile: WorkingTimeProfile) -> Bool {
        var stretches: [Int] = []
        for (index, slot) in day.slots.enumerated() {
            let pause =
                index == 0
                ? profile.minutesOfBreak
                : slot.from.minutesSinceMidnight - day.slots[index - 1].to.minutesSinceMidnight
            if pause >= profile.minutesOfBreak { stretches.append(0) }
            stretches[stretches.count - 1] += slot.minutes
        }
        if stretches.count == 1 { return day.minutesOfPresence >= profile.minutesUntilBreak }
        return stretches.contains { $0 > profile.minutesUntilBreak }
    }

    private static let breakMissing = WorkingTimeClause(
        .breakMissing, .error,
        "from 4 h 30 of presence on a break of 30 minutes, and never more than 4 h 30 at a stretch",
        "convention-type ; code du travail, L. 3162-3")

    // MARK: Nights

    static let dailyRest = WorkingTimeRule(
        identifier: .dailyRest, name: "rest between two days", clauses: [dailyRestTooShort]
    ) { facts in
        facts.days.indices.dropFirst().compactMap { index in
            guard let rest = minutesOfRest(before: index, facts) else { return nil }
            // Of both days' ages the younger counts, which is that of the evening.
            let limits = [
                WorkingTimeCeiling(minutes: facts.profile.minutesOfDailyRest, reference: facts.profile.reference),
                facts.band(on: index - 1).dailyRest,
            ].filter { rest < $0.minutes }
            guard let highest = limits.map(\.minutes).max() else { return nil }
            return facts.fault(
                dailyRestTooShort, index, found: duration(rest), expected: duration(highest),
                by: limits.map(\.reference))
        }
    }

    /// Hours that pass between leaving and coming back: the difference of the local times, less the hour that a night of
    /// spring loses, more the one that a night of autumn gains. Of several places the worst counts; abroad the clocks are not
    /// known and taken as they stand.
    private static func minutesOfRest(before index: Int, _ facts: WorkingTimeCase) -> Int? {
        let (evening, morning) = (facts.days[index - 1], facts.days[index])
        guard let end = evening.slots.last?.to, let begin = morning.slots.first?.from else { return nil }
        let nights = morning.date.dayNumber - evening.date.dayNumber
        let byTheClock = nights * 24 * 60 + begin.minutesSinceMidnight - end.minutesSinceMidnight
        guard nights == 1 else { return byTheClock }
        let lost = facts.territories.map { $0.clockChange.minutesLost(beforeMorningOf: morning.date) }
        return byTheClock - (lost.max() ?? 0)
    }

    private static let dailyRestTooShort = WorkingTimeClause(
        .dailyRestTooShort, .error,
        "14 h of rest between two days; 12 h under the text of March 2024, then still 14 h under 16",
        "convention-type ; code du travail, L. 3164-1, L. 3131-1")

    static let night = WorkingTimeRule(
        identifier: .night, name: "night", clauses: [beginsTooEarly, endsTooLate]
    ) { facts in
        facts.days.indices.flatMap { index -> [(WorkingTimeClause, ConventionFault)] in
            guard let daytime = facts.band(on: index).daytime, let begin = facts.days[index].slots.first?.from,
                let end = facts.days[index].slots.last?.to
            else { return [] }
            let (first, last) = (daytime.range.lowerBound, daytime.range.upperBound)
            let early = facts.fault(beginsTooEarly, index, expected: duration(first), by: [daytime.reference])
            let late = facts.fault(endsTooLate, index, expected: duration(last), by: [daytime.reference])
            return (begin.minutesSinceMidnight < first ? [early] : []) + (end.minutesSinceMidnight > last ? [late] : [])
        }
    }

    private static let beginsTooEarly = WorkingTimeClause(
        .beginsTooEarly, .error, "a minor does not begin before 6 h", "code du travail, L. 3163-1, L. 3163-2")
    private static let endsTooLate = WorkingTimeClause(
        .endsTooLate, .error, "under 16 the day ends at 20 h at the latest, under 18 at 22 h",
        "code du travail, L. 3163-1, L. 3163-2")
}
