import ConventionDomain
import Parties
import Testing

/// The placement of the tests is Monday 14 to Friday 25 June 2027. Business days before it: Friday 11 is the first, Wednesday 9
/// the third, Monday 7 the fifth, Monday 31 May the tenth, Monday 24 May the fifteenth. Monday 17 May is Whit Monday.
@Suite("What is due before a placement")
struct SigningDeadlinesTests {
    private let deadlines: SigningDeadlines

    init() throws { deadlines = SigningDeadlines(firstDay: try day("2027-06-14"), lastDay: try day("2027-06-25")) }

    @Test(arguments: [
        (1, "2027-06-11"), (3, "2027-06-09"), (5, "2027-06-07"), (10, "2027-05-31"), (15, "2027-05-24"),
        (20, "2027-05-14"),
    ])
    func `business days leave out week-ends and public holidays`(count: Int, expected: String) throws {
        #expect(deadlines.businessDay(count) == (try day(expected)))
    }

    @Test(
        arguments: [
            ("2027-05-23", nil), ("2027-05-24", 15), ("2027-05-28", 15), ("2027-05-31", 10), ("2027-06-07", 5),
            ("2027-06-09", 3),
            ("2027-06-10", 3), ("2027-06-11", 1), ("2027-06-14", nil), ("2027-06-15", nil),
        ] as [(String, Int?)])
    func `who has been silent since April is reminded of the last step that came`(today: String, step: Int?) throws {
        #expect(deadlines.reminder(on: try day(today), lastMessage: try day("2027-04-01")) == step)
    }

    @Test func `a step reminds once, and what was missed is made up for by one reminder`() throws {
        let wednesday = try day("2027-06-02")
        #expect(deadlines.reminder(on: wednesday, lastMessage: try day("2027-04-01")) == 10)
        for later in ["2027-06-03", "2027-06-04"] {
            #expect(deadlines.reminder(on: try day(later), lastMessage: wednesday) == nil)
        }
        #expect(deadlines.reminder(on: try day("2027-06-07"), lastMessage: wednesday) == 5)
    }

    @Test func `nobody is reminded within two business days of another message, nor on a week-end`() throws {
        #expect(deadlines.reminder(on: try day("2027-06-07"), lastMessage: try day("2027-06-04")) == nil)
        #expect(deadlines.reminder(on: try day("2027-06-08"), lastMessage: try day("2027-06-04")) == 5)
        #expect(deadlines.reminder(on: try day("2027-06-05"), lastMessage: try day("2027-04-01")) == nil)
        #expect(deadlines.reminder(on: try day("2027-06-06"), lastMessage: try day("2027-04-01")) == nil)
    }

    @Test func `whoever is invited on any day gets five reminders at most, two business days apart`() throws {
        for start in try day("2027-04-01").dayNumber...day("2027-06-13").dayNumber {
            var last = try #require(CalendarDate(dayNumber: start))
            var count = 0
            for number in start + 1...deadlines.lastDay.dayNumber {
                let today = try #require(CalendarDate(dayNumber: number))
                guard deadlines.reminder(on: today, lastMessage: last) != nil else { continue }
                let between = try (last.dayNumber + 1...number).count {
                    SigningDeadlines.isBusinessDay(try #require(CalendarDate(dayNumber: $0)))
                }
                #expect(between >= 2 && today < deadlines.firstDay)
                (last, count) = (today, count + 1)
            }
            #expect(count <= SigningDeadlines.reminderSteps.count)
        }
    }

    @Test func `whoever looks on the days that are named for it misses nothing`() throws {
        var today = try day("2027-04-01")
        var visited = [today]
        while let next = deadlines.nextDay(after: today) {
            #expect(next > today)
            today = next
            visited.append(next)
        }
        for count in SigningDeadlines.reminderSteps + [SigningDeadlines.alarmStep] {
            #expect(visited.contains(deadlines.businessDay(count)))
        }
        #expect(visited.contains(deadlines.firstDay))
        #expect(visited.last == (try day("2027-06-26")))
        #expect(visited.count < 30)
    }

    @Test func `the school is alarmed once, from three business days before the placement`() throws {
        #expect(!deadlines.isAlarmDue(on: try day("2027-06-08"), wasRaised: false))
        #expect(deadlines.isAlarmDue(on: try day("2027-06-09"), wasRaised: false))
        #expect(!deadlines.isAlarmDue(on: try day("2027-06-10"), wasRaised: true))
        #expect(!deadlines.isAlarmDue(on: try day("2027-06-14"), wasRaised: false))
    }

    @Test(
        arguments: [
            ("2027-06-13", nil, nil), ("2027-06-14", .placementBegun, nil), ("2027-06-25", .placementBegun, nil),
            ("2027-06-26", .placementOver, .placementOver),
        ] as [(String, Expiry.Reason?, Expiry.Reason?)])
    func `signing ends on the first day, or if the school wants it so after the last`(
        today: String, reason: Expiry.Reason?, overruled: Expiry.Reason?
    ) throws {
        let today = try day(today)
        #expect(deadlines.expiry(on: today, overruled: []) == reason)
        #expect(deadlines.expiry(on: today, overruled: [.placementBegun]) == overruled)
        #expect(deadlines.expiry(on: today, overruled: Set(Expiry.Reason.allCases)) == nil)
    }
}

private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }
