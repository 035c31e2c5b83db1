/// A moment in UTC as PDF and XMP write it.
///
/// Source: ISO 32000-1 §7.9.4; XMP part 1, §8.2.1.1; the conversion is the proleptic Gregorian calendar's.
struct CalendarTime {
    private let year: Int
    private let month: Int
    private let day: Int
    private let secondOfDay: Int

    /// - Parameter seconds: Since 1970-01-01T00:00:00Z.
    init(seconds: Int64) {
        let (days, rest) = floorDivide(Int(seconds), 86_400)
        // Years are counted from 1 March, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let (era, dayOfEra) = floorDivide(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        secondOfDay = rest
    }

    /// « D:20270315083000Z »
    var pdf: String { "D:" + digits(year, 4) + digits(month) + digits(day) + time.joined() + "Z" }

    /// « 2027-03-15T08:30:00Z »
    var xmp: String {
        digits(year, 4) + "-" + digits(month) + "-" + digits(day) + "T" + time.joined(separator: ":") + "Z"
    }

    private var time: [String] { [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60].map { digits($0) } }
}

private func digits(_ number: Int, _ count: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
}

private func floorDivide(_ number: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
    let remainder = (number % divisor + divisor) % divisor
    return ((number - remainder) / divisor, remainder)
}
