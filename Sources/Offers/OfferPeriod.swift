public import Parties

/// A school year; it turns on 1 July, when no placement of the former one is left.
///
/// Source: the State's own placement service, which turns on that day.
public struct SchoolYear: Hashable, Sendable, Comparable {
    /// The calendar year in which it begins: 2026 for 2026-2027.
    public let start: Int

    public init(start: Int) { self.start = start }

    public init(containing day: CalendarDate) { start = day.month >= 7 ? day.year : day.year - 1 }

    public static func < (left: Self, right: Self) -> Bool { left.start < right.start }
}

/// A week of ISO 8601, from Monday to Sunday.
public struct ISOWeek: Hashable, Sendable {
    /// The year to which the week is counted, which is not always that of its Monday.
    public let year: Int
    public let number: Int

    /// - Returns: `nil` when the year has no such week, or is not one of 1901 to 2198.
    public init?(year: Int, number: Int) {
        guard (1901...2198).contains(year), (1...53).contains(number),
            let monday = Self.monday(year: year, number: number),
            let next = Self.monday(year: year + 1, number: 1), monday < next
        else { return nil }
        self.year = year
        self.number = number
    }

    /// The week in which a day lies.
    public init?(containing day: CalendarDate) {
        let thursday = day.dayNumber - day.weekday + 4
        guard let year = CalendarDate(dayNumber: thursday)?.year,
            let first = CalendarDate(year: year, month: 1, day: 1)
        else { return nil }
        self.init(year: year, number: (thursday - first.dayNumber) / 7 + 1)
    }

    /// The fourth of January is always in the first week.
    ///
    /// Source: ISO 8601.
    private static func monday(year: Int, number: Int) -> CalendarDate? {
        guard let fourth = CalendarDate(year: year, month: 1, day: 4) else { return nil }
        return CalendarDate(dayNumber: fourth.dayNumber - fourth.weekday + 1 + (number - 1) * 7)
    }

    public var monday: CalendarDate {
        guard let monday = Self.monday(year: year, number: number) else {
            preconditionFailure("a week that was made has a Monday")
        }
        return monday
    }
}

/// When a pupil may come: a week for collège; the fortnight of seconde, or one of its weeks.
public enum OfferPeriod: Hashable, Sendable {
    case week(ISOWeek)
    /// Both weeks of seconde, of a calendar year.
    case fortnight(year: Int)
    case firstHalf(year: Int)
    case secondHalf(year: Int)

    /// Whether it is for seconde; otherwise for collège.
    ///
    /// Source: code de l'éducation, D. 332-14, D. 333-3-1.
    public var isOfSeconde: Bool { if case .week = self { false } else { true } }

    public func suits(_ grade: ConventionData.Grade) -> Bool {
        switch grade {
        case .quatrieme, .troisieme: !isOfSeconde
        case .seconde: isOfSeconde
        case .professionnelle: false
        }
    }

    public var schoolYear: SchoolYear {
        switch self {
        case .week(let week): SchoolYear(containing: week.monday)
        case .fortnight(let year), .firstHalf(let year), .secondHalf(let year): SchoolYear(start: year - 1)
        }
    }

    /// First and last day, from a Monday to a Saturday; `nil` for a year that has no fortnight.
    ///
    /// - Parameter calendar: The dates of seconde.
    public func days(_ calendar: PlacementCalendar = .standard) -> ClosedRange<CalendarDate>? {
        let (first, weeks): (Int?, Int) =
            switch self {
            case .week(let week): (week.monday.dayNumber, 1)
            case .fortnight(let year): (calendar.secondePeriod(of: year)?.first.dayNumber, 2)
            case .firstHalf(let year): (calendar.secondePeriod(of: year)?.first.dayNumber, 1)
            case .secondHalf(let year): (calendar.secondePeriod(of: year).map { $0.first.dayNumber + 7 }, 1)
            }
        guard let first, let start = CalendarDate(dayNumber: first),
            let end = CalendarDate(dayNumber: first + 7 * weeks - 2)
        else { return nil }
        return start...end
    }
}

extension OfferPeriod {
    /// The period's place among those of its school year: 0 to 52 for weeks, 53 to 55 for seconde.
    ///
    /// In some school years, such as 2030-2031, week 27 stands twice: its Monday is in the first days of July, and in the last of June. The later one has
    /// the place of week 53, which no such school year has, since none has more than 53 Mondays.
    public var slot: Int {
        switch self {
        case .week(let week): Self.isSecondOf27(week) ? 52 : week.number - 1
        case .fortnight: 53
        case .firstHalf: 54
        case .secondHalf: 55
        }
    }

    /// Whether it is week 27 at the end of a school year that began with one.
    private static func isSecondOf27(_ week: ISOWeek) -> Bool {
        guard week.number == 27, week.monday.month == 6, let first = ISOWeek(year: week.year - 1, number: 27) else {
            return false
        }
        return first.monday.month == 7
    }

    /// How many slots a school year has.
    public static let slotCount = 56

    /// - Returns: `nil` when the year has no such period.
    public init?(slot: Int, of year: SchoolYear) {
        switch slot {
        case 0...52:
            let candidates = [year.start, year.start + 1].compactMap { ISOWeek(year: $0, number: slot + 1) }
            let second = slot == 52 ? ISOWeek(year: year.start + 1, number: 27) : nil
            let week =
                candidates.first { SchoolYear(containing: $0.monday) == year }
                ?? second.flatMap { Self.isSecondOf27($0) && SchoolYear(containing: $0.monday) == year ? $0 : nil }
            guard let week else { return nil }
            self = .week(week)
        case 53: self = .fortnight(year: year.start + 1)
        case 54: self = .firstHalf(year: year.start + 1)
        case 55: self = .secondHalf(year: year.start + 1)
        default: return nil
        }
    }
}

/// A period with the number of pupils that the host takes in it.
public struct OfferedPeriod: Hashable, Sendable {
    public var period: OfferPeriod
    /// At least one.
    public var places: Int

    public init(_ period: OfferPeriod, places: Int) {
        self.period = period
        self.places = places
    }
}
