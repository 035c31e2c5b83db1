public import Parties

/// From which day on pupils of a grade see the offers of a school year; employers write and change them before.
public struct OfferCampaign: Hashable, Sendable {
    public var schoolYear: SchoolYear
    /// A grade that is not there sees nothing.
    public var opensOn: [ConventionData.Grade: CalendarDate]

    public init(schoolYear: SchoolYear, opensOn: [ConventionData.Grade: CalendarDate]) {
        self.schoolYear = schoolYear
        self.opensOn = opensOn
    }

    /// Grades that see offers on a day.
    public func openGrades(on day: CalendarDate) -> Set<ConventionData.Grade> {
        Set(opensOn.filter { $0.value <= day }.keys)
    }
}

extension SchoolYear {
    /// « 2026-2027 »
    public var text: String { "\(start)-\(start + 1)" }

    /// - Returns: `nil` unless the text is two years of four digits that follow each other, with a hyphen between.
    public init?(_ text: String) {
        let years = text.split(separator: "-", omittingEmptySubsequences: false)
        guard years.count == 2, years.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy(isDigit) }),
            let first = Int(years[0]), let second = Int(years[1]), second == first + 1, first >= 1901, second <= 2198
        else { return nil }
        self.init(start: first)
    }

    /// Days on which its offers may become visible: from the first of January before it to its last day. Another day is a slip of the hand.
    public var openingDays: ClosedRange<CalendarDate>? {
        guard let first = CalendarDate(year: start, month: 1, day: 1),
            let last = CalendarDate(year: start + 1, month: 6, day: 30)
        else { return nil }
        return first...last
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
