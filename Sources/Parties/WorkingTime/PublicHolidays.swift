/// The public holidays (*jours fériés*) of one department of France.
///
/// Source: code du travail, L. 3133-1, L. 3134-13 (Alsace and Moselle), L. 3422-2 (overseas), the last two
/// unchecked; the local days of 27 April to 20 December recall the abolition of slavery. Saint-Martin and
/// Saint-Barthélemy have days of their own and not that of Guadeloupe, unchecked. The Pacific collectivities have labour
/// codes of their own; only the days of the whole country are known here.
public struct PublicHolidays: Hashable, Sendable {
    private let department: String

    /// - Parameter postalCode: Five digits; the first two name the department, or three overseas.
    public init(postalCode: String) { department = FrenchTerritory(postalCode: postalCode).department }

    public func contains(_ date: CalendarDate) -> Bool {
        let day = [date.month, date.day]
        if Self.everywhere.contains(day) || Self.local[department]?.contains(day) == true { return true }
        let afterEaster = date.dayNumber - Self.easter(date.year)
        if [1, 39, 50].contains(afterEaster) { return true }
        return Self.alsaceAndMoselle.contains(department) && (afterEaster == -2 || day == [12, 26])
    }

    private static let everywhere = [[1, 1], [5, 1], [5, 8], [7, 14], [8, 15], [11, 1], [11, 11], [12, 25]]
    private static let local = [
        "971": [[5, 27]], "972": [[5, 22]], "973": [[6, 10]], "974": [[12, 20]], "976": [[4, 27]], "977": [[10, 9]],
        "978": [[5, 28]],
    ]
    private static let alsaceAndMoselle: Set<String> = ["57", "67", "68"]

    /// Day number of Easter Sunday in the Gregorian calendar.
    ///
    /// Source: the anonymous algorithm of Nature, 20 April 1876 (Meeus, Jones, Butcher).
    private static func easter(_ year: Int) -> Int {
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let g = (8 * b + 13) / 25
        let h = (19 * a + b - b / 4 - g + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 19 * l) / 433
        let month = (h + l - 7 * m + 90) / 25
        let day = (h + l - 7 * m + 33 * month + 19) % 32
        return CalendarDate(year: year, month: month, day: day)?.dayNumber ?? 0
    }
}
