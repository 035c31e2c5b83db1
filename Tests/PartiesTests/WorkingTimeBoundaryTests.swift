import Parties
import Testing

/// The sample with days of its own, « 2027-06-14 09:00-12:00 13:00-17:00 », in seconde unless the grade is said.
func placement(
    _ days: [String], bornOn birth: String = "2011-05-02", grade: ConventionData.Grade = .seconde,
    at postalCode: String = "99000"
) throws -> ConventionData {
    var data = try sampleConvention()
    data.pupil.birthDate = try date(birth)
    data.pupil.grade = grade
    data.placement.places[0].address.postalCode = postalCode
    data.school.address.postalCode = postalCode
    data.placement.timetable = try days.map { text in
        let words = text.split(separator: " ").map(String.init)
        return .init(
            date: try date(words[0]),
            slots: try words.dropFirst().map { try slot(String($0.prefix(5)), String($0.suffix(5))) })
    }
    data.placement.start = try #require(data.placement.timetable.first?.date)
    data.placement.end = try #require(data.placement.timetable.last?.date)
    if data.pupil.isAdult(on: data.placement.start) {
        data.representatives = []
        data.signing.required = [.student, .school, .employer]
    }
    return data
}

typealias FaultCode = ConventionFault.Code

extension ConventionData {
    fileprivate func codes(issuedOn day: String? = nil) throws -> [FaultCode] {
        faults(issuedOn: try day.map(date)).map(\.code)
    }

    fileprivate func advice() -> [FaultCode] {
        warnings().map(\.code).filter { ![.dayCountUnusual, .periodUnusual].contains($0) }
    }
}

@Suite("Boundaries of the rules on working time")
struct WorkingTimeBoundaryTests {
    @Test func `a day of seven hours exactly, with its break, is good`() throws {
        #expect(try placement(["2027-06-14 09:00-12:00 13:00-17:00"]).codes() == [])
    }

    @Test(arguments: [("08:00-12:30 13:00-15:30", [FaultCode]()), ("08:00-12:30", [.breakMissing])])
    func `a stretch of four hours and a half is good only before a break`(hours: String, expected: [FaultCode]) throws {
        #expect(try placement(["2027-06-14 \(hours)"]).codes() == expected)
    }

    @Test func `who turns sixteen on the third day may stay until 22 h from that day on`() throws {
        let days = (14...18).map { "2027-06-\($0) 14:00-18:00 18:30-20:30" }
        let faults = try placement(days, bornOn: "2011-06-16").faults()
        #expect(faults.map(\.code) == [.endsTooLate, .endsTooLate])
        #expect(faults.map(\.path) == ["placement/timetable/day[1]", "placement/timetable/day[2]"])
    }

    @Test func `who comes of age inside the fortnight is held to the rules of minors until the eve`() throws {
        let days = ["2027-06-17 18:00-22:30", "2027-06-18 18:00-22:30"].map { $0.replacing("22:30", with: "22:29") }
        let faults = try placement(days, bornOn: "2009-06-18").faults()
        #expect(faults.map(\.code) == [.endsTooLate])
        #expect(faults.map(\.path) == ["placement/timetable/day[1]"])
    }

    @Test func `the fifteenth birthday ends the advice of six hours a day`() throws {
        let days = (14...18).map { "2027-06-\($0) 09:00-12:00 13:00-17:00" }
        let warnings = try placement(days, bornOn: "2012-06-16").warnings()
        #expect(warnings.filter { $0.code == .dayLongUnder15 }.count == 2)
        // The week has two days under fifteen.
        #expect(warnings.filter { $0.code == .weekLongUnder15 }.count == 1)
    }

    @Test(arguments: [
        // From Tuesday to Saturday, then Sunday and Monday off.
        (["15", "16", "17", "18", "19", "22"], [FaultCode]()),
        (["15", "16", "17", "18", "19", "21"], [.weeklyRestTooShort]),
        (["14", "15", "16", "17", "19"], []), (["14", "15", "16", "17", "18", "19"], [.weeklyRestTooShort]),
    ])
    func `a Saturday is good with the Monday after it free`(days: [String], expected: [FaultCode]) throws {
        #expect(try placement(days.map { "2027-06-\($0) 09:00-12:00" }).codes() == expected)
    }

    @Test(arguments: [
        ("97300", "2027-06-10", [FaultCode.publicHoliday]), ("97200", "2027-06-10", []), ("75011", "2027-06-10", []),
        ("97150", "2027-05-28", [.publicHoliday]), ("97150", "2027-05-27", []),
        ("97100", "2027-05-27", [.publicHoliday]),
        ("97100", "2027-05-28", []), ("97133", "2026-10-09", [.publicHoliday]), ("97133", "2027-05-27", []),
        ("67000", "2027-03-26", [.publicHoliday]), ("88000", "2027-03-26", []),
        ("57000", "2025-12-26", [.publicHoliday]),
        ("97600", "2027-04-27", [.publicHoliday]), ("97500", "2027-06-10", []),
    ])
    func `a public holiday is one where the place is`(code: String, day: String, expected: [FaultCode]) throws {
        let data = try placement(["\(day) 09:00-12:00"], grade: .troisieme, at: code)
        #expect(try data.codes() == expected)
    }

