public import Parties

/// The hours of a usual week; the same rules judge them as those of a convention.
public struct WeeklyHours: Hashable, Sendable {
    /// By day of the week, 1 for Monday; a day that is not there is free.
    public var slots: [Int: [ConventionData.TimeSlot]]

    public init(_ slots: [Int: [ConventionData.TimeSlot]]) { self.slots = slots }

    /// The days of a period on which a pupil is there.
    ///
    /// Nobody is there on a public holiday of any of the places, so that no offer breaks the rule on them.
    ///
    /// - Parameter postalCodes: Of the places.
    public func days(in period: ClosedRange<CalendarDate>, at postalCodes: [String]) -> [ConventionData.Day] {
        let holidays = postalCodes.map(PublicHolidays.init)
        return (period.lowerBound.dayNumber...period.upperBound.dayNumber).compactMap { number in
            guard let date = CalendarDate(dayNumber: number), let slots = slots[date.weekday], !slots.isEmpty,
                !holidays.contains(where: { $0.contains(date) })
            else { return nil }
            return ConventionData.Day(date: date, slots: slots)
        }
    }
}

extension PublicOffer {
    var postalCodes: [String] { sites.map(\.address).filter(\.isInFrance).map(\.postalCode) }

    /// One for each grade and period that suit each other.
    func timetables(_ calendar: PlacementCalendar) -> [OfferedTimetable] {
        grades.sorted { $0.rawValue < $1.rawValue }.flatMap { grade in
            periods.filter { $0.period.suits(grade) }.compactMap { offered in
                offered.period.days(calendar).map { days in
                    OfferedTimetable(
                        grade: grade, days: hours.days(in: days, at: postalCodes), postalCodes: postalCodes,
                        activities: tasks, naf: employer.naf, texts: [employer.sector.name, employer.legalName])
                }
            }
        }
    }
}
