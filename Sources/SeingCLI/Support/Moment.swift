import Foundation
import Workflow

/// Times in reports.
enum Moment {
    /// `2026-05-12T12:05:00Z`
    static func iso8601(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }

    /// « 12 mai 2026 à 14 h 05 (heure de Paris) », or the same in English in UTC.
    static func text(_ seconds: Int64, in language: Language) -> String {
        let date = Date(timeIntervalSince1970: TimeInterval(seconds))
        guard language == .english else { return FrenchDate(timeZone: .paris).moment(date) }
        return iso8601(seconds).replacingOccurrences(of: "T", with: " ").replacingOccurrences(of: "Z", with: " UTC")
    }
}
