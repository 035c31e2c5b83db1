import Offers
import Parties
import Testing

@Suite("Offer")
struct OfferTests {
    private func codes(_ change: (inout Offer) -> Void) -> [OfferFault] { Sample.offer(change).faults() }

    private func rules(_ change: (inout Offer) -> Void) -> Set<ConventionFault.Code> {
        Set(codes(change).compactMap { if case .of(let fault) = $0 { fault.code } else { nil } })
    }

    @Test func `what is right can be submitted`() { #expect(Sample.offer().faults() == []) }

    /// Whatever is reachable from a value, by reflection.
    private func parts(of value: Any) -> [Any] {
        [value] + Mirror(reflecting: value).children.flatMap { parts(of: $0.value) }
    }

    @Test func `what pupils see holds nothing by which a person is reached`() {
        func holdsContact(_ value: Any) -> Bool {
            parts(of: value).contains {
                $0 is OfferContact || $0 is MailboxAddress || $0 is PhoneNumber || $0 is PersonName
            }
        }
        let offer = Sample.offer()
        #expect(holdsContact(offer), "the look into the value finds a contact where there is one")
        #expect(!holdsContact(offer.posting))
    }

    @Test(arguments: ["claire@exemple.fr", "06 39 98 12 34", "claire arobase exemple.fr"])
    func `no text that pupils see may hold a mailbox or a telephone`(contact: String) {
        let changes: [(inout Offer) -> Void] = [
            { $0.posting.title += " " + contact }, { $0.posting.tasks += " " + contact },
            { $0.posting.conditions = "Demander " + contact }, { $0.posting.accessibility.note = contact },
            { $0.posting.employer.legalName += " " + contact }, { $0.posting.sites[0].address.street += " " + contact },
            { $0.posting.sites[0].address.complement = contact }, { $0.posting.sites[0].address.city += " " + contact },
            { $0.posting.employer.kind = .ministry(name: contact) },
            { $0.posting.employer.kind = .localAuthority(name: contact) },
        ]
        for (number, change) in changes.enumerated() {
            #expect(rules(change).contains(.contactInText), "text \(number)")
        }
    }

    @Test func `weeks are for collège, the fortnight and its halves for seconde`() {
        #expect(codes { $0.posting.grades = [.seconde] } == [.periodWithoutGrade])
        #expect(codes { $0.posting.periods.removeLast() } == [.gradeWithoutPeriod])
        #expect(codes { $0.posting.grades = [.quatrieme, .troisieme, .seconde] } == [])
        #expect(codes { $0.posting.grades = [] }.contains(.noGrade))
        #expect(codes { $0.posting.grades.insert(.professionnelle) }.contains(.gradeNotServed))
    }

    @Test func `periods are named once, of one school year, with places`() {
        #expect(codes { $0.posting.periods.append($0.posting.periods[0]) } == [.periodTwice])
        #expect(
            codes { $0.posting.periods.append(OfferedPeriod(Sample.week(2027, 50), places: 1)) } == [.otherSchoolYear])
        #expect(codes { $0.posting.periods[0].places = 0 } == [.placesOutOfRange(0)])
        #expect(codes { $0.posting.periods[0].places = 201 } == [.placesOutOfRange(201)])
        #expect(codes { $0.posting.periods = [] } == [.noPeriod])
    }

    @Test func `an offer has a place in France, with a postal code`() {
        #expect(codes { $0.posting.sites = [] } == [.noSite])
        #expect(codes { $0.posting.sites[0].address.country = "Belgique" } == [.siteAbroad])
        #expect(rules { $0.posting.sites[0].address.postalCode = "9400" } == [.notAPostalCode])
        #expect(codes { $0.posting.sites = Array(repeating: $0.posting.sites[0], count: 9) } == [.tooManySites(9)])
    }

    @Test func `what is reserved is reserved for somebody`() {
        #expect(codes { $0.audience = .priority([]) } == [.reservedForNobody])
        #expect(codes { $0.audience = .schools([]) } == [.reservedForNobody])
    }

