import Foundation
package import Parties

extension PlacementCalendar {
    package static let fileName = "calendar.json"

    /// The dates that Seing knows, and those that a person wrote into `calendar.json` in the data directory:
    /// `{"seconde": {"2027": ["2027-06-14", "2027-06-25"]}}`.
    ///
    /// - Throws: ``CalendarFault`` for a file that cannot be read, or says what nobody would act upon.
    package static func read(dataDirectory: String) throws(CalendarFault) -> PlacementCalendar {
        let file = dataDirectory + "/" + fileName
        guard FileManager.default.fileExists(atPath: file) else { return .standard }
        guard let data = FileManager.default.contents(atPath: file),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw CalendarFault(file: file, cause: "expected a JSON object") }
        guard let years = object["seconde"] as? [String: [String]], object.count == 1 else {
            throw CalendarFault(file: file, cause: "expected only \"seconde\", with two days for each year")
        }
        var calendar = PlacementCalendar.standard
        for (text, days) in years.sorted(by: { $0.key < $1.key }) {
            guard let year = Int(text), let period = period(days, in: year) else {
                throw CalendarFault(file: file, cause: "\"\(text)\" has no first and last day of that year")
            }
            calendar.officialSecondePeriods[year] = period
        }
        return calendar
    }

    /// Two days of one spring: a mistyped year would refuse every convention.
    private static func period(_ days: [String], in year: Int) -> Period? {
        guard days.count == 2, let first = CalendarDate(iso8601: days[0]), let last = CalendarDate(iso8601: days[1]),
            first <= last, first.year == year, last.year == year
        else { return nil }
        return Period(first: first, last: last, isOfficial: true)
    }
}

/// What is wrong with the file of dates; the service does not guess what was meant.
package struct CalendarFault: Error, Hashable, CustomStringConvertible {
    let file: String
    let cause: String

    package var description: String {
        "could not read \(file): \(cause), such as {\"seconde\": {\"2027\": [\"2027-06-14\", \"2027-06-25\"]}}; "
            + "correct or remove the file"
    }
}
