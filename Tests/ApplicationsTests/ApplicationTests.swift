import Applications
import Offers
import Parties
import Testing

@Suite("An application")
struct ApplicationTests {
    @Test(arguments: ["", " \n\t", "\u{A0}"])
    func `is sent with a few words only`(motivation: String) {
        #expect(Sample.application(motivation: motivation).faults == [.noMotivation])
    }

    @Test(arguments: [
        ("Écrivez-moi à awa@famille.example", ConventionFault.Code.contactInText),
        ("Mon numéro : 06 39 98 10 01", .contactInText), ("INE 001291528AA", .identityNumberInText),
        ("Bonjour\u{202E}", .forbiddenCharacter), (String(repeating: "a", count: 1501), .textTooLong),
    ])
    func `holds neither an address nor a number, nor what cannot be read`(
        motivation: String, code: ConventionFault.Code
    ) {
        guard case .motivation(let cause) = Sample.application(motivation: motivation).faults.first else {
            Issue.record("no fault")
            return
        }
        #expect(cause.code == code)
        #expect(ApplicationText.message.problem(in: motivation)?.code == code)
    }

    @Test func `is nothing to the employer before it is sent, and names the family once a place is promised`() {
        for state in Sample.states {
            // A draft ends in many ways, in none of which the employer reads it.
            #expect(Sample.application().employersView(in: state, wasSent: false) == nil)
            #expect(
                (Sample.application().employersView(in: state, wasSent: true)?.familyName != nil) == state.holdsPlace)
        }
        #expect(Sample.application().employersView(in: .sent, wasSent: true)?.givenName == "Awa")
    }

    @Test(arguments: ["", "a b", "é", "a/b", String(repeating: "a", count: 41), "a\n"])
    func `has no pupil under a reference that is none`(text: String) {
        #expect(PupilReference(text) == nil)
    }
}

@Suite("How long an application waits")
struct ApplicationTermTests {
    private static let holidays = Sample.date("2026-12-19")...Sample.date("2027-01-03")

    @Test(arguments: [
        // Fifteen days, whatever month they cross.
        ("2026-11-03", "2026-11-18"), ("2026-12-03", "2026-12-18"),
        // One of them is in the holidays: the last of the fifteen, the first, all between.
        ("2026-12-04", "2027-01-03"), ("2026-12-25", "2027-01-24"), ("2027-01-03", "2027-02-02"),
        ("2027-01-04", "2027-01-19"),
    ])
    func `is fifteen days, thirty when one is in the holidays`(day: String, last: String) {
        let terms = ApplicationTerms(holidays: [Self.holidays])
        #expect(terms.lastDay(after: Sample.date(day), start: nil) == Sample.date(last))
    }

    /// Whatever the zone, and without anybody having written a date down.
    @Test(arguments: [
        ("2026-10-10", "2026-11-09"), ("2026-10-09", "2026-10-24"), ("2026-11-02", "2026-11-17"),
        ("2026-12-09", "2027-01-08"), ("2026-12-08", "2026-12-23"), ("2027-01-01", "2027-01-31"),
        ("2027-01-02", "2027-01-17"), ("2027-06-23", "2027-07-23"), ("2027-06-22", "2027-07-07"),
        ("2027-08-31", "2027-09-30"), ("2027-09-01", "2027-09-16"),
    ])
    func `knows the days that are holidays everywhere`(day: String, last: String) {
        #expect(ApplicationTerms().lastDay(after: Sample.date(day), start: nil) == Sample.date(last))
    }

    @Test func `ends before the placement begins, and not before the last act`() {
        let terms = ApplicationTerms()
        let start = Sample.date("2026-12-07")
        #expect(terms.lastDay(after: Sample.date("2026-11-30"), start: start) == Sample.date("2026-12-06"))
        #expect(terms.lastDay(after: Sample.date("2026-12-09"), start: start) == Sample.date("2026-12-09"))
    }

    @Test func `is what the service is set to`() {
        let terms = ApplicationTerms(days: 8, daysInHolidays: 5, holidays: [Self.holidays])
        #expect(terms.lastDay(after: Sample.date("2026-11-03"), start: nil) == Sample.date("2026-11-11"))
        // Holidays never make it shorter.
        #expect(terms.lastDay(after: Sample.date("2026-12-20"), start: nil) == Sample.date("2026-12-28"))
    }
}

@Suite("All applications of one pupil")
struct PupilsApplicationsTests {
    private static let today = Sample.date("2026-11-28")

    private static func entry(_ number: Int, _ period: OfferPeriod, _ state: ApplicationState)
        -> PupilsApplications.Entry
    {
        .init(id: Sample.id(number), offer: Sample.offer(number), period: period, state: state)
    }