    @Test func `a public holiday of one of two places counts`() throws {
        var data = try placement(["2027-06-10 09:00-12:00"], grade: .troisieme)
        data.placement.places.append(
            .init(address: PostalAddress(street: "2 rue du Test", postalCode: "97320", city: "Essai")))
        #expect(try data.codes() == [.publicHoliday])
    }

    // MARK: Periods

    @Test(arguments: [
        ("75011", "2026-09-01", [FaultCode](), [FaultCode]()), ("75011", "2026-08-31", [.outsideSchoolYear], []),
        ("75011", "2027-07-07", [], [.periodLate]), ("75011", "2027-07-08", [.outsideSchoolYear], []),
        ("97400", "2026-08-17", [], [.periodLate]), ("97400", "2026-08-14", [.outsideSchoolYear], []),
        ("75011", "2027-05-31", [], []), ("75011", "2027-06-01", [], [.periodLate]), ("98800", "2027-08-03", [], []),
    ])
    func `the days of collège lie in the school year`(
        code: String, day: String, faults: [FaultCode], advice: [FaultCode]
    ) throws {
        let data = try placement(["\(day) 09:00-12:00"], grade: .quatrieme, at: code)
        #expect(try data.codes() == faults)
        #expect(data.advice() == advice)
    }

    @Test func `nothing is known of school years abroad`() throws {
        var data = try placement(["2027-08-03 09:00-12:00"], grade: .troisieme)
        data.school.address.country = "Belgique"
        #expect(try data.codes() == [])
    }

    @Test(arguments: [
        (ConventionData.Grade.troisieme, 4, [FaultCode](), true), (.troisieme, 5, [], false),
        (.troisieme, 6, [.tooManyDays], false),
        (.seconde, 4, [], true), (.seconde, 5, [], false), (.seconde, 9, [], true), (.seconde, 10, [], false),
        (.seconde, 11, [.tooManyDays], false),
    ])
    func `collège has five days, seconde five or ten`(
        grade: ConventionData.Grade, count: Int, faults: [FaultCode], isUnusual: Bool
    ) throws {
        // Mondays, Wednesdays and Fridays, so that no week is too full.
        let first = try date("2027-01-18").dayNumber
        let days = (0..<count * 2).compactMap { CalendarDate(dayNumber: first + $0 * 2) }
            .filter { [2, 3, 4, 5].contains($0.weekday) }
        let data = try placement(days.prefix(count).map { "\($0.iso8601) 09:00-12:00" }, grade: grade)
        #expect(data.placement.timetable.count == count)
        #expect(try data.codes() == faults)
        #expect(data.warnings().map(\.code).contains(.dayCountUnusual) == isUnusual)
    }

    // MARK: The night when the clocks change

    @Test(arguments: [
        // Fourteen hours by the clock are thirteen in spring, thirteen are fourteen in autumn.
        ("75011", "2027-03-27", "2027-03-28", "10:00", [FaultCode.dailyRestTooShort]),
        ("75011", "2027-03-27", "2027-03-28", "11:00", []),
        ("97400", "2027-03-27", "2027-03-28", "10:00", []), ("75011", "2027-10-30", "2027-10-31", "09:00", []),
        ("97400", "2027-10-30", "2027-10-31", "09:00", [.dailyRestTooShort]),
        ("75011", "2027-03-20", "2027-03-21", "10:00", []),
        ("97500", "2027-03-13", "2027-03-14", "10:00", [.dailyRestTooShort]),
        ("97500", "2027-03-27", "2027-03-28", "10:00", []), ("97500", "2027-11-06", "2027-11-07", "09:00", []),
    ])
    func `counts the hours that pass, of a pupil of age`(
        code: String, evening: String, morning: String, begin: String, expected: [FaultCode]
    ) throws {
        let data = try placement(
            ["\(evening) 16:00-20:00", "\(morning) \(begin)-13:00"], bornOn: "2008-01-01", at: code)
        #expect(try data.codes() == expected)
    }

    @Test func `of a place where the clocks change and one where they do not, the worse counts`() throws {
        var data = try placement(
            ["2027-03-27 16:00-20:00", "2027-03-28 10:00-13:00"], bornOn: "2008-01-01", at: "97400")
        data.placement.places.append(
            .init(address: PostalAddress(street: "2 rue du Test", postalCode: "75011", city: "Essai")))
        #expect(try data.codes() == [.dailyRestTooShort])
    }

    // MARK: The text in force

    @Test(arguments: [
        ("2024-06-12", ConventionData.Grade.seconde, "2024-03"), ("2024-06-12", .troisieme, "2024-07"),
        ("2024-03-27", .seconde, "2024-07"), ("2024-07-11", .seconde, "2024-03"), ("2024-07-12", .seconde, "2024-07"),
        ("2025-11-20", .troisieme, "2024-07"), ("2025-11-21", .troisieme, "2025-11"),
        ("2027-06-14", .seconde, "2025-11"),
    ])
    func `is chosen by day and grade`(day: String, grade: ConventionData.Grade, identifier: String) throws {
        #expect(WorkingTimeProfile.inForce(on: try date(day), for: grade).identifier == identifier)
    }

