import Parties
import Workflow

import struct Foundation.Calendar
import struct Foundation.Date
import struct Foundation.TimeZone

/// Dates and times as a French reader expects them.
struct FrenchDates: Sendable {
    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let noBreakSpace = "\u{A0}"

    private let calendar: Calendar

    private let zoneName: String

    /// - Parameter timeZone: Of the school; universal time takes its place when the system does not know it.
    init(timeZone: SchoolTimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        let zone = TimeZone(identifier: timeZone.identifier)
        calendar.timeZone = zone ?? .gmt
        self.calendar = calendar
        // Without the system's time zones, the page must not call another time the school's.
        zoneName = zone == nil ? "temps universel" : timeZone.label
    }

    /// « 23 novembre 2026 »
    func day(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return Self.day(parts.day ?? 0, parts.month ?? 0, parts.year ?? 0)
    }

    /// « 23 novembre 2026 »
    static func day(_ date: CalendarDate) -> String { day(date.day, date.month, date.year) }

    /// « 10 h 15 »
    func time(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        let minute = parts.minute ?? 0
        return "\(parts.hour ?? 0)\(Self.noBreakSpace)h\(Self.noBreakSpace)\(minute < 10 ? "0" : "")\(minute)"
    }

    /// « 23 novembre 2026 à 10 h 15 (heure de Paris) »
    func moment(_ date: Date) -> String { "\(day(date)) à \(time(date)) (\(zoneName))" }

    /// « du 15 au 19 juin 2026 », « le 15 juin 2026 »; what is no day is shown as it is.
    static func period(from first: String, to last: String) -> String {
        guard let (year, month, day) = components(first), let (lastYear, lastMonth, lastDay) = components(last) else {
            return "du \(first) au \(last)"
        }
        let end = Self.day(lastDay, lastMonth, lastYear)
        if first == last { return "le \(end)" }
        if year == lastYear, month == lastMonth { return "du \(ordinal(day)) au \(end)" }
        let start = year == lastYear ? "\(ordinal(day))\(noBreakSpace)\(monthName(month))" : Self.day(day, month, year)
        return "du \(start) au \(end)"
    }

    private static func components(_ iso: String) -> (year: Int, month: Int, day: Int)? {
        let parts = iso.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
        return (parts[0], parts[1], parts[2])
    }

    private static func day(_ day: Int, _ month: Int, _ year: Int) -> String {
        "\(ordinal(day))\(noBreakSpace)\(monthName(month)) \(year)"
    }

    private static func ordinal(_ day: Int) -> String { day == 1 ? "1er" : "\(day)" }

    private static func monthName(_ month: Int) -> String {
        months.indices.contains(month - 1) ? months[month - 1] : "\(month)"
    }
}
