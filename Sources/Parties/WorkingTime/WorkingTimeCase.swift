/// What the rules look at: one placement, or one that is offered, under one text of the convention.
struct WorkingTimeCase: Sendable {
    let grade: ConventionData.Grade
    /// The pupil's; of an offer, that of the youngest pupil to be expected.
    let birthDate: CalendarDate
    let days: [ConventionData.Day]
    /// Of the school; of an offer, of its place. `nil` outside France.
    let schoolPostalCode: String?
    /// Whether drinks are served on the spot and nothing says that the pupil keeps out of that.
    let lacksBarStatement: Bool
    let profile: WorkingTimeProfile
    let calendar: PlacementCalendar
    /// Of the places of the placement that are in France.
    let territories: [FrenchTerritory]
    private let holidays: [PublicHolidays]

    init(_ data: ConventionData, issuedOn: CalendarDate?, calendar: PlacementCalendar) {
        self.calendar = calendar
        grade = data.pupil.grade
        birthDate = data.pupil.birthDate
        days = data.placement.timetable
        schoolPostalCode = data.school.address.isInFrance ? data.school.address.postalCode : nil
        lacksBarStatement = data.host.servesDrinks && !data.placement.activities.keepsOutOfTheBar
        profile = .inForce(on: issuedOn ?? data.placement.start, for: data.pupil.grade)
        let codes = data.placement.places.filter { $0.address.isInFrance }.map(\.address.postalCode)
        territories = codes.map(FrenchTerritory.init)
        holidays = codes.map(PublicHolidays.init)
    }

    init(_ offered: OfferedTimetable, birthDate: CalendarDate, start: CalendarDate, calendar: PlacementCalendar) {
        self.calendar = calendar
        self.birthDate = birthDate
        grade = offered.grade
        days = offered.days
        schoolPostalCode = offered.postalCodes.first
        lacksBarStatement = offered.servesDrinks && !offered.activities.keepsOutOfTheBar
        profile = .inForce(on: start, for: offered.grade)
        territories = offered.postalCodes.map(FrenchTerritory.init)
        holidays = offered.postalCodes.map(PublicHolidays.init)
    }

    func age(on index: Int) -> Int { birthDate.age(on: days[index].date) }

    func band(on index: Int) -> AgeBand { AgeBand(age: age(on: index)) }

    func isHoliday(_ date: CalendarDate) -> Bool { holidays.contains { $0.contains(date) } }

    // MARK: Weeks

    /// Indices of the days of presence, by the week from Monday to Sunday.
    var weeks: [[Int]] {
        let byWeek = Dictionary(grouping: days.indices) { index in
            days[index].date.dayNumber - days[index].date.weekday
        }
        return byWeek.sorted { $0.key < $1.key }.map(\.value)
    }

    func presence(_ week: [Int]) -> Int { week.reduce(0) { $0 + days[$1].minutesOfPresence } }

    // MARK: Faults

    /// A fault of one day, told with its date.
    func fault(
        _ clause: WorkingTimeClause, _ index: Int, found: String = "", expected: String = "",
        by references: [String]? = nil
    ) -> (WorkingTimeClause, ConventionFault) {
        let cause = ConventionFault.Cause(
            clause.code, found: found, expected: [expected], day: days[index].date,
            reference: (references ?? [clause.references]).joined(separator: " ; "))
        return (clause, ConventionFault(cause, at: "placement/timetable/day[\(index + 1)]"))
    }
}

/// « 7 h », « 6 h 30 »
func duration(_ minutes: Int) -> String {
    minutes.isMultiple(of: 60) ? "\(minutes / 60) h" : "\(minutes / 60) h \(twoDigits(minutes % 60))"
}
