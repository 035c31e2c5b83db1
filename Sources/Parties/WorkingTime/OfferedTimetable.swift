/// Days and hours that a host offers before any pupil is known, for the rules of ``WorkingTimeRule``.
public struct OfferedTimetable: Hashable, Sendable {
    public let grade: ConventionData.Grade
    /// In order.
    public let days: [ConventionData.Day]
    /// Of the places in France; the rules look at the school year of the first.
    public let postalCodes: [String]
    /// What the pupil will do.
    public let activities: String
    /// Whether drinks are served on the spot, by the code of activity or by a word.
    public let servesDrinks: Bool

    /// - Parameter texts: The sector and the name of the host, in which words tell of a bar.
    public init(
        grade: ConventionData.Grade, days: [ConventionData.Day], postalCodes: [String], activities: String,
        naf: NAFCode?, texts: [String]
    ) {
        self.grade = grade
        self.days = days
        self.postalCodes = postalCodes
        self.activities = activities
        servesDrinks = ConventionData.HostOrganisation.servesDrinks(naf: naf, texts: texts)
    }

    /// Everything that the rules on working time find for the youngest pupil to be expected in the grade.
    ///
    /// - Parameter calendar: The dates of seconde.
    /// - Returns: The findings; faults of form, with severity error, when the days or hours are not well formed.
    public func findings(calendar: PlacementCalendar = .standard) -> [ConventionFault] {
        guard let first = days.first?.date, let last = days.last?.date else { return [] }
        let faults = days.faults(from: first, to: last)
        guard faults.isEmpty, let birthDate = birthDate(on: first) else { return faults }
        let facts = WorkingTimeCase(self, birthDate: birthDate, start: first, calendar: calendar)
        return WorkingTimeRule.all.flatMap { $0.findings(in: facts) }.filter { $0.severity == .error }.map(\.fault)
    }

    /// A pupil who has the age of the youngest usual ones on the first day, and keeps it for the longest period.
    ///
    /// Source: the circulars on observation name no ages; 13 in 4e, 14 in 3e and 15 in seconde are those of a pupil on time.
    private func birthDate(on first: CalendarDate) -> CalendarDate? {
        let age =
            switch grade {
            case .quatrieme: 13
            case .troisieme: 14
            case .seconde, .professionnelle: 15
            }
        return CalendarDate(year: first.year - age, month: first.month, day: min(first.day, 28))
    }
}
