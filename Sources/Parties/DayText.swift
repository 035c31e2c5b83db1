/// Days as people write them.
enum DayText {
    /// « lundi 14 juin 2027 », « mardi 1er juin 2027 »
    static func french(_ date: CalendarDate) -> String {
        let day = date.day == 1 ? "1er" : String(date.day)
        return "\(frenchWeekdays[date.weekday - 1]) \(day) \(frenchMonths[date.month - 1]) \(date.year)"
    }

    /// « Monday 14 June 2027 »
    static func english(_ date: CalendarDate) -> String {
        "\(englishWeekdays[date.weekday - 1]) \(date.day) \(englishMonths[date.month - 1]) \(date.year)"
    }

    private static let frenchWeekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    private static let frenchMonths = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let englishWeekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
