package import Offers
package import Parties

/// When the pupils of a grade are at placements in a school year, as far as one calendar can tell.
///
/// Seconde has the fortnight of the ``PlacementCalendar``. Collège has no common week: each school chooses its own between September and the end of May.
/// The *voie professionnelle* has several periods a year, chosen by each school into July: no one season.
///
/// Source: code de l'éducation, D. 332-14, D. 333-3-1; the State's placement service, which ends its weeks of 3e on 1 June.
package struct PlacementSeason: Hashable, Sendable {
    /// Days before the end of choosing from which the pupils without a placement come first: eight weeks.
    package static let leadDays = 56

    package let year: SchoolYear
    /// The first day on which a placement of the grade usually begins, and the last on which one ends.
    package let days: ClosedRange<CalendarDate>
    /// From when on who has no placement comes before everything else.
    package let leadsFrom: CalendarDate

    /// - Returns: `nil` for the *voie professionnelle* and for a year outside of the calendar.
    package init?(of grade: ConventionData.Grade, in year: SchoolYear, _ calendar: PlacementCalendar) {
        self.year = year
        guard grade != .professionnelle else { return nil }
        guard let may = CalendarDate(year: year.start + 1, month: 5, day: 1) else { return nil }
        // In seconde nobody begins after the first day; in collège a school may still choose the last week.
        let (begin, end, choice): (CalendarDate?, CalendarDate?, CalendarDate?)
        if grade == .seconde {
            let period = calendar.secondePeriod(of: year.start + 1)
            (begin, end, choice) = (period?.first, period?.last, period?.first)
        } else {
            let last = CalendarDate(year: year.start + 1, month: 5, day: 31)
            (begin, end, choice) = (CalendarDate(year: year.start, month: 9, day: 1), last, last)
        }
        guard let begin, let end, let choice, begin <= end,
            let early = CalendarDate(dayNumber: choice.dayNumber - Self.leadDays)
        else { return nil }
        days = begin...end
        leadsFrom = min(may, early)
    }

    package func leads(on today: CalendarDate) -> Bool { leadsFrom <= today && today <= days.upperBound }

    package func isOver(on today: CalendarDate) -> Bool { today > days.upperBound }
}
