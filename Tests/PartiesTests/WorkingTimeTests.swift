import Parties
import Testing

/// Boundaries of the rules on working time; the sample pupil is born on 2 May 2011 and 16 in June 2027.
@Suite("Working time")
struct WorkingTimeTests {
    typealias Code = ConventionFault.Code

    private static func codes(_ days: [String], bornOn birth: String = "2011-05-02") throws -> [Code] {
        try placement(days, bornOn: birth).faults().map(\.code)
    }

    private static let sevenHours = "09:00-12:00 13:00-17:00"

    private static func week(_ days: [Int], _ hours: String = sevenHours) -> [String] {
        days.map { "2027-06-\($0) \(hours)" }
    }

    @Test(arguments: [
        ("09:00-12:00 13:00-17:00", [Code]()), ("09:00-12:00 13:00-17:01", [.dayTooLong]),
        ("08:30-12:00 13:00-17:00", [.dayTooLong]),
    ])
    func `allows seven hours a day and not a minute more`(hours: String, expected: [Code]) throws {
        #expect(try Self.codes(["2027-06-14 \(hours)"]) == expected)
    }

    @Test func `allows thirty-five hours a week and not more`() throws {
        #expect(try Self.codes(Self.week([14, 15, 16, 17, 18])) == [])
        let long = try Self.codes(Self.week([14, 15, 16, 17]) + ["2027-06-18 09:00-12:00 13:00-17:01"])
        #expect(long == [.dayTooLong, .weekTooLong])
        #expect(try Self.codes(Self.week([14, 15, 16, 17, 18, 21, 22, 23, 24, 25])) == [])
    }

    @Test(arguments: [
        ("09:00-13:29", [Code]()), ("09:00-13:30", [.breakMissing]), ("08:00-12:30 13:00-15:00", []),
        ("08:00-12:31 13:01-15:00", [.breakMissing]), ("09:00-12:00 12:29-15:00", [.breakMissing]),
        ("09:00-12:00 12:30-15:00", []), ("09:00-11:00 11:15-12:00 12:15-13:44", []),
        ("09:00-11:00 11:15-12:00 12:15-14:00", [.breakMissing]),
    ])
    func `wants a break of thirty minutes from four hours and a half on`(hours: String, expected: [Code]) throws {
        #expect(try Self.codes(["2027-06-14 \(hours)"]) == expected)
    }

    @Test(arguments: [
        ("13:00-19:00", "09:00-13:00", [Code]()), ("13:00-19:00", "08:59-13:00", [.dailyRestTooShort]),
    ])
    func `wants fourteen hours between two days`(first: String, second: String, expected: [Code]) throws {
        let days = ["2027-06-14 13:00-16:00 16:30-\(first.suffix(5))", "2027-06-15 \(second)"]
        #expect(try Self.codes(days) == expected)
        #expect(try Self.codes([days[0], "2027-06-16 \(second)"]) == [])
    }

    @Test(arguments: [
        ([14, 15, 16, 17, 18], [Code]()), ([15, 16, 17, 18, 19], []), ([15, 16, 17, 18, 19, 22], []),
        ([15, 16, 17, 18, 19, 21], [.weeklyRestTooShort]), ([14, 15, 16, 17, 18, 19], [.weeklyRestTooShort]),
    ])
    func `wants two free days in a row, Sunday among them`(days: [Int], expected: [Code]) throws {
        #expect(try Self.codes(Self.week(days, "09:00-12:00")) == expected)
    }

    @Test func `lets no minor be present on a Sunday, and warns of an adult`() throws {
        let days = Self.week([20], "09:00-12:00")
        #expect(try Self.codes(days) == [.sundayPresence])
        #expect(try Self.codes(days, bornOn: "2009-06-20") == [])
        let adult = try placement(days, bornOn: "2009-06-20").warnings().map(\.code)
        #expect(adult.contains(.sundayPresence))
    }

    @Test(arguments: [
        // On the eve of the sixteenth birthday, on the day, and on the eve of the eighteenth.
        ("2011-06-15", "16:00-20:00", [Code]()), ("2011-06-15", "16:00-20:01", [.endsTooLate]),
        ("2011-06-14", "18:00-22:00", []), ("2011-06-14", "18:00-22:01", [.endsTooLate]),
        ("2009-06-15", "19:00-22:01", [.endsTooLate]), ("2009-06-14", "19:00-22:01", []),
        ("2011-06-15", "06:00-09:00", []), ("2011-06-15", "05:59-09:00", [.beginsTooEarly]),
        ("2009-06-15", "05:59-09:00", [.beginsTooEarly]), ("2009-06-14", "05:59-09:00", []),
    ])
    func `ends at 20 h under sixteen and at 22 h under eighteen, and begins at 6 h`(
        birth: String, hours: String, expected: [Code]
    ) throws {
        #expect(try Self.codes(["2027-06-14 \(hours)"], bornOn: birth) == expected)
    }

    @Test func `counts the age on each day, not on the first`() throws {
        let days = ["2027-06-15 17:00-20:30", "2027-06-16 17:00-20:30", "2027-06-17 17:00-20:30"]
        let faults = try placement(days, bornOn: "2011-06-16").faults()
        #expect(faults.map(\.path) == ["placement/timetable/day[1]"])
    }

