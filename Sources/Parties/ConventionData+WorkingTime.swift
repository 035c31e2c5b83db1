/// The limits that the convention itself prints, and those of the law for minors.
///
/// No exception of a branch of trade holds for observation: those are for employees and apprentices.
///
/// Source: convention-type of the circular of 21-11-2025 (to be compared with the Bulletin officiel); code du travail,
/// L. 3162-1, L. 3162-3, L. 3163-1, L. 3163-2, L. 3164-1 to L. 3164-6.
private enum Limit {
    static let day = 7 * 60
    static let week = 35 * 60
    static let daysAWeek = 5
    static let dailyRest = 14 * 60
    /// From this presence on a break is due, and none lasts longer without one.
    static let withoutBreak = 4 * 60 + 30
    static let pause = 30
    static let earliest = 6 * 60
    static let latestUnder16 = 20 * 60
    static let latest = 22 * 60
    /// Advice for pupils under 15, from the practice before 2024.
    static let dayUnder15 = 6 * 60
    static let weekUnder15 = 30 * 60
}

extension ConventionData {
    /// What in the timetable breaks a rule on working time; every age counts on the day itself.
    var workingTimeFaults: [ConventionFault] {
        placement.timetable.indices.flatMap(dayFaults) + weekFaults
            + placement.timetable.indices.filter { age(on: $0) < 18 }.flatMap(dateFaults)
    }

    /// What is advised against, and what only a minor may not do.
    var workingTimeWarnings: [ConventionFault] {
        placement.timetable.indices.flatMap { index -> [ConventionFault] in
            if age(on: index) >= 18 { return dateFaults(index) }
            let presence = placement.timetable[index].minutesOfPresence
            guard age(on: index) < 15, presence > Limit.dayUnder15, presence <= Limit.day else { return [] }
            return [fault(.dayLongUnder15, index, presence, Limit.dayUnder15)]
        }
            + weeks.filter { week in
                let presence = self.presence(week)
                return week.contains { age(on: $0) < 15 } && presence > Limit.weekUnder15 && presence <= Limit.week
            }.compactMap { week in
                week.first.map { fault(.weekLongUnder15, $0, presence(week), Limit.weekUnder15) }
            }
    }

    // MARK: Days

    private func dayFaults(_ index: Int) -> [ConventionFault] {
        let day = placement.timetable[index]
        var faults: [ConventionFault] = []
        if day.minutesOfPresence > Limit.day {
            faults.append(fault(.dayTooLong, index, day.minutesOfPresence, Limit.day))
        }
        if lacksBreak(day) { faults.append(fault(.breakMissing, index)) }
        if let rest = restBefore(index), rest < Limit.dailyRest {
            faults.append(fault(.dailyRestTooShort, index, rest, Limit.dailyRest))
        }
        return faults + nightFaults(index)
    }

    /// Slots less than a break apart count as one stretch.
    private func lacksBreak(_ day: Day) -> Bool {
        var stretches: [Int] = []
        for (index, slot) in day.slots.enumerated() {
            let pause = index == 0 ? Limit.pause : minutes(from: day.slots[index - 1].to, to: slot.from)
            if pause >= Limit.pause { stretches.append(0) }
            stretches[stretches.count - 1] += slot.minutes
        }
        if stretches.count == 1 { return day.minutesOfPresence >= Limit.withoutBreak }
        return stretches.contains { $0 > Limit.withoutBreak }
    }

    /// Minutes since the pupil left, when that was on the day before.
    private func restBefore(_ index: Int) -> Int? {
        guard index > 0, let begin = placement.timetable[index].slots.first?.from,
            let end = placement.timetable[index - 1].slots.last?.to,
            placement.timetable[index].date.dayNumber - placement.timetable[index - 1].date.dayNumber == 1
        else { return nil }
        return 24 * 60 + minutes(from: end, to: begin)
    }

    private func nightFaults(_ index: Int) -> [ConventionFault] {
        guard age(on: index) < 18, let begin = placement.timetable[index].slots.first?.from,
            let end = placement.timetable[index].slots.last?.to
        else { return [] }
        let latest = age(on: index) < 16 ? Limit.latestUnder16 : Limit.latest
        return (begin.minutesSinceMidnight < Limit.earliest ? [fault(.beginsTooEarly, index, 0, Limit.earliest)] : [])
            + (end.minutesSinceMidnight > latest ? [fault(.endsTooLate, index, 0, latest)] : [])
    }

    private func dateFaults(_ index: Int) -> [ConventionFault] {
        let date = placement.timetable[index].date
        let isHoliday = placement.places.contains { place in
            place.address.isInFrance && PublicHolidays(postalCode: place.address.postalCode).contains(date)
        }
        return (date.weekday == 7 ? [fault(.sundayPresence, index)] : [])
            + (isHoliday ? [fault(.publicHoliday, index)] : [])
    }

    // MARK: Weeks

    private var weekFaults: [ConventionFault] {
        weeks.flatMap { week -> [ConventionFault] in
            guard let first = week.first, let last = week.last else { return [] }
            let presence = presence(week)
            return (presence > Limit.week ? [fault(.weekTooLong, first, presence, Limit.week)] : [])
                + (lacksWeeklyRest(week) ? [fault(.weeklyRestTooShort, last)] : [])
        }
    }

    /// Five days at most, and beside the Sunday either the Saturday or the Monday is free.
    private func lacksWeeklyRest(_ week: [Int]) -> Bool {
        let days = Set(placement.timetable.map(\.date.dayNumber))
        if week.count > Limit.daysAWeek { return true }
        return week.contains { index in
            let date = placement.timetable[index].date
            let sunday = date.dayNumber + 7 - date.weekday
            return days.contains(sunday - 1) && (days.contains(sunday) || days.contains(sunday + 1))
        }
    }

    /// Indices of the days of presence, by the week from Monday to Sunday.
    private var weeks: [[Int]] {
        let byWeek = Dictionary(grouping: placement.timetable.indices) { index in
            (placement.timetable[index].date.dayNumber + 3) / 7
        }
        return byWeek.sorted { $0.key < $1.key }.map(\.value)
    }

    private func presence(_ week: [Int]) -> Int {
        week.reduce(0) { $0 + placement.timetable[$1].minutesOfPresence }
    }

    // MARK: Shorthand

    private func age(on index: Int) -> Int { pupil.birthDate.age(on: placement.timetable[index].date) }

    private func minutes(from: TimeOfDay, to: TimeOfDay) -> Int { to.minutesSinceMidnight - from.minutesSinceMidnight }

    private func fault(_ code: ConventionFault.Code, _ index: Int, _ found: Int = 0, _ expected: Int = 0)
        -> ConventionFault
    {
        ConventionFault(
            code, at: "placement/timetable/day[\(index + 1)]", found: duration(found), expected: [duration(expected)])
    }
}

/// « 7 h », « 6 h 30 »
private func duration(_ minutes: Int) -> String {
    minutes.isMultiple(of: 60) ? "\(minutes / 60) h" : "\(minutes / 60) h \(twoDigits(minutes % 60))"
}
