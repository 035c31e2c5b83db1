/// What the rules need to know of a place in France: its department, its clock, its school year.
struct FrenchTerritory: Hashable, Sendable {
    /// Two digits, three overseas; 977 and 978 for Saint-Barthélemy and Saint-Martin, whose postal codes begin as
    /// those of Guadeloupe.
    let department: String

    /// - Parameter postalCode: Five digits.
    init(postalCode: String) {
        if let island = Self.islands[postalCode] {
            department = island
        } else {
            department = String(postalCode.prefix(postalCode.hasPrefix("97") || postalCode.hasPrefix("98") ? 3 : 2))
        }
    }

    /// Source: the postal codes of both islands, those of their postal boxes included; unchecked.
    private static let islands = ["97133": "977", "97098": "977", "97150": "978", "97080": "978"]

    var isOverseas: Bool { department.utf8.count == 3 }

    var clockChange: ClockChange {
        if department == "975" { return .northAmerican }
        return isOverseas ? .never : .european
    }

    var schoolYear: SchoolYearKind {
        switch department {
        case "974", "976": .indianOcean
        case "986", "987", "988": .pacific
        default: .september
        }
    }

    enum SchoolYearKind: Hashable, Sendable {
        case september
        /// La Réunion and Mayotte begin in August.
        case indianOcean
        /// The year of school is that of the calendar; it is not judged.
        case pacific
    }
}

/// On which nights the clocks of a place change.
enum ClockChange: Hashable, Sendable {
    /// The last Sundays of March and October.
    ///
    /// Source: directive 2000/84/CE.
    case european
    /// Saint-Pierre-et-Miquelon: the second Sunday of March, the first of November; unchecked.
    case northAmerican
    case never

    /// Minutes by which a night is shorter than the clock says, negative when it is longer.
    ///
    /// - Parameter sunday: The day on which the night ends.
    func minutesLost(beforeMorningOf sunday: CalendarDate) -> Int {
        guard sunday.weekday == 7 else { return 0 }
        switch self {
        case .european:
            guard sunday.day >= 25 else { return 0 }
            return sunday.month == 3 ? 60 : sunday.month == 10 ? -60 : 0
        case .northAmerican:
            if sunday.month == 3 { return (8...14).contains(sunday.day) ? 60 : 0 }
            return sunday.month == 11 && sunday.day <= 7 ? -60 : 0
        case .never: return 0
        }
    }
}
