import DEREncoding
import Foundation
import Workflow

/// Times in reports.
enum Moment {
    /// `2026-05-12T12:05:00Z`
    static func iso8601(_ seconds: Int64) -> String {
        let date = CivilDate(secondsSince1970: seconds)
        return "\(day(date))T\(two(date.hour)):\(two(date.minute)):\(two(date.second))Z"
    }

    /// « 12 mai 2026 à 14 h 05 (heure de Paris) », or the same in English in UTC.
    static func text(_ seconds: Int64, in language: Language) -> String {
        guard language == .english else {
            let local = CivilDate(secondsSince1970: seconds + parisOffset(at: seconds))
            let clock = "\(local.hour)\u{A0}h\u{A0}\(two(local.minute))"
            return "\(FrenchDate.day(iso: day(local))) à \(clock) (\(SchoolTimeZone.paris.label))"
        }
        return iso8601(seconds).replacingOccurrences(of: "T", with: " ").replacingOccurrences(of: "Z", with: " UTC")
    }

    /// The day in Paris: « 12/05/2026 », or `2026-05-12`.
    static func day(_ seconds: Int64, in language: Language) -> String {
        let date = CivilDate(secondsSince1970: seconds + parisOffset(at: seconds))
        return language == .english ? day(date) : "\(two(date.day))/\(two(date.month))/\(date.year)"
    }

    private static let paris = TimeZone(identifier: SchoolTimeZone.paris.identifier)

    /// Seconds by which clocks in Paris are ahead of UTC.
    private static func parisOffset(at seconds: Int64) -> Int64 {
        Int64(paris?.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))) ?? 0)
    }

    /// The instant at which clocks in Paris show a date and time. Of an hour that comes twice it is the second, of one
    /// that is left out an hour later.
    static func seconds(parisTime local: Int64) -> Int64 { local - parisOffset(at: local - parisOffset(at: local)) }

    private static func day(_ date: CivilDate) -> String { "\(date.year)-\(two(date.month))-\(two(date.day))" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
