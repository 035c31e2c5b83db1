package import Parties

/// The hours that a kit proposes, the same on each of its days: five a week, two weeks.
package struct KitSchedule: Hashable, Sendable {
    package let morning: ConventionData.TimeSlot
    package let afternoon: ConventionData.TimeSlot

    /// Days of a week, weeks.
    private static let (days, weeks) = (5, 2)

    /// Reads the hours, and holds them against the rules on working time for the youngest pupils to be expected.
    ///
    /// - Throws: ``GuideFault`` for hours that are none, break a rule, or do not belong to the days of the table.
    init(_ file: GuideFile) throws(GuideFault) {
        let entries = [
            try file.one("morning", such: "morning: 09:00-12:00"),
            try file.one("afternoon", such: "afternoon: 13:30-16:30"),
        ]
        let slots = entries.compactMap { Self.slot($0.value) }
        guard slots.count == 2 else {
            throw GuideFault(file.path, entries[0].line, "found no hours", "write them as 09:00-12:00")
        }
        (morning, afternoon) = (slots[0], slots[1])
        let rows = file.body.blocks.reduce(0) { count, block in
            if case .table(_, let rows) = block { count + rows.count } else { count }
        }
        guard rows == Self.days * Self.weeks else {
            throw GuideFault(file.path, 1, "found \(rows) days", "write \(Self.days) days in a table for each week")
        }
        let faults = findings
        guard faults.isEmpty else {
            throw GuideFault(
                file.path, entries[0].line, "the hours break a rule: \(faults[0].text(in: .english))", "change them")
        }
    }

    package var minutesADay: Int { morning.minutes + afternoon.minutes }
    package var minutesAWeek: Int { Self.days * minutesADay }

    /// What the rules find: for seconde in its fortnight, and for the youngest pupils of collège in one week of January.
    package var findings: [ConventionFault] {
        guard let june = PlacementCalendar.standard.secondePeriod(of: 2026)?.first,
            let january = CalendarDate(year: 2026, month: 1, day: 12)
        else { return [] }
        return findings(.seconde, from: june, weeks: Self.weeks) + findings(.quatrieme, from: january, weeks: 1)
    }

    private func findings(_ grade: ConventionData.Grade, from monday: CalendarDate, weeks: Int) -> [ConventionFault] {
        OfferedTimetable(
            grade: grade, days: timetable(from: monday, weeks: weeks), postalCodes: ["75001"], activities: "", naf: nil,
            texts: []
        ).findings()
    }

    /// - Parameter monday: First day.
    package func timetable(from monday: CalendarDate, weeks: Int) -> [ConventionData.Day] {
        (0..<weeks).flatMap { week in
            (0..<Self.days).compactMap { day in
                CalendarDate(dayNumber: monday.dayNumber + 7 * week + day)
                    .map { ConventionData.Day(date: $0, slots: [morning, afternoon]) }
            }
        }
    }

    private static func slot(_ text: String) -> ConventionData.TimeSlot? {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let from = TimeOfDay(iso8601: String(parts[0])),
            let to = TimeOfDay(iso8601: String(parts[1]))
        else {
            return nil
        }
        return ConventionData.TimeSlot(from: from, to: to)
    }
}
