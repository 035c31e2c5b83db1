import Applications
import Foundation
import Offers
import Parties
import Rosters
import Synchronization
import Testing

@testable import Placements

/// Counts that are told outside of schools.
@Suite("Figures of a département")
struct DepartmentFiguresTests {
    /// Rule: one to four is never told, everything else to the nearest five.
    @Test(arguments: [
        (-1, "0"), (0, "0"), (1, "moins de 5"), (4, "moins de 5"), (5, "5"), (7, "5"), (8, "10"), (12, "10"),
        (13, "15"), (1002, "1000"), (1003, "1005"),
    ])
    func `a count is coarse`(count: Int, told: String) { #expect(PublicCount(count).description == told) }

    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

    /// - Parameter signed: Whether all had signed ten days before the placement; `nil` for a pupil without one.
    private static func pupil(_ number: Int, signed: Bool?, dispensed: Bool = false) throws -> PupilFollowUp {
        let details = PupilDetails(
            name: PersonName(given: "P\(number)", family: "Petit"), birthDate: try day("2012-03-04"), className: "3e 1",
            grade: .troisieme)
        var stored = StoredPupil(
            pupil: Pupil(reference: try #require(PupilReference("p\(number)")), details: details),
            isReferenceMade: false, schoolYear: 2026)
        if dispensed { stored.dispensation = Dispensation(schoolYear: 2026, by: "Zoé", at: .distantPast) }
        var conventions: [PupilConvention] = []
        if let signed {
            let (first, last) = (try day("2027-03-15"), try day("2027-03-19"))
            var convention = PupilConvention(
                reference: "c\(number)", pupil: nil, days: first...last, stage: signed ? .signed : .signing)
            convention.issuedAt = Date(timeIntervalSince1970: 1_803_000_000)
            if signed {
                convention.completedAt = Date(timeIntervalSince1970: 1_803_500_000)
                convention.completedOn = try day("2027-03-05")
            }
            convention.sector = .trade
            conventions = [convention]
        }
        return PupilFollowUp(
            stored, in: SchoolYear(start: 2026), applications: [], conventions: conventions, .standard)
    }

    private static func school(signed: Int, unsigned: Int, searching: Int, dispensed: Int) throws -> SchoolStanding {
        var pupils: [PupilFollowUp] = []
        for _ in 0..<signed { pupils.append(try pupil(pupils.count, signed: true)) }
        for _ in 0..<unsigned { pupils.append(try pupil(pupils.count, signed: false)) }
        for _ in 0..<searching { pupils.append(try pupil(pupils.count, signed: nil)) }
        for _ in 0..<dispensed { pupils.append(try pupil(pupils.count, signed: nil, dispensed: true)) }
        return SchoolStanding(
            year: SchoolYear(start: 2026), today: try day("2027-03-20"), pupils: pupils, .standard)
    }

    private static func figures(_ schools: [SchoolStanding]) throws -> DepartmentFigures {
        var tally = DepartmentTally()
        for school in schools { tally.add(school) }
        return tally.figures(
            of: try #require(Department("94")), in: SchoolYear(start: 2026),
            at: Date(timeIntervalSince1970: 1_804_000_000))
    }

    /// 11 + 6 signed, 4 + 2 not yet, 3 + 1 searching, 2 + 1 dispensed: 30 pupils.
    @Test func `schools are added up before counts are made coarse`() throws {
        let figures = try Self.figures([
            try Self.school(signed: 11, unsigned: 4, searching: 3, dispensed: 2),
            try Self.school(signed: 6, unsigned: 2, searching: 1, dispensed: 1),
            try Self.school(signed: 0, unsigned: 0, searching: 0, dispensed: 0),
        ])
        #expect(figures.schoolCount == 2, "a school without pupils says nothing")
        let group = try #require(figures.groups.first)
        #expect(figures.groups.count == 1 && group.grade == .troisieme && group.count == .about(30))
        #expect(group.placed == .about(25), "17 + 6 = 23")
        #expect(group.searching == .few && group.dispensed == .few && group.partly == .none)
        #expect(figures.sectors == [.trade: .about(25)] && figures.otherSectors == .none)
        #expect(figures.issued == .about(25) && figures.signed == .about(15), "23 and 17")
        #expect(figures.ways == [.school: .about(25)])
    }

    /// Rule: a share of fewer than twenty conventions is not told, others in steps of five.
    @Test func `shares are told of enough conventions only`() throws {
        let few = try Self.figures([try Self.school(signed: 12, unsigned: 7, searching: 0, dispensed: 0)])
        #expect(few.curve.isEmpty)
        let enough = try Self.figures([try Self.school(signed: 13, unsigned: 7, searching: 0, dispensed: 0)])
        #expect(enough.curve.first == .init(daysBefore: SchoolFigures.curveDays, percent: 0))
        #expect(enough.curve.first { $0.daysBefore == 10 }?.percent == 65)
        #expect(enough.curve.first { $0.daysBefore == 11 }?.percent == 0)
    }

    /// Rule: all rosters of a département are read once an hour, whoever asks at the same moment, and also where there is nothing to tell.
    @Test func `who asks at once waits for one reading, and another comes an hour later`() async throws {
        let school = try #require(UAI("0990011Z"))
        let department = try #require(Department(school))
        let reads = Mutex(0)
        let time = Mutex(Date(timeIntervalSince1970: 1_801_000_000))
        let rosters = RosterStore.reading(schools: [school]) { _ in
            reads.withLock { $0 += 1 }
            try? await Task.sleep(for: .milliseconds(50))
            return .empty
        }
        let today = try Self.day("2027-01-26")
        let shelf = DepartmentFiguresShelf(
            desk: FollowUpDesk(
                rosters: rosters,
                store: FollowUpStore(
                    applications: { _, _, _ throws(OfferStoreError) in [:] },
                    dispense: { _, _ throws(OfferStoreError) in false },
                    closeToFamily: { _, _ throws(OfferStoreError) in false }),
                conventions: SchoolConventions(
                    ofSchool: { _, _ throws(OfferStoreError) in [] }, awaited: { _ throws(OfferStoreError) in [:] }),
                search: OfferSearch { _ throws(OfferStoreError) in throw .unavailable("search") },
                reader: { _ throws(OfferStoreError) in .anyone }, place: { _ in nil },
                now: { time.withLock { $0 } }, today: { today }))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try await shelf.figures(of: department) } }
            try await group.waitForAll()
        }
        #expect(reads.withLock { $0 } == 1)
        time.withLock { $0.addTimeInterval(DepartmentFiguresShelf.secondsKept) }
        _ = try await shelf.figures(of: department)
        #expect(reads.withLock { $0 } == 2)
    }
}
