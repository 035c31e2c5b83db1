package import Offers
package import Parties
import Rosters

package import struct Foundation.Date

/// What the standing of all pupils of a département comes to, in counts that name nobody.
///
/// Sums are made here and leave as ``PublicCount`` only.
package struct DepartmentFigures: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package let grade: ConventionData.Grade
        package let count: PublicCount
        package let placed: PublicCount
        package let partly: PublicCount
        package let searching: PublicCount
        package let dispensed: PublicCount
    }

    /// The share of conventions that all had signed so many days before the placement.
    package struct Point: Hashable, Sendable {
        package let daysBefore: Int
        /// In steps of five.
        package let percent: Int
    }

    package let department: Department
    package let year: SchoolYear
    /// Schools of the département with a roster here.
    package let schoolCount: Int
    package let computedAt: Date
    /// In the order of the grades; without those that nobody is in.
    package let groups: [Group]
    package let ways: [SchoolFigures.Way: PublicCount]
    package let kinds: [SchoolFigures.HostKind: PublicCount]
    /// Without those in which nobody is.
    package let sectors: [Sector: PublicCount]
    package let otherSectors: PublicCount
    package let issued: PublicCount
    package let signed: PublicCount
    /// From the most days before to 0; without the days that fewer than ``leastForShare`` conventions have reached.
    package let curve: [Point]

    /// Of fewer conventions no share is told.
    package static let leastForShare = 20
}

/// Adds schools up, one after the other, so that not all pupils of a département have to be held at once.
struct DepartmentTally {
    private struct Grade {
        var standings: [PupilFollowUp.Standing: Int] = [:]
        func count(_ standing: PupilFollowUp.Standing) -> PublicCount { PublicCount(standings[standing] ?? 0) }
    }

    private var schools = 0
    private var grades: [ConventionData.Grade: Grade] = [:]
    private var ways: [SchoolFigures.Way: Int] = [:]
    private var kinds: [SchoolFigures.HostKind: Int] = [:]
    private var sectors: [Sector: Int] = [:]
    private var otherSectors = 0
    private var (issued, signed) = (0, 0)
    private var reached: [Int: (signed: Int, count: Int)] = [:]

    /// - Parameter standing: Of a school that has not been added.
    mutating func add(_ standing: SchoolStanding) {
        guard !standing.pupils.isEmpty else { return }
        schools += 1
        for pupil in standing.pupils {
            grades[pupil.pupil.details.grade, default: Grade()].standings[pupil.standing, default: 0] += 1
        }
        let figures = SchoolFigures(standing)
        ways.merge(figures.ways, uniquingKeysWith: +)
        kinds.merge(figures.kinds, uniquingKeysWith: +)
        sectors.merge(figures.sectors, uniquingKeysWith: +)
        otherSectors += figures.otherSectors
        issued += figures.issued
        signed += figures.signed
        for point in figures.curve {
            let before = reached[point.daysBefore] ?? (0, 0)
            reached[point.daysBefore] = (before.signed + point.signed, before.count + point.count)
        }
    }

    func figures(of department: Department, in year: SchoolYear, at computedAt: Date) -> DepartmentFigures {
        let groups = ConventionData.Grade.allCases.compactMap { grade in
            grades[grade].map { tally in
                DepartmentFigures.Group(
                    grade: grade, count: PublicCount(tally.standings.values.reduce(0, +)),
                    placed: tally.count(.placed), partly: tally.count(.partly), searching: tally.count(.searching),
                    dispensed: tally.count(.dispensed))
            }
        }
        return DepartmentFigures(
            department: department, year: year, schoolCount: schools, computedAt: computedAt, groups: groups,
            ways: ways.mapValues(PublicCount.init), kinds: kinds.mapValues(PublicCount.init),
            sectors: sectors.mapValues(PublicCount.init), otherSectors: PublicCount(otherSectors),
            issued: PublicCount(issued), signed: PublicCount(signed), curve: curve)
    }

    private var curve: [DepartmentFigures.Point] {
        reached.filter { $0.value.count >= DepartmentFigures.leastForShare }.sorted { $0.key > $1.key }.map { day, of in
            let share = Double(of.signed) / Double(of.count)
            return .init(daysBefore: day, percent: Int((share * 100 / 5).rounded()) * 5)
        }
    }
}

extension FollowUpDesk {
    /// Départements of which schools have a roster here, and how many.
    package func departments() async throws(OfferStoreError) -> [(department: Department, schools: Int)] {
        let schools = try await rosters.schools().compactMap { Department($0) }
        return Dictionary(grouping: schools) { $0 }.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }

    /// All schools of a département together; reads each of them.
    ///
    /// - Returns: `nil` when none of its schools has a roster here.
    package func figures(of department: Department) async throws(OfferStoreError) -> DepartmentFigures? {
        let schools = try await rosters.schools().filter { Department($0) == department }
        guard !schools.isEmpty else { return nil }
        var tally = DepartmentTally()
        for school in schools { tally.add(try await standing(of: school)) }
        return tally.figures(of: department, in: SchoolYear(containing: today()), at: now())
    }
}
