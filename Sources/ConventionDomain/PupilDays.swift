private import Foundation
import Parties

/// The days of one pupil's placement; two live conventions of one pupil have none in common.
///
/// A pupil is known by name and date of birth, since nothing else that tells people apart (INE, NIR) is ever asked for.
public struct PupilDays: Hashable, Sendable {
    /// Equal for one person however case, accents, hyphens, apostrophes and spaces of the name are written.
    public let pupil: String
    /// In days since 1970-01-01, at least one and at most ``longest``.
    public let days: [Int]

    /// More days than any placement has; a slip of the pen in a year is not to fill the store.
    public static let longest = 400

    /// - Returns: `nil` when the outline says no date of birth, as none did before it was asked for, or no days.
    public init?(_ outline: ConventionOutline) {
        guard let birthDate = outline.birthDate, let first = CalendarDate(iso8601: outline.firstDay),
            let last = CalendarDate(iso8601: outline.lastDay), first <= last
        else { return nil }
        pupil = "\(Self.letters(of: outline.pupil.given)) \(Self.letters(of: outline.pupil.family)) \(birthDate)"
        days = Array((first.dayNumber...last.dayNumber).prefix(Self.longest))
    }

    /// « Jean-Éloi », « JEAN ELOI » and « Jean Éloi » have the same letters. Letters that no decomposition splits are spelt out as
    /// civil registers and keyboards do.
    package static func letters(of name: String) -> String {
        let spelt = ["œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"]
        return name.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { [.lowercaseLetter, .otherLetter].contains($0.properties.generalCategory) }
            .map { spelt[String($0)] ?? String($0) }.joined()
    }
}

/// The school's decision that days of one pupil are shared by two conventions, such as half-days with two hosts.
public struct SharedDays: Hashable, Sendable, Codable {
    /// In the school's words.
    public let reason: String
    /// The conventions that these days are shared with.
    public let with: [ConventionID]

    public init(reason: String, with: [ConventionID]) {
        self.reason = reason
        self.with = with
    }
}

extension ConventionEvent.Kind {
    /// Whether the event lays hold of a pupil's days, so that no other convention may hold one of them.
    public var claimsDays: Bool {
        [.prepared, .partCorrected, .drafted, .issued, .reopened, .resumed].contains(self)
    }
}
