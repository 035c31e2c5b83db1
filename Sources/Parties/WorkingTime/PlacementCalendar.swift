/// Which days of a year observation placements may take.
///
/// The ministry publishes the dates of seconde late, as computed dates are until then: a year that is not listed has the
/// two weeks that end with the last Friday of June, which is what every listed year had. A day outside listed dates is an
/// error, one outside computed dates is advised against.
public struct PlacementCalendar: Hashable, Sendable {
    /// First and last day, both included.
    public struct Period: Hashable, Sendable {
        public let first: CalendarDate
        public let last: CalendarDate
        /// Published, not computed.
        public let isOfficial: Bool

        public init(first: CalendarDate, last: CalendarDate, isOfficial: Bool) {
            self.first = first
            self.last = last
            self.isOfficial = isOfficial
        }

        func contains(_ date: CalendarDate) -> Bool { first <= date && date <= last }
    }

    /// The published dates of seconde by calendar year.
    public var officialSecondePeriods: [Int: Period]

    public init(officialSecondePeriods: [Int: Period]) { self.officialSecondePeriods = officialSecondePeriods }

    /// What is known without an operator saying more.
    ///
    /// Source: the press releases of 2024 and 2025, the State's placement service for 2026.
    public static let standard = PlacementCalendar(
        officialSecondePeriods: [
            2024: period("2024-06-17", "2024-06-28"), 2025: period("2025-06-16", "2025-06-27"),
            2026: period("2026-06-15", "2026-06-26"),
        ].compactMapValues(\.self))

    private static func period(_ first: String, _ last: String) -> Period? {
        guard let first = CalendarDate(iso8601: first), let last = CalendarDate(iso8601: last) else { return nil }
        return Period(first: first, last: last, isOfficial: true)
    }

    /// The two weeks of seconde in a year; `nil` outside 1900 to 2199.
    public func secondePeriod(of year: Int) -> Period? {
        if let official = officialSecondePeriods[year] { return official }
        guard let end = CalendarDate(year: year, month: 6, day: 30) else { return nil }
        let lastFriday = end.dayNumber - (end.weekday + 2) % 7
        guard let first = CalendarDate(dayNumber: lastFriday - 11), let last = CalendarDate(dayNumber: lastFriday)
        else { return nil }
        return Period(first: first, last: last, isOfficial: false)
    }

    /// Whether a day lies in a school year: 1 September to 7 July, from 15 August on La Réunion and Mayotte; always in the
    /// Pacific, where the calendars are their own.
    ///
    /// The bounds are wider than any calendar of the last years, because the calendar itself is a decree a year.
    static func isInSchoolYear(_ date: CalendarDate, _ kind: FrenchTerritory.SchoolYearKind) -> Bool {
        let day = date.month * 100 + date.day
        switch kind {
        case .september: return day >= 901 || day <= 707
        case .indianOcean: return day >= 815 || day <= 707
        case .pacific: return true
        }
    }

    /// September to May: when schools place the pupils of collège.
    ///
    /// Source: the State's placement service, which ends its weeks of 3e on 1 June.
    static func isUsualForCollege(_ date: CalendarDate) -> Bool { !(6...8).contains(date.month) }
}