    @Test(arguments: [
        ("2012-06-15", "09:00-12:00 13:00-16:00", [Code]()),
        ("2012-06-15", "09:00-12:00 13:00-16:01", [.dayLongUnder15]),
        ("2012-06-14", "09:00-12:00 13:00-17:00", []),
    ])
    func `advises six hours a day under fifteen`(birth: String, hours: String, expected: [Code]) throws {
        let data = try placement(["2027-06-14 \(hours)"], bornOn: birth)
        #expect(data.faults() == [])
        #expect(data.warnings().map(\.code).filter { $0 == .dayLongUnder15 } == expected)
    }

    @Test(arguments: [("2012-06-19", [Code.weekLongUnder15]), ("2012-06-14", [])])
    func `advises thirty hours a week under fifteen`(birth: String, expected: [Code]) throws {
        let days = Self.week([14, 15, 16, 17], "09:00-12:00 13:00-16:00") + ["2027-06-18 09:00-12:00 13:00-16:01"]
        let warnings = try placement(days, bornOn: birth).warnings().map(\.code)
        #expect(warnings.filter { $0 == .weekLongUnder15 } == expected)
        let exact = try placement(Self.week([14, 15, 16, 17, 18], "09:00-12:00 13:00-16:00"), bornOn: birth)
        #expect(!exact.warnings().map(\.code).contains(.weekLongUnder15))
    }

    @Test(arguments: [(4, true), (5, false), (6, true), (9, true), (10, false)])
    func `warns of a number of days that is not usual in seconde`(count: Int, isUnusual: Bool) throws {
        let days = Self.week(Array([14, 15, 16, 17, 18, 21, 22, 23, 24, 25].prefix(count)))
        #expect(try placement(days).warnings().map(\.code).contains(.dayCountUnusual) == isUnusual)
    }

    @Test(arguments: [
        ("2027-06-14", nil), ("2027-06-25", nil), ("2027-06-11", Code.periodUnusual), ("2027-06-28", .periodUnusual),
        ("2028-06-30", nil), ("2028-06-16", .periodUnusual), ("2029-06-18", nil), ("2030-06-28", nil),
        ("2026-09-14", .periodUnusual),
    ])
    func `warns of a seconde outside the fortnight that is computed for its year`(day: String, code: Code?) throws {
        let data = try placement(["\(day) 09:00-12:00"])
        #expect(data.faults() == [])
        #expect(data.warnings().map(\.code).filter { $0 != .dayCountUnusual } == (code.map { [$0] } ?? []))
    }

    @Test(arguments: [
        ("2026-06-15", true), ("2026-06-26", true), ("2026-06-12", false), ("2025-06-16", true), ("2025-06-27", true),
        ("2025-06-13", false), ("2024-06-17", true), ("2024-06-14", false), ("2026-06-29", false),
    ])
    func `refuses a seconde outside the fortnight that was published`(day: String, isGood: Bool) throws {
        let data = try placement(["\(day) 09:00-12:00"])
        #expect(data.faults(issuedOn: data.placement.start).map(\.code) == (isGood ? [] : [.outsideOfficialPeriod]))
    }

    @Test func `takes the dates of a year from whoever knows them`() throws {
        let data = try placement(["2027-06-11 09:00-12:00"])
        var calendar = PlacementCalendar.standard
        calendar.officialSecondePeriods[2027] = .init(
            first: try date("2027-06-07"), last: try date("2027-06-18"), isOfficial: true)
        #expect(!data.warnings(calendar: calendar).map(\.code).contains(.periodUnusual))
        let late = try placement(["2027-06-21 09:00-12:00"])
        #expect(late.faults(calendar: calendar).map(\.code) == [.outsideOfficialPeriod])
    }
}

@Suite("PublicHolidays")
struct PublicHolidaysTests {
    /// Easter Monday, Ascension, Whit Monday of three years, as the calendars of the State print them.
    @Test(arguments: [
        "2026-04-06", "2026-05-14", "2026-05-25", "2027-03-29", "2027-05-06", "2027-05-17", "2024-04-01", "2024-05-09",
        "2024-05-20", "2026-01-01", "2026-05-01", "2026-05-08", "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11",
        "2026-12-25",
    ])
    func `are the eleven of the whole country`(day: String) throws {
        for code in ["75011", "20000", "97300", "67000"] {
            #expect(PublicHolidays(postalCode: code).contains(try date(day)))
        }
    }

    @Test(arguments: [
        ("97300", "2027-06-10"), ("97100", "2027-05-27"), ("97200", "2027-05-22"), ("97400", "2027-12-20"),
        ("97600", "2027-04-27"), ("67000", "2027-03-26"), ("57000", "2027-12-26"), ("68100", "2027-12-26"),
    ])
    func `are more in some departments, and in no other`(code: String, day: String) throws {
        #expect(PublicHolidays(postalCode: code).contains(try date(day)))
        #expect(!PublicHolidays(postalCode: "75011").contains(try date(day)))
    }

    @Test func `do not fall into the fortnight of June 2027`() throws {
        for day in 14...25 { #expect(!PublicHolidays(postalCode: "75011").contains(try date("2027-06-\(day)"))) }
    }

    @Test func `are refused for a minor at a place in France, and nowhere else`() throws {
        var data = try sampleConvention()
        data.placement.start = try date("2027-05-17")
        data.placement.end = data.placement.start
        data.placement.timetable[0].date = data.placement.start
        #expect(data.faults().map(\.code) == [.publicHoliday])
        data.placement.places[0].address.country = "Belgique"
        #expect(data.faults() == [])
    }
}
