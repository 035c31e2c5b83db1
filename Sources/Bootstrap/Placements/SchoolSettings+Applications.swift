import Applications
import Foundation
import Parties

extension SchoolSettings {
    static let applicationsKey = "applications"

    private typealias Number = (key: String, bounds: ClosedRange<Int>, path: WritableKeyPath<ApplicationTerms, Int>)

    private static var numbers: [Number] {
        [
            ("answerDays", 3...60, \.days), ("answerDaysInHolidays", 3...90, \.daysInHolidays),
            ("waitingAtOnce", 1...30, \.waitingAtOnce),
        ]
    }

    private static let holidaysKey = "holidays"

    /// How long an application waits, and which holidays count besides those of every school:
    /// `{"answerDays": 15, "answerDaysInHolidays": 30, "waitingAtOnce": 10, "holidays": [["2027-02-13", "2027-02-28"]]}`.
    static func applications(_ object: [String: Any], _ file: String) throws(Fault) -> ApplicationTerms {
        var terms = ApplicationTerms()
        guard let value = object[applicationsKey] else { return terms }
        guard var entries = value as? [String: Any] else {
            throw Fault(file: file, cause: "\"\(applicationsKey)\" is expected to be an object")
        }
        if let holidays = entries.removeValue(forKey: holidaysKey) { terms.holidays = try ranges(holidays, file) }
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            guard let known = numbers.first(where: { $0.key == key }) else {
                let keys = (numbers.map(\.key) + [holidaysKey]).map { "\"\($0)\"" }.joined(separator: ", ")
                throw Fault(file: file, cause: "\"\(applicationsKey)\" holds \"\(key)\", expected only \(keys)")
            }
            // Decoded once more: `JSONSerialization` takes `true` for 1.
            let decoded = (try? JSONSerialization.data(withJSONObject: [value])).flatMap {
                try? JSONDecoder().decode([Int].self, from: $0).first
            }
            guard let number = decoded, known.bounds.contains(number) else {
                throw Fault(
                    file: file,
                    cause:
                        "\"\(key)\" is \(value), expected \(known.bounds.lowerBound) to \(known.bounds.upperBound)")
            }
            terms[keyPath: known.path] = number
        }
        return terms
    }

    /// Each of at most as many days as the longest holidays: a mistyped year would make every application wait.
    private static func ranges(_ value: Any, _ file: String) throws(Fault) -> [ClosedRange<CalendarDate>] {
        let ranges = (value as? [[String]])?.map { days -> ClosedRange<CalendarDate>? in
            guard days.count == 2, let first = CalendarDate(iso8601: days[0]),
                let last = CalendarDate(iso8601: days[1]),
                first <= last, last.dayNumber - first.dayNumber <= 100
            else { return nil }
            return first...last
        }
        guard let ranges, !ranges.contains(nil) else {
            throw Fault(
                file: file,
                cause: "\"\(holidaysKey)\" is expected to list the first and last day of each, as "
                    + "[[\"2027-02-13\", \"2027-02-28\"]], none longer than 100 days")
        }
        return ranges.compactMap(\.self)
    }
}