    @Test func `eight hours and twelve of rest were good for seconde in the spring of 2024, of sixteen years`() throws {
        let days = ["2024-06-17 14:00-18:00 18:30-22:00", "2024-06-18 10:00-14:00 15:00-19:00"]
        #expect(try placement(days, bornOn: "2008-01-01").codes(issuedOn: "2024-05-13") == [])
        #expect(
            try placement(days, bornOn: "2009-01-01").codes(issuedOn: "2024-05-13")
                == [.dayTooLong, .dayTooLong, .dailyRestTooShort, .endsTooLate])
        #expect(
            try placement(days, bornOn: "2008-01-01").codes(issuedOn: "2024-07-13")
                == [.dayTooLong, .dayTooLong, .dailyRestTooShort])
    }

    @Test func `the night before the sixteenth birthday is as long as at fifteen`() throws {
        let days = ["2024-06-17 14:00-18:00", "2024-06-18 07:00-11:00"]
        #expect(try placement(days, bornOn: "2008-06-18").codes(issuedOn: "2024-05-13") == [.dailyRestTooShort])
        #expect(try placement(days, bornOn: "2008-06-17").codes(issuedOn: "2024-05-13") == [])
    }

    // MARK: What is told

    @Test(arguments: [
        ("2011-06-15", "09:00-12:00 13:00-17:01", "D. 4153-3", "L. 3162-1"),
        ("2011-06-14", "09:00-12:00 13:00-17:01", "convention-type", "L. 3162-1"),
        ("2011-06-14", "09:00-12:00 13:00-17:01", "convention-type", "D. 4153-3"),
    ])
    func `seven hours and a half break the convention, and not the law of eight`(
        birth: String, hours: String, named: String, silent: String
    ) throws {
        let fault = try #require(try placement(["2027-06-14 \(hours)"], bornOn: birth).faults().first)
        #expect(fault.text(in: .french).contains(named))
        #expect(!fault.text(in: .french).contains(silent))
    }

    @Test func `more than eight hours break both`() throws {
        let fault = try #require(try placement(["2027-06-14 09:00-13:00 14:00-18:01"]).faults().first)
        #expect(
            fault.text(in: .french)
                == "stage, horaires, jour 1 (placement/timetable/day[1])\u{A0}: le lundi 14 juin 2027, 8 h 01 de présence\u{A0};"
                + " au plus 7 h sont admises, raccourcissez la journée"
                + " (convention-type de la circulaire du 21 novembre 2025\u{A0}; code du travail, L. 3162-1)")
        #expect(fault.text(in: .english).contains("on Monday 14 June 2027, found 8 h 01"))
    }

    @Test func `no day stands in what may be logged`() throws {
        let fault = try #require(try placement(["2027-06-14 09:00-13:00 14:00-18:01"]).faults().first)
        #expect(!fault.description.contains("2027"))
        #expect(fault.description.hasPrefix("placement/timetable/day[1]: on this day, found 8 h 01"))
    }

    // MARK: Bars

    @Test(arguments: [
        ("Restauration", "Chez Léa", nil, false), ("Bar-tabac", "Chez Léa", nil, true),
        ("Commerce", "Café de la Gare", nil, true),
        ("Débit de boissons", "Léa SARL", nil, true), ("Commerce", "Boissons Martin", nil, false),
        ("Commerce", "Barreau de Lille", nil, false), ("Commerce", "Léa SARL", "56.30Z", true),
        ("Commerce", "Léa SARL", "5630Z", true), ("Commerce", "Léa SARL", "56.10A", false),
    ])
    func `a host who serves drinks promises that the pupil never serves at the bar`(
        sector: String, name: String, naf: String?, isAsked: Bool
    ) throws {
        var data = try sampleConvention()
        (data.host.sector, data.host.legalName) = (sector, name)
        data.host.naf = naf.flatMap { NAFCode($0, edition: .revision2) }
        #expect((data.host.naf == nil) == (naf == nil))
        #expect(data.faults() == [])
        #expect(data.warnings().map(\.code).contains(.barStatementMissing) == isAsked)
        data.placement.activities += "\nL’élève n’est jamais au service du bar."
        #expect(!data.warnings().map(\.code).contains(.barStatementMissing))
    }

    @Test(arguments: [("2027-06-14 09:00-12:00 13:00-17:00", true), ("", false)])
    func `a short week is information and no warning`(day: String, isShort: Bool) throws {
        let data = try placement(
            isShort ? [day] : (14...18).map { "2027-06-\($0) 10:00-12:00 13:00-16:00" })
        let found = data.workingTimeFindings().filter { $0.rule == .shortWeek }
        #expect(found.map(\.severity) == (isShort ? [.information] : []))
        #expect(!data.warnings().map(\.code).contains(.weekShort))
    }
}
