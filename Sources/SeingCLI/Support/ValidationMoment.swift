import ArgumentParser
import DEREncoding
import Parties

/// The moment that `--at` names: a day, which means its end, or an instant; in Paris time unless it says another zone.
///
/// `2026-05-12`, `12/05/2026`, `2026-05-12T14:05`, `2026-05-12 14:05:30`, `2026-05-12T12:05:00Z`,
/// `2026-05-12T14:05+02:00`.
struct ValidationMoment: Hashable, Sendable {
    /// Unix time.
    let seconds: Int64
    /// Whether only a day was named.
    let isDay: Bool

    /// - Throws: `ValidationError`, which shows the forms, when the text is none of them or no date of the calendar.
    init(argument: String) throws {
        guard let moment = Self.parse(argument) else {
            throw ValidationError(
                "'\(Printable.text(argument))' is no date; write 2026-05-12, 12/05/2026, 2026-05-12T14:05 (Paris time) or"
                    + " 2026-05-12T12:05:00Z")
        }
        self = moment
    }

    private init(seconds: Int64, isDay: Bool) { (self.seconds, self.isDay) = (seconds, isDay) }

    /// A day that is not over yet ends now.
    func clamped(now: Int64) -> Int64 {
        isDay && seconds > now && seconds - now < 86_400 ? now : seconds
    }

    private static func parse(_ text: String) -> ValidationMoment? {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        guard let day = parts.first.flatMap({ calendarDay(String($0)) }) else { return nil }
        let start = CivilDate.secondsSince1970(year: day.year, month: day.month, day: day.day)
        guard parts.count == 2 else {
            return ValidationMoment(seconds: Moment.seconds(parisTime: start + 86_399), isDay: true)
        }
        guard let (clock, zone) = split(String(parts[1])), let time = secondsOfDay(clock) else { return nil }
        guard let zone else {
            return ValidationMoment(seconds: Moment.seconds(parisTime: start + time), isDay: false)
        }
        return ValidationMoment(seconds: start + time - zone, isDay: false)
    }

    private static func calendarDay(_ text: String) -> CalendarDate? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return CalendarDate(iso8601: text) }
        return CalendarDate(iso8601: parts.reversed().joined(separator: "-"))
    }

    /// The clock time, and by how much its zone is ahead of UTC when it says one.
    private static func split(_ text: String) -> (clock: String, zone: Int64?)? {
        if text.hasSuffix("Z") { return (String(text.dropLast()), 0) }
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, nil) }
        guard let offset = secondsOfDay(String(text[text.index(after: sign)...])), offset <= 14 * 3_600 else {
            return nil
        }
        return (String(text[..<sign]), text[sign] == "+" ? offset : -offset)
    }

    private static func secondsOfDay(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap {
            $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } ? Int64($0) : nil
        }
        guard (2...3).contains(parts.count), numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60,
            numbers.count == 2 || numbers[2] < 60
        else { return nil }
        return numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }
}
