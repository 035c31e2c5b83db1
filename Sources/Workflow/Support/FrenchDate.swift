package import struct Foundation.Date

/// Dates as French people write them.
package struct FrenchDate {
    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]

    package let timeZone: SchoolTimeZone

    package init(timeZone: SchoolTimeZone) { self.timeZone = timeZone }

    /// « 1er juin 2026 »
    package func day(_ date: Date) -> String {
        let parts = timeZone.calendar.dateComponents([.year, .month, .day], from: date)
        return Self.text(year: parts.year ?? 0, month: parts.month ?? 1, day: parts.day ?? 0)
    }

    /// « 1er juin 2026 à 14 h 05 (heure de Paris) »
    package func moment(_ date: Date) -> String {
        let parts = timeZone.calendar.dateComponents([.hour, .minute], from: date)
        let minute = parts.minute ?? 0
        let clock = "\(parts.hour ?? 0)\u{A0}h\u{A0}\(minute < 10 ? "0" : "")\(minute)"
        return "\(day(date)) à \(clock) (\(timeZone.label))"
    }

    /// A calendar day in ISO 8601 such as `2026-06-01`; given back as it is when it is not one.
    package static func day(iso: String) -> String {
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return iso }
        return text(year: parts[0], month: parts[1], day: parts[2])
    }

    private static func text(year: Int, month: Int, day: Int) -> String {
        "\(day == 1 ? "1er" : String(day)) \(months[month - 1]) \(year)"
    }
}
