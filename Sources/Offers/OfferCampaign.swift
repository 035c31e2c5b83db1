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