    @Test func `the rules of the convention judge the hours`() {
        let cases: [(ConventionFault.Code, [Int: [ConventionData.TimeSlot]])] = [
            (.dayTooLong, [1: Sample.slots(("08:00", "12:00"), ("13:00", "17:00"))]),
            (.breakMissing, [1: Sample.slots(("08:00", "13:00"))]),
            (
                .weeklyRestTooShort,
                Dictionary(uniqueKeysWithValues: (1...6).map { ($0, Sample.slots(("09:00", "12:00"))) })
            ),
            (.beginsTooEarly, [1: Sample.slots(("05:00", "09:00"))]),
            (.endsTooLate, [1: Sample.slots(("18:00", "21:00"))]),
            (.slotsOverlap, [1: Sample.slots(("09:00", "12:00"), ("11:00", "13:00"))]),
            (.slotEndsBeforeStart, [1: Sample.slots(("12:00", "09:00"))]),
        ]
        for (code, slots) in cases {
            #expect(rules { $0.posting.hours = WeeklyHours(slots) }.contains(code), "\(code)")
        }
        #expect(codes { $0.posting.hours = WeeklyHours([:]) } == [.noHours])
    }

    @Test func `a week outside the school year, and a fortnight that was published, are judged as for a convention`() {
        #expect(rules { $0.posting.periods[0].period = Sample.week(2026, 33) }.contains(.outsideSchoolYear))
    }

    @Test func `nobody is asked to come on a public holiday`() {
        // 11 November 2026 is a Wednesday.
        let week = Sample.week(2026, 46)
        #expect(codes { $0.posting.periods[0].period = week } == [])
        let days = week.days().map { Sample.hours.days(in: $0, at: ["94000"]) } ?? []
        #expect(days.map(\.date.iso8601) == ["2026-11-09", "2026-11-10", "2026-11-12", "2026-11-13"])
    }

    @Test func `who may see a reserved offer`() throws {
        let (lycee, other) = (try #require(UAI("0750654D")), try #require(UAI("0951099D")))
        let priority = OfferReader(school: lycee, priority: [.repPlus])
        #expect(OfferAudience.everyone.admits(.anyone))
        #expect(OfferAudience.priority([.rep, .repPlus]).admits(priority))
        #expect(!OfferAudience.priority([.rep]).admits(priority))
        #expect(!OfferAudience.priority([.rep]).admits(.anyone))
        #expect(OfferAudience.schools([lycee]).admits(priority))
        #expect(!OfferAudience.schools([other]).admits(priority))
        #expect(!OfferAudience.schools([other]).admits(.anyone))
    }

    @Test func `every fault is told in French`() {
        let faults: [OfferFault] = [
            .noGrade, .gradeNotServed, .noPeriod, .periodTwice, .otherSchoolYear, .periodWithoutGrade,
            .gradeWithoutPeriod,
            .placesOutOfRange(0), .noSite, .tooManySites(9), .siteAbroad, .noHours, .reservedForNobody,
            .tooManySchools(501),
        ]
        #expect(Set(faults.map(\.text.french)).count == faults.count)
    }
}

@Suite("Periods of offers")
struct OfferPeriodTests {
    @Test func `a week holds its seven days, in every year`() throws {
        var day = Sample.date("2020-01-01")
        while day < Sample.date("2034-01-01") {
            let week = try #require(ISOWeek(containing: day))
            #expect((0...6).contains(day.dayNumber - week.monday.dayNumber) && week.monday.weekday == 1)
            day = try #require(CalendarDate(dayNumber: day.dayNumber + 1))
        }
    }

    @Test func `weeks are numbered as ISO 8601 does`() {
        #expect(ISOWeek(containing: Sample.date("2026-12-31")) == ISOWeek(year: 2026, number: 53))
        #expect(ISOWeek(containing: Sample.date("2027-01-03")) == ISOWeek(year: 2026, number: 53))
        #expect(ISOWeek(containing: Sample.date("2027-01-04")) == ISOWeek(year: 2027, number: 1))
        #expect(ISOWeek(year: 2027, number: 53) == nil && ISOWeek(year: 2027, number: 0) == nil)
    }

