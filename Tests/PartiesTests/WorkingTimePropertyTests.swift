import Parties
import Testing

/// Draws the same numbers on every run (splitmix64).
private struct Draw {
    var state: UInt64

    mutating func number(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func one<Element>(of values: [Element]) -> Element { values[number(below: values.count)] }
}

/// Looks at every minute of every day and knows nothing of slots, limits in tables or clauses: the text of November 2025.
private struct MinuteByMinute {
    let data: ConventionData
    /// For each day number, whether the pupil is there at each minute.
    private var minutes: [Int: [Bool]] = [:]

    init(_ data: ConventionData) {
        self.data = data
        for day in data.placement.timetable {
            var there = Array(repeating: false, count: 1440)
            for slot in day.slots {
                for minute in slot.from.hour * 60 + slot.from.minute..<slot.to.hour * 60 + slot.to.minute {
                    there[minute] = true
                }
            }
            minutes[day.date.dayNumber] = there
        }
    }

    private func date(_ number: Int) -> CalendarDate { CalendarDate(dayNumber: number) ?? data.placement.start }
    private func isThere(_ number: Int) -> Bool { minutes[number] != nil }
    private func count(_ number: Int) -> Int { minutes[number]?.count { $0 } ?? 0 }

    private func age(_ number: Int) -> Int {
        let (birth, day) = (data.pupil.birthDate, date(number))
        let before = day.month < birth.month || (day.month == birth.month && day.day < birth.day)
        return day.year - birth.year - (before ? 1 : 0)
    }

    var broken: Set<String> {
        var rules: Set<String> = []
        for number in minutes.keys {
            if count(number) > 420 { rules.insert("R1") }
            if lacksBreak(number) { rules.insert("R4") }
            if lacksRestBefore(number) { rules.insert("R5") }
            if isNight(number) { rules.insert("R6") }
            if isMinorsHoliday(number) { rules.insert("R7") }
            if isOutsideThePeriod(number) { rules.insert("R8") }
            // Mondays of the weeks: 1970-01-05 was one.
            let monday = number - (number - 4) % 7
            if (monday..<monday + 7).map(count).reduce(0, +) > 2100 { rules.insert("R2") }
            if lacksWeeklyRest(monday) || (number == monday + 6 && age(number) < 18) { rules.insert("R3") }
        }
        if minutes.count > (data.pupil.grade == .seconde ? 10 : 5) { rules.insert("R9") }
        return rules
    }

    private func lacksWeeklyRest(_ monday: Int) -> Bool {
        let (saturday, sunday) = (monday + 5, monday + 6)
        if (monday...sunday).count(where: isThere) > 5 { return true }
        if !isThere(sunday) { return isThere(saturday) && isThere(sunday + 1) }
        for first in monday..<sunday where !isThere(first) && !isThere(first + 1) { return false }
        return true
    }

    private func lacksBreak(_ number: Int) -> Bool {
        guard let there = minutes[number] else { return false }
        var (stretch, absence, longest, pauses, total) = (0, 0, 0, 0, 0)
        for isPresent in there {
            if isPresent {
                if absence >= 30, total > 0 { (pauses, stretch) = (pauses + 1, 0) }
                (stretch, total, absence) = (stretch + 1, total + 1, 0)
                longest = max(longest, stretch)
            } else {
                absence += 1
            }
        }
        return longest > 270 || (total >= 270 && pauses == 0)
    }

    private func lacksRestBefore(_ number: Int) -> Bool {
        guard let evening = minutes[number - 1], let morning = minutes[number],
            let last = evening.lastIndex(of: true), let first = morning.firstIndex(of: true)
        else { return false }
        var rest = 1440 - (last + 1) + first
        // In the place of the test the clocks change.
        switch date(number).iso8601 {
        case "2027-03-28": rest -= 60
        case "2026-10-25": rest += 60
        default: break
        }
        return rest < 14 * 60
    }

    private func isNight(_ number: Int) -> Bool {
        guard age(number) < 18, let there = minutes[number] else { return false }
        let end = age(number) < 16 ? 20 * 60 : 22 * 60
        return there[..<360].contains(true) || there[end...].contains(true)
    }

    private func isMinorsHoliday(_ number: Int) -> Bool {
        let holidays: Set<String> = [
            "2026-11-11", "2026-12-25", "2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08",
            "2027-05-17",
            "2027-07-14", "2026-11-01",
        ]
        return age(number) < 18 && holidays.contains(date(number).iso8601)
    }

    private func isOutsideThePeriod(_ number: Int) -> Bool {
        let day = date(number).iso8601
        return day > "2027-07-07" || day < "2026-09-01"
    }
}

@Suite("Properties of the rules on working time")
struct WorkingTimePropertyTests {
    /// Around holidays, the changes of the clocks, the ends of the school year, and plain weeks.
    private static let beginnings = [
        "2026-10-19", "2026-11-09", "2026-12-14", "2027-03-22", "2027-05-03", "2027-05-10", "2027-06-14", "2027-06-28",
        "2026-08-28", "2027-01-18",
    ]

