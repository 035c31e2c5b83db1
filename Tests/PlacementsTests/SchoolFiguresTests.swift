import Applications
import Foundation
import Offers
import Parties
import Rosters
import Testing

@testable import Placements

/// Worlds of a few pupils, whose figures are counted by hand beside them.
@Suite("Figures of a school")
struct SchoolFiguresTests {
    private static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(iso8601: text) else { preconditionFailure(text) }
        return day
    }

    private static func moment(_ text: String) -> Date {
        Date(timeIntervalSince1970: Double(day(text).dayNumber) * 86_400 + 43_200)
    }

    private static func convention(
        _ reference: String, _ stage: PupilConvention.Stage, from first: String = "2027-03-15", issued: String? = nil,
        completed: String? = nil, alone: Bool = false, sector: Sector? = nil, host: String? = nil
    ) -> PupilConvention {
        let begin = day(first)
        let end = CalendarDate(dayNumber: begin.dayNumber + 4) ?? begin
        var convention = PupilConvention(reference: reference, pupil: nil, days: begin...end, stage: stage)
        convention.issuedAt = issued.map(moment)
        convention.completedAt = completed.map(moment)
        convention.completedOn = completed.map(day)
        (convention.isFoundAlone, convention.sector, convention.host) = (alone, sector, host.flatMap(SIRET.init))
        return convention
    }

    private static func place(_ number: Int, _ state: ApplicationState, convention: String? = nil)
        -> ApplicationStanding
    {
        let bytes = Array(repeating: UInt8(number), count: 20)
        guard let id = ApplicationID(randomBytes: bytes), let offer = OfferID(randomBytes: bytes),
            let week = ISOWeek(year: 2027, number: 11)
        else { preconditionFailure("reference") }
        return ApplicationStanding(
            id: id, offer: offer, period: .week(week), state: state, lastEvent: .sent, lastAt: moment("2027-01-10"),
            wasSent: true, convention: convention, sector: .health, kind: .association)
    }

    private static func pupil(
        _ number: Int, _ name: String, _ conventions: [PupilConvention] = [], _ places: [ApplicationStanding] = [],
        isDispensed: Bool = false
    ) -> PupilFollowUp {
        guard let reference = PupilReference("p\(number)") else { preconditionFailure("reference") }
        let details = PupilDetails(
            name: PersonName(given: "P\(number)", family: "Petit"), birthDate: day("2012-03-04"), className: name,
            grade: .troisieme)
        var stored = StoredPupil(
            pupil: Pupil(reference: reference, details: details), isReferenceMade: false, schoolYear: 2026)
        if isDispensed { stored.dispensation = Dispensation(schoolYear: 2026, by: "Zoé", at: moment("2027-01-10")) }
        return PupilFollowUp(
            stored, in: SchoolYear(start: 2026), applications: places, conventions: conventions, .standard)
    }

    private static func figures(_ pupils: [PupilFollowUp], on today: String) -> SchoolFigures {
        SchoolFigures(
            SchoolStanding(year: SchoolYear(start: 2026), today: day(today), pupils: pupils, .standard))
    }

    /// 3e 1: A by an offer, signed; B alone, at signature; C searching. 3e 2: D by the school, in preparation; E by an offer, no convention yet;
    /// F dispensed; G's convention was not signed in time.
    private static let world = [
        pupil(
            1, "3e 1", [convention("c1", .signed, issued: "2027-02-01", completed: "2027-02-11", sector: .trade)],
            [place(1, .confirmed, convention: "c1")]),
        pupil(
            2, "3e 1",
            [convention("c2", .signing, issued: "2027-02-20", alone: true, sector: .trade, host: "11000101300017")]),
        pupil(3, "3e 1", [], [place(3, .declined(.other))]),
        pupil(4, "3e 2", [convention("c4", .preparing, host: "35600000000048")]),
        pupil(5, "3e 2", [], [place(5, .confirmed)]), pupil(6, "3e 2", isDispensed: true),
        pupil(7, "3e 2", [convention("c7", .expired, issued: "2027-02-10")]),
    ]

    @Test func `counts each pupil once in the class, and each placement once by way, host and sector`() {
        let figures = Self.figures(Self.world, on: "2027-03-16")
        #expect(
            figures.groups == [
                .init(className: "3e 1", placed: 2, partly: 0, searching: 1, dispensed: 0),
                .init(className: "3e 2", placed: 2, partly: 0, searching: 1, dispensed: 1),
            ])
        #expect(figures.ways == [.offer: 2, .alone: 1, .school: 1])
        // c1 and E's place are of an association's offer; c2's number is a public body's, c4's says nothing.
        #expect(figures.kinds == [.association: 2, .publicBody: 1, .unknown: 1])
        #expect(figures.sectors == [.health: 2, .trade: 1] && figures.otherSectors == 1)
        #expect(figures.issued == 3 && figures.signed == 1)
        #expect(figures.medianDays == 10)
    }

    /// Rule: a placement counts once and by the way in which it was found, however often its convention was corrected; a place counts as what became
    /// of its convention; what was withdrawn was not issued.
    @Test func `a corrected convention is one placement, and a place whose convention lapsed is none`() {
        var corrected = Self.convention("new", .signing, issued: "2027-02-20")
        corrected.former = ["old"]
        let pupils = [
            Self.pupil(1, "3e 1", [corrected], [Self.place(1, .confirmed, convention: "old")]),
            Self.pupil(
                2, "3e 1", [Self.convention("c2", .withdrawn, issued: "2027-02-20")],
                [Self.place(2, .confirmed, convention: "c2")]),
        ]
        let figures = Self.figures(pupils, on: "2027-03-16")
        #expect(figures.ways == [.offer: 1] && figures.kinds == [.association: 1] && figures.sectors == [.health: 1])
        #expect(figures.groups.map { [$0.placed, $0.searching] } == [[1, 1]])
        #expect(figures.issued == 1)
    }

    /// c1 was complete on 11 February, 32 days before 15 March; c2 is not, c7 never was.
    @Test func `the curve has every convention that was issued, and counts it from the day on which all had signed`() {
        let curve = Self.figures(Self.world, on: "2027-03-16").curve
        #expect(curve.map(\.daysBefore) == (0...56).reversed().map { $0 })
        #expect(curve.allSatisfy { $0.count == 3 })
        #expect(curve.filter { $0.daysBefore > 32 }.allSatisfy { $0.signed == 0 })
        #expect(curve.filter { $0.daysBefore <= 32 }.allSatisfy { $0.signed == 1 })
    }

    /// On 1 March, 14 days before: nobody knows yet what will be signed 10 days before.
    @Test func `the curve ends where today is, for each convention by its own first day`() {
        let later = Self.pupil(
            8, "3e 3",
            [Self.convention("c8", .signed, from: "2027-03-29", issued: "2027-02-01", completed: "2027-02-26")])
        let curve = Self.figures(Self.world + [later], on: "2027-03-01").curve
        #expect(curve.last?.daysBefore == 14 && curve.last?.count == 3 && curve.last?.signed == 1)
        // 28 days before 29 March is 1 March; complete on 26 February, 31 days before.
        #expect(curve.first { $0.daysBefore == 28 }.map { [$0.signed, $0.count] } == [2, 4])
        #expect(curve.first { $0.daysBefore == 27 }.map { [$0.signed, $0.count] } == [1, 3])
    }

    @Test func `says nothing of nobody, and of one pupil what there is`() {
        let none = Self.figures([], on: "2027-03-01")
        #expect(none.groups.isEmpty && none.ways.isEmpty && none.curve.isEmpty && none.medianDays == nil)
        let one = Self.figures([Self.pupil(1, "3e 1")], on: "2027-03-01")
        #expect(one.groups.map(\.searching) == [1] && one.curve.isEmpty && one.issued == 0)
    }

    @Test func `the median lies between the two in the middle`() {
        let pupils = [("2027-02-03", 1), ("2027-02-11", 2)].map { completed, number in
            Self.pupil(
                number, "3e 1",
                [Self.convention("c\(number)", .signed, issued: "2027-02-01", completed: completed)])
        }
        #expect(Self.figures(pupils, on: "2027-03-16").medianDays == 6)
    }
}
