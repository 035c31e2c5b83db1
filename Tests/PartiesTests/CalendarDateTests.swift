import Parties
import Testing

@Suite("CalendarDate")
struct CalendarDateTests {
    @Test(arguments: [
        "2027-02-29", "2027-02-30", "2100-02-29", "2027-13-01", "2027-00-10", "2027-04-31", "1899-12-31", "2027-6-14",
        "27-06-14", "2027-06-14T", "２０２７-06-14", "+027-06-14", "", "2027/06/14",
    ])
    func `refuses days that do not exist and other ways of writing`(text: String) {
        #expect(CalendarDate(iso8601: text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2027-06-14", 20_983, 1), ("1969-12-31", -1, 3),
        ("2026-11-23", 20_780, 1),
    ])
    func `counts days from 1970 and knows the day of the week`(text: String, number: Int, weekday: Int) throws {
        let date = try #require(CalendarDate(iso8601: text))
        #expect(date.dayNumber == number)
        #expect(date.weekday == weekday)
        #expect(date.iso8601 == text)
    }

    @Test func `numbers every day of three centuries once, in order, and finds it again`() throws {
        var expected = try #require(CalendarDate(iso8601: "1900-01-01")).dayNumber
        for year in 1900...2199 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
                    #expect(date.dayNumber == expected)
                    #expect(CalendarDate(dayNumber: expected) == date)
                    expected += 1
                }
            }
        }
        #expect(expected == 84_006)
    }

    @Test(arguments: [
        ("2009-06-14", "2027-06-13", 17), ("2009-06-14", "2027-06-14", 18), ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
    ])
    func `counts completed years`(birth: String, on: String, age: Int) throws {
        #expect(try #require(CalendarDate(iso8601: birth)).age(on: try #require(CalendarDate(iso8601: on))) == age)
    }

    @Test func `reads a day as people in France write one, and as programs do`() {
        for text in ["14/06/2027", "14.6.2027", "14-06-2027", "2027-06-14"] {
            #expect(CalendarDate(written: text)?.iso8601 == "2027-06-14", "\(text)")
        }
        for text in [
            "14/06/27", "31/06/2027", "014/06/2027", "+4/06/2027", "14/06", "14/06/2027/1", "", "//2027", "１４/06/2027",
        ] {
            #expect(CalendarDate(written: text) == nil, "\(text)")
        }
    }
}
