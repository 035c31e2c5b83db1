import Applications
import Foundation
import Offers
import Parties
import Placements
import Rosters
import Testing

/// Small worlds in which each pupil's standing is known before anything counts.
@Suite("Who of a school has no placement")
struct FollowUpTests {
    private static let year = SchoolYear(start: 2026)

    private static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(iso8601: text) else { preconditionFailure(text) }
        return day
    }

    private static func days(_ first: String, _ last: String) -> ClosedRange<CalendarDate> { day(first)...day(last) }

    private static func week(_ number: Int) -> OfferPeriod {
        guard let week = ISOWeek(year: 2027, number: number) else { preconditionFailure("week") }
        return .week(week)
    }

    private static func offer(_ number: Int) -> OfferID {
        guard let id = OfferID(randomBytes: Array(repeating: UInt8(number), count: 20)) else { preconditionFailure() }
        return id
    }

    private static func stored(
        _ reference: String, _ grade: ConventionData.Grade = .troisieme, class name: String = "3e 1"
    ) -> StoredPupil {
        guard let reference = PupilReference(reference) else { preconditionFailure(reference) }
        return StoredPupil(
            pupil: Pupil(
                reference: reference,
                details: PupilDetails(
                    name: PersonName(given: reference.text, family: "Petit"), birthDate: day("2012-03-04"),
                    className: name, grade: grade)), isReferenceMade: false, schoolYear: 2026)
    }

    private static func application(
        _ offer: Int, _ state: ApplicationState, _ period: OfferPeriod = week(11), sector: Sector = .computing,
        at time: Double = 1_800_000_000, convention: String? = nil
    ) -> ApplicationStanding {
        guard let id = ApplicationID(randomBytes: Array(repeating: UInt8(offer), count: 20)) else {
            preconditionFailure()
        }
        return ApplicationStanding(
            id: id, offer: Self.offer(offer), period: period, state: state, lastEvent: .sent,
            lastAt: Date(timeIntervalSince1970: time), wasSent: state != .drafted, convention: convention,
            sector: sector,
            kind: .business)
    }

    private static func convention(
        _ first: String, _ last: String, _ stage: PupilConvention.Stage
    ) -> PupilConvention {
        PupilConvention(reference: "conv", pupil: nil, days: days(first, last), stage: stage)
    }

    private static func followUp(
        _ stored: StoredPupil, _ applications: [ApplicationStanding] = [], _ conventions: [PupilConvention] = []
    ) -> PupilFollowUp {
        PupilFollowUp(stored, in: year, applications: applications, conventions: conventions, .standard)
    }

    // MARK: Standing

    /// Rule: what goes on writing to a family is said where a pupil is closed to it.
    @Test func `a convention is open until all have signed, and when nobody signs any more`() {
        let open: [PupilConvention.Stage] = [.preparing, .signing, .signed, .expired, .interrupted, .withdrawn]
            .filter { stage in
                Self.followUp(Self.stored("a"), [], [Self.convention("2027-03-15", "2027-03-19", stage)])
                    .hasOpenConvention
            }
        #expect(open == [.preparing, .signing])
        #expect(!Self.followUp(Self.stored("a")).hasOpenConvention)
    }

    @Test(arguments: [
        (PupilConvention.Stage.preparing, PupilFollowUp.Standing.placed), (.signing, .placed), (.signed, .placed),
        (.expired, .searching), (.interrupted, .searching),
    ])
    func `a convention in preparation, at signature or signed is a placement, and one that lapsed is none`(
        stage: PupilConvention.Stage, standing: PupilFollowUp.Standing
    ) {
        let convention = Self.convention("2027-03-15", "2027-03-19", stage)
        #expect(Self.followUp(Self.stored("a"), [], [convention]).standing == standing)
    }

    @Test func `a confirmed place is a placement, and one that is only promised is none`() {
        #expect(Self.followUp(Self.stored("a"), [Self.application(1, .confirmed)]).standing == .placed)
        #expect(Self.followUp(Self.stored("a"), [Self.application(1, .accepted)]).standing == .searching)
    }

    /// Rule: once a place has its convention, that is what counts; the corrected one stands for the one before.
    @Test(arguments: [
        (PupilConvention.Stage.expired, PupilFollowUp.Standing.searching), (.interrupted, .searching),
        (.withdrawn, .searching), (.signing, .placed),
    ])
    func `a confirmed place counts as what became of its convention`(
        stage: PupilConvention.Stage, standing: PupilFollowUp.Standing
    ) {
        for (own, former) in [("conv", Set<String>()), ("old", ["old"])] {
            var convention = Self.convention("2027-03-15", "2027-03-19", stage)
            convention.former = former
            let pupil = Self.followUp(
                Self.stored("a"), [Self.application(1, .confirmed, convention: own)], [convention])
            #expect(pupil.standing == standing)
            #expect(pupil.lapsed.count == (standing == .searching ? 1 : 0), "the school is told what holds the days")
        }
        let unknown = Self.followUp(
            Self.stored("a"), [Self.application(1, .confirmed, convention: "other")],
            [Self.convention("2027-03-15", "2027-03-19", stage)])
        #expect(unknown.standing == .placed && unknown.lapsed.isEmpty)
    }

    /// Rule: D. 333-3-1, two weeks in one host or one in each of two. In 2027 they are the 14th to the 25th of June.
    @Test func `in seconde both weeks have to be filled`() {
        let pupil = Self.stored("a", .seconde, class: "2de 1")
        let first = Self.convention("2027-06-14", "2027-06-18", .signed)
        let second = Self.application(1, .confirmed, .secondHalf(year: 2027))
        #expect(Self.followUp(pupil, [], [first]).standing == .partly)
        #expect(Self.followUp(pupil, [second], [first]).standing == .placed)
        #expect(Self.followUp(pupil, [], [Self.convention("2027-06-14", "2027-06-25", .signing)]).standing == .placed)
    }

    @Test func `who is dispensed counts apart, until the next year, and with a placement counts as placed`() {
        var stored = Self.stored("a")
        stored.dispensation = Dispensation(schoolYear: 2026, by: "Zoé", at: Date(timeIntervalSince1970: 0))
        #expect(Self.followUp(stored).standing == .dispensed)
        #expect(Self.followUp(stored, [Self.application(1, .confirmed)]).standing == .placed)
        var half = Self.stored("b", .seconde, class: "2de 1")
        half.dispensation = stored.dispensation
        #expect(Self.followUp(half, [], [Self.convention("2027-06-14", "2027-06-18", .signed)]).standing == .dispensed)
        stored.dispensation = Dispensation(schoolYear: 2025, by: "Zoé", at: Date(timeIntervalSince1970: 0))
        #expect(Self.followUp(stored).standing == .searching)
    }

    @Test func `counts what was sent, is waiting, in discussion and declined, and knows the last act`() {
        let pupil = Self.followUp(
            Self.stored("a"),
            [
                Self.application(1, .declined(.noPlaceLeft), at: 3), Self.application(2, .inDiscussion, at: 9),
                Self.application(3, .sent, at: 5), Self.application(4, .drafted, at: 1),
            ])
        #expect(pupil.sentCount == 3 && pupil.waitingCount == 2 && pupil.inDiscussionCount == 1)
        #expect(pupil.declinedCount == 1 && !pupil.hasNeverApplied)
        #expect(pupil.lastAct?.offer == Self.offer(2))
        #expect(Self.followUp(Self.stored("a"), [Self.application(4, .drafted)]).hasNeverApplied)
    }

    // MARK: Season

    /// Rule: eight weeks before seconde begins, eight weeks before collège can choose its last week, and never later than 1 May.
    @Test(arguments: [
        (ConventionData.Grade.seconde, "2027-04-18", false), (.seconde, "2027-04-19", true),
        (.seconde, "2027-06-25", true), (.seconde, "2027-06-26", false), (.troisieme, "2027-04-04", false),
        (.troisieme, "2027-04-05", true), (.troisieme, "2027-05-31", true), (.troisieme, "2027-06-01", false),
    ])
    func `the list leads in its weeks`(grade: ConventionData.Grade, day: String, leads: Bool) throws {
        let season = try #require(PlacementSeason(of: grade, in: Self.year, .standard))
        #expect(season.leads(on: Self.day(day)) == leads)
    }

    @Test func `it leads by 1 May whatever the calendar says, and for nobody whose placement is optional`() throws {
        let late = PlacementCalendar(
            officialSecondePeriods: [
                2027: .init(first: Self.day("2027-06-30"), last: Self.day("2027-07-09"), isOfficial: true)
            ])
        let season = try #require(PlacementSeason(of: .seconde, in: Self.year, late))
        #expect(season.leads(on: Self.day("2027-05-01")))
        func leads(_ grade: ConventionData.Grade) -> Bool {
            SchoolStanding(
                year: Self.year, today: Self.day("2027-05-02"), pupils: [Self.followUp(Self.stored("a", grade))],
                .standard
            ).leads
        }
        #expect(leads(.troisieme) && !leads(.quatrieme))
        let none = SchoolStanding(year: Self.year, today: Self.day("2027-05-02"), pupils: [], .standard)
        #expect(!none.leads && none.without.isEmpty)
    }

    /// Rule: periods of the *voie professionnelle* are each school's own, several a year and into July.
    @Test func `the voie professionnelle has no season, leads nothing and is offered nothing`() async throws {
        #expect(PlacementSeason(of: .professionnelle, in: Self.year, .standard) == nil)
        let pupil = Self.followUp(Self.stored("a", .professionnelle, class: "2nde pro"))
        let standing = SchoolStanding(year: Self.year, today: Self.day("2027-05-02"), pupils: [pupil], .standard)
        #expect(!standing.leads && standing.without.count == 1)
        let asked = Asked()
        let found = try await Self.desk(asked) { _ in [] }.suggestions(for: [pupil], of: Self.school)
        #expect(asked.all.isEmpty && found.isEmpty)
    }

    /// Rule: a school's whole roster is not opened at each visit of a year.
    @Test func `out of season nothing is read to know that the list does not lead`() async throws {
        for (today, isRead) in [("2026-10-05", false), ("2027-05-02", true)] {
            let reads = Asked()
            let desk = Self.desk(
                Asked(), today: today,
                rosters: .reading { _ in
                    reads.note(OfferQuery(reader: .anyone, today: Self.day("2027-01-01")))
                    return .empty
                }
            ) { _ in [] }
            #expect(try await desk.leads(Self.school) == false)
            #expect(reads.all.isEmpty != isRead, "\(today)")
        }
    }

    // MARK: Offers

    private static func hit(_ number: Int, _ places: [OfferPeriod: Int]) -> OfferHit {
        guard let siret = SIRET("35600000000048") else { preconditionFailure("SIRET") }
        let posting = PublicOffer(
            title: "Offre \(number)",
            employer: Employer(
                legalName: "Atelier", siret: siret, kind: .business, sector: .computing, size: .under10),
            grades: [.troisieme], periods: places.map { OfferedPeriod($0.key, places: max(1, $0.value)) }, sites: [],
            tasks: "Voir.", hours: WeeklyHours([:]))
        return OfferHit(
            id: offer(number), posting: posting, placesLeft: places, kilometres: nil, isReserved: false,
            isFavoured: true)
    }

    private final class Asked: @unchecked Sendable {
        private let lock = NSLock()
        private var queries: [OfferQuery] = []
        func note(_ query: OfferQuery) { lock.withLock { queries.append(query) } }
        var all: [OfferQuery] { lock.withLock { queries } }
    }

    private static func desk(
        _ asked: Asked, place: GeoPoint? = nil, blocked: Set<SIRET> = [], today: String = "2027-01-26",
        rosters: RosterStore = .reading { _ in .empty },
        _ answer: @escaping @Sendable (OfferQuery) -> [OfferHit]
    ) -> FollowUpDesk {
        let store = FollowUpStore(
            applications: { _, _, _ throws(OfferStoreError) in [:] },
            dispense: { _, _ throws(OfferStoreError) in true },
            closeToFamily: { _, _ throws(OfferStoreError) in true }
        )
        return FollowUpDesk(
            rosters: rosters, store: store,
            conventions: SchoolConventions(
                ofSchool: { _, _ throws(OfferStoreError) in [] }, awaited: { _ throws(OfferStoreError) in [:] }),
            search: OfferSearch { query throws(OfferStoreError) in
                asked.note(query)
                return OfferPage(
                    hits: query.page == 0 ? answer(query) : [], hasMore: false, corrections: [:], explanation: "")
            }, reader: { school throws(OfferStoreError) in OfferReader(school: school, blocked: blocked) },
            place: { _ in place }, now: { Date(timeIntervalSince1970: 1_801_000_000) },
            today: { day(today) })
    }

    private static let school: UAI = {
        guard let uai = UAI("0990011Z") else { preconditionFailure("UAI") }
        return uai
    }()

    /// Rule: what a school keeps from its pupils is not put before them by the school itself.
    @Test func `looks for offers as a pupil of the school does, without the hosts that are blocked`() async throws {
        let asked = Asked()
        let blocked = try #require(SIRET("35600000000048"))
        let desk = Self.desk(asked, blocked: [blocked]) { _ in [] }
        _ = try await desk.suggestions(for: [Self.followUp(Self.stored("a", .troisieme))], of: Self.school)
        #expect(!asked.all.isEmpty && asked.all.allSatisfy { $0.reader.blocked == [blocked] })
        #expect(asked.all.allSatisfy { $0.reader.school == Self.school })
    }

    @Test func `shows three at most, none that is full, applied for, declined, or for days that are taken`()
        async throws
    {
        let asked = Asked()
        let desk = Self.desk(asked) { _ in
            [
                Self.hit(1, [Self.week(11): 1]), Self.hit(2, [Self.week(11): 1]), Self.hit(3, [Self.week(11): 0]),
                Self.hit(4, [Self.week(12): 2]), Self.hit(5, [Self.week(13): 2]), Self.hit(6, [Self.week(14): 2]),
                Self.hit(7, [Self.week(15): 2]),
            ]
        }
        let pupil = Self.followUp(
            Self.stored("a"),
            [
                Self.application(1, .declined(.other), Self.week(10)), Self.application(2, .sent),
                Self.application(9, .withdrawn),
            ], [Self.convention("2027-03-22", "2027-03-26", .expired)])
        let found = try await desk.suggestions(for: [pupil], of: Self.school)
        #expect(found[pupil.pupil.reference]?.map(\.hit.id) == [4, 5, 6].map(Self.offer))
        let first = try #require(asked.all.first)
        #expect(first.reader == OfferReader(school: Self.school) && first.grade == .troisieme && first.hasFreePlaces)
        #expect(first.sectors == [.computing], "the sectors of what was applied for come first")
    }

    /// Rule: the days of a place that the pupil has are not offered again.
    @Test func `of the fortnight only the week is offered that is free`() async throws {
        let desk = Self.desk(Asked()) { _ in
            [
                Self.hit(1, [.fortnight(year: 2027): 1]), Self.hit(2, [.firstHalf(year: 2027): 1]),
                Self.hit(3, [.secondHalf(year: 2027): 1, .firstHalf(year: 2027): 1]),
            ]
        }
        let pupil = Self.followUp(
            Self.stored("a", .seconde), [], [Self.convention("2027-06-14", "2027-06-18", .signed)])
        let found = try await desk.suggestions(for: [pupil], of: Self.school)
        #expect(found[pupil.pupil.reference]?.map(\.hit.id) == [Self.offer(3)])
        #expect(found[pupil.pupil.reference]?.first?.periods == [.secondHalf(year: 2027)])
    }

    /// Rule: what fits is found though twenty a page of what does not fit stand before it.
    @Test func `who has one week of seconde is looked for the other`() async throws {
        let asked = Asked()
        let halves = [Self.convention("2027-06-14", "2027-06-18", .signed)]
        let pupils = [
            Self.followUp(Self.stored("a", .seconde), [], halves), Self.followUp(Self.stored("b", .seconde)),
        ]
        _ = try await Self.desk(asked) { _ in [] }.suggestions(for: pupils, of: Self.school)
        #expect(asked.all.map(\.periods) == [[.secondHalf(year: 2027)], []])
    }

    @Test func `where nothing in the surroundings fits, offers of everywhere do`() async throws {
        let place = try #require(GeoPoint(latitude: 48.8, longitude: 2.3))
        let desk = Self.desk(Asked(), place: place) { query in
            [Self.hit(query.near == nil ? 2 : 1, [Self.week(11): 1])]
        }
        let pupil = Self.followUp(Self.stored("a"), [Self.application(1, .declined(.other), Self.week(11))])
        let found = try await desk.suggestions(for: [pupil], of: Self.school)
        #expect(found[pupil.pupil.reference]?.map(\.hit.id) == [Self.offer(2)])
    }

    @Test func `classmates are shown different offers before the same, and the surroundings come first`() async throws {
        let place = try #require(GeoPoint(latitude: 48.8, longitude: 2.3))
        let asked = Asked()
        let desk = Self.desk(asked, place: place) { query in
            query.near == nil ? (1...6).map { Self.hit($0, [Self.week(11): 1]) } : []
        }
        let pupils = ["a", "b"].map { Self.followUp(Self.stored($0)) }
        let found = try await desk.suggestions(for: pupils, of: Self.school)
        #expect(found[pupils[0].pupil.reference]?.map(\.hit.id) == [1, 2, 3].map(Self.offer))
        #expect(found[pupils[1].pupil.reference]?.map(\.hit.id) == [4, 5, 6].map(Self.offer))
        #expect(asked.all.map { $0.near == nil } == [false, true], "once for all who look for the same")
    }
}