    @Test func `have one an offer that has not ended, and none for a period that was declined`() {
        for state in Sample.states where state != .notBegun {
            let all = PupilsApplications([Self.entry(1, Sample.week(2026, 50), state)])
            let isEnd = state.turn == nil && state != .confirmed && !state.isForbiddenBySchool
            for (week, isOpen) in [(50, isEnd && state.phase != .declined), (51, isEnd)] {
                let refusal = all.refusal(
                    of: Sample.offer(1), in: Sample.week(2026, week), grade: .troisieme, on: Self.today)
                let reason: ApplicationRefusal =
                    state.isForbiddenBySchool ? .forbiddenBySchool : .alreadyApplied(Sample.id(1))
                #expect(refusal == (isOpen ? nil : reason), "\(state.phase) \(week)")
            }
        }
    }

    /// Rule: an employer's mailbox is not filled by one pupil.
    @Test func `begin no fourth time what was withdrawn thrice, for the same offer`() {
        let entries = (1...3).map { number in
            PupilsApplications.Entry(
                id: Sample.id(number), offer: Sample.offer(1), period: Sample.week(2026, 50), state: .withdrawn)
        }
        func refusal(_ count: Int, of offer: Int) -> ApplicationRefusal? {
            PupilsApplications(Array(entries.prefix(count))).refusal(
                of: Sample.offer(offer), in: Sample.week(2026, 50), grade: .troisieme, on: Self.today)
        }
        #expect(refusal(2, of: 1) == nil && refusal(3, of: 1) == .tooOften && refusal(3, of: 2) == nil)
    }

    @Test func `are for periods of the pupil's grade that have not begun`() {
        let none = PupilsApplications([])
        func refusal(_ period: OfferPeriod, _ grade: ConventionData.Grade, _ day: String) -> ApplicationRefusal? {
            none.refusal(of: Sample.offer(1), in: period, grade: grade, on: Sample.date(day))
        }
        #expect(refusal(Sample.week(2026, 50), .troisieme, "2026-12-06") == nil)
        #expect(refusal(Sample.week(2026, 50), .troisieme, "2026-12-07") == .periodBegun)
        #expect(refusal(Sample.week(2026, 50), .seconde, "2026-12-01") == .otherGrade)
        #expect(refusal(.fortnight(year: 2027), .troisieme, "2026-12-01") == .otherGrade)
        #expect(refusal(.fortnight(year: 2027), .seconde, "2026-12-01") == nil)
    }

    @Test func `find no second place on days that have one`() {
        let all = PupilsApplications([
            Self.entry(1, .firstHalf(year: 2027), .confirmed), Self.entry(2, .fortnight(year: 2027), .drafted),
            Self.entry(3, .secondHalf(year: 2027), .drafted),
        ])
        func refusal(_ period: OfferPeriod) -> ApplicationRefusal? {
            all.refusal(of: Sample.offer(9), in: period, grade: .seconde, on: Self.today)
        }
        #expect(refusal(.fortnight(year: 2027)) == .alreadyPlaced(Sample.id(1)))
        #expect(refusal(.firstHalf(year: 2027)) == .alreadyPlaced(Sample.id(1)))
        #expect(refusal(.secondHalf(year: 2027)) == nil)
        let terms = ApplicationTerms()
        #expect(all.refusalToSend(Sample.id(2), on: Self.today, terms) == .alreadyPlaced(Sample.id(1)))
        #expect(all.refusalToSend(Sample.id(3), on: Self.today, terms) == nil)
        #expect(all.refusalToSend(Sample.id(7), on: Self.today, terms) == .unknown)
        #expect(all.refusalToSend(Sample.id(3), on: Sample.date("2027-08-01"), terms) == .periodBegun)
    }

    @Test func `wait in a limited number; drafts and ends do not count`() {
        let waiting: [ApplicationState] = [.sent, .seen, .inDiscussion, .accepted]
        let others: [ApplicationState] = [.withdrawn, .expired, .declined(.noPlaceLeft), .drafted, .offerEnded]
        var entries = (waiting + others).enumerated().map { Self.entry($0 + 10, Sample.week(2026, 51), $1) }
        entries.append(Self.entry(1, Sample.week(2026, 50), .drafted))
        let all = PupilsApplications(entries)
        let enough = ApplicationTerms(waitingAtOnce: 5)
        #expect(all.refusalToSend(Sample.id(1), on: Self.today, enough) == nil)
        #expect(
            all.refusalToSend(Sample.id(1), on: Self.today, ApplicationTerms(waitingAtOnce: 4))
                == .tooManyWaiting(limit: 4))
    }

    @Test func `end for the days that one confirmed takes, and stay for others`() {
        for state in Sample.states {
            let all = PupilsApplications([
                Self.entry(1, .fortnight(year: 2027), .accepted), Self.entry(2, .secondHalf(year: 2027), state),
                Self.entry(3, Sample.week(2026, 50), .sent),
            ])
            let ends = state.isWaiting || state.phase == .drafted
            #expect(all.supplanted(by: Sample.id(1)) == (ends ? [Sample.id(2)] : []), "\(state.phase)")
            #expect(all.supplanted(by: Sample.id(8)) == [])
        }
    }
}