    @Test func `a slot and a school year name a period, and a period names them`() {
        for start in 2020...2034 {
            let year = SchoolYear(start: start)
            let periods = (0..<OfferPeriod.slotCount).compactMap { OfferPeriod(slot: $0, of: year) }
            #expect(periods.count >= 55 && Set(periods).count == periods.count)
            for period in periods {
                #expect(period.schoolYear == year)
                #expect(OfferPeriod(slot: period.slot, of: year) == period)
            }
        }
        #expect(OfferPeriod(slot: 56, of: SchoolYear(start: 2026)) == nil)
        #expect(OfferPeriod(slot: -1, of: SchoolYear(start: 2026)) == nil)
    }

    @Test func `the halves of the fortnight are its two weeks`() throws {
        let whole = try #require(OfferPeriod.fortnight(year: 2027).days())
        let halves = [OfferPeriod.firstHalf(year: 2027), .secondHalf(year: 2027)].compactMap { $0.days() }
        #expect(whole.lowerBound.iso8601 == "2027-06-14" && whole.upperBound.iso8601 == "2027-06-26")
        #expect(halves.map(\.lowerBound.iso8601) == ["2027-06-14", "2027-06-21"])
        #expect(halves.map(\.upperBound.iso8601) == ["2027-06-19", "2027-06-26"])
    }
}

@Suite("Sectors")
struct SectorTests {
    @Test func `there are the fifty-one of the list, each with a name of its own`() {
        #expect(Sector.allCases.count == 51)
        #expect(Set(Sector.allCases.map(\.name)).count == 51)
        #expect(Sector.allCases.map(\.number) == Array(0..<51))
        #expect(Sector.foodIndustry.name == "Industrie alimentaire" && Sector.agriculture.name == "Agriculture")
        #expect(Sector.wellBeing.name == "Bien-être" && Sector.translation.name == "Traduction, interprétation")
    }

    @Test func `no sector is said to want people without a source`() { #expect(SectorsInNeed.published == nil) }
}

@Suite("Places on the earth")
struct GeoPointTests {
    @Test func `distances are those of the great circle`() throws {
        let paris = try #require(GeoPoint(latitude: 48.8566, longitude: 2.3522))
        let marseille = try #require(GeoPoint(latitude: 43.2965, longitude: 5.3698))
        let reunion = try #require(GeoPoint(latitude: -20.8789, longitude: 55.4481))
        #expect(abs(paris.kilometres(to: marseille) - 660.5) < 1)
        #expect(abs(paris.kilometres(to: reunion) - 9367) < 15)
        #expect(paris.kilometres(to: paris) == 0)
        #expect(paris.kilometres(to: marseille) == marseille.kilometres(to: paris))
    }

    @Test func `the box of a distance holds every place within it`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let centre = try #require(
                GeoPoint(
                    latitude: .random(in: -70...70, using: &random), longitude: .random(in: -170...170, using: &random))
            )
            let distance = Double.random(in: 0.1...150, using: &random)
            let box = centre.box(kilometres: distance)
            guard
                let point = GeoPoint(
                    latitude: min(90, max(-90, centre.latitude + .random(in: -1.5...1.5, using: &random))),
                    longitude: min(180, max(-180, centre.longitude + .random(in: -4...4, using: &random))))
            else { continue }
            if centre.kilometres(to: point) <= distance {
                #expect(box.contains(point), "\(centre) \(point) \(distance)")
            }
        }
    }

    @Test func `there is no place off the earth`() {
        #expect(GeoPoint(latitude: 90.1, longitude: 0) == nil && GeoPoint(latitude: .nan, longitude: 0) == nil)
        #expect(GeoPoint(latitude: 0, longitude: 180.5) == nil && GeoPoint(latitude: 0, longitude: .infinity) == nil)
    }
}
