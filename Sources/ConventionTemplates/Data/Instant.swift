import Parties

/// A moment to the second, as it is written in data.
package struct Instant: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let secondsSince1970: Int64

    package init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// Reads « 2027-05-03T09:12:00Z » and nothing else.
    init?(iso8601 text: String) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count == 20, parts[1].hasSuffix("Z"),
            let date = CalendarDate(iso8601: String(parts[0])),
            let time = TimeOfDay(iso8601: String(parts[1].prefix(5))), parts[1].dropFirst(5).first == ":",
            let second = Int(parts[1].dropFirst(6).prefix(2)), (0...59).contains(second)
        else { return nil }
        secondsSince1970 = Int64((date.dayNumber * 1440 + time.minutesSinceMidnight) * 60 + second)
    }

    var iso8601: String {
        let days = Int(secondsSince1970) / 86400
        let seconds = Int(secondsSince1970) % 86400
        let date = CalendarDate(dayNumber: days)?.iso8601 ?? "1970-01-01"
        return "\(date)T\(Self.pad(seconds / 3600)):\(Self.pad(seconds / 60 % 60)):\(Self.pad(seconds % 60))Z"
    }

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