    /// Half of the days keep to the usual hours, so that many weeks are good.
    private static func slots(_ draw: inout Draw) throws -> [ConventionData.TimeSlot] {
        if draw.number(below: 4) > 0 {
            return draw.number(below: 2) == 0
                ? [try slot("09:00", "12:00"), try slot("13:00", "17:00")]
                : [try slot("08:00", "12:30"), try slot("13:00", "15:30")]
        }
        let times = Set((0..<2 * (1 + draw.number(below: 3))).map { _ in 5 * 60 + 5 * draw.number(below: 12 * 18) })
            .sorted()
        var slots: [ConventionData.TimeSlot] = []
        for index in stride(from: 0, to: times.count - 1, by: 2) {
            slots.append(.init(from: try time(times[index]), to: try time(times[index + 1])))
        }
        return slots.isEmpty ? [try slot("09:00", "12:00")] : slots
    }

    private static func time(_ minutes: Int) throws -> TimeOfDay {
        try #require(TimeOfDay(hour: minutes / 60, minute: minutes % 60))
    }

    private static func sample(seed: UInt64) throws -> ConventionData {
        var draw = Draw(state: seed)
        var data = try sampleConvention()
        data.pupil.grade = draw.one(of: ConventionData.Grade.observing)
        let first = try date(draw.one(of: beginnings)).dayNumber
        // Birthdays fall into the fortnight as often as not.
        let age = draw.one(of: [14, 15, 16, 17, 18])
        let birthday = try #require(CalendarDate(dayNumber: first + draw.number(below: 28) - 7))
        data.pupil.birthDate = try #require(
            CalendarDate(year: birthday.year - age, month: birthday.month, day: min(birthday.day, 28)))
        let presence = draw.one(of: [2, 3, 5, 6])
        data.placement.timetable = try (0..<14).compactMap { offset in
            guard let day = CalendarDate(dayNumber: first + offset), draw.number(below: 7) < presence,
                day.weekday < 6 || draw.number(below: 3) == 0
            else { return nil }
            return .init(date: day, slots: try slots(&draw))
        }
        if data.placement.timetable.isEmpty {
            data.placement.timetable = [.init(date: try date("2027-01-18"), slots: [try slot("09:00", "12:00")])]
        }
        data.placement.start = data.placement.timetable[0].date
        data.placement.end = data.placement.timetable[data.placement.timetable.count - 1].date
        return data
    }

    @Test func `a week breaks exactly the rules that a look at every minute finds broken`() throws {
        var (accepted, refused) = (0, 0)
        var seen: Set<String> = []
        for seed in 0..<4000 {
            let data = try Self.sample(seed: UInt64(seed))
            let found = data.workingTimeFindings().filter { $0.severity == .error }
            let rules = Set(found.map(\.rule.rawValue))
            #expect(rules == MinuteByMinute(data).broken, "seed \(seed)")
            seen.formUnion(rules)
            if found.isEmpty { accepted += 1 } else { refused += 1 }
        }
        // Neither half is empty, and every rule that can refuse did.
        #expect(accepted > 400 && refused > 400, "\(accepted) accepted, \(refused) refused")
        #expect(seen == ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"])
    }

    @Test func `whatever is found says which day, which text and what to do`() throws {
        for seed in 0..<400 {
            let data = try Self.sample(seed: UInt64(seed))
            for finding in data.workingTimeFindings() {
                let rule = try #require(WorkingTimeRule.all.first { $0.identifier == finding.rule })
                #expect(
                    rule.clauses.contains { $0.code == finding.fault.code && $0.severity == finding.severity },
                    "seed \(seed)")
                #expect(finding.fault.cause.reference?.isEmpty == false)
                guard finding.rule != .dayCount, finding.rule != .bar else { continue }
                let day = try #require(finding.fault.cause.day, "seed \(seed)")
                #expect(data.placement.timetable.contains { $0.date == day })
                #expect(finding.fault.text(in: .french).contains(" \(day.year)"))
            }
        }
    }

    @Test func `what refuses and what warns are the findings of both kinds, and nothing else`() throws {
        for seed in 0..<400 {
            let data = try Self.sample(seed: UInt64(seed))
            let findings = data.workingTimeFindings()
            let errors = findings.filter { $0.severity == .error }.map(\.fault)
            #expect(data.faults().filter { $0.cause.reference != nil } == errors)
            let advice = findings.filter { $0.severity == .advice }.map(\.fault)
            #expect(data.warnings().filter { $0.cause.reference != nil } == advice)
        }
    }
}
