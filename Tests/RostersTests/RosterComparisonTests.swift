import Parties
import Testing

@testable import Rosters

struct RosterComparisonTests {
    private typealias Samples = RosterSamples

    private static let unnumbered = Array(Samples.heading.dropFirst())
    private static func withoutNumbers(_ rows: [[String]]) -> [[String]] { rows.map { Array($0.dropFirst()) } }

    @Test func `the same file again changes nothing`() throws {
        let file = try Samples.file()
        let comparison = RosterComparison(file, with: Samples.pupils(file))
        #expect(comparison.unchanged.count == 3)
        #expect(comparison.added.isEmpty && comparison.changed.isEmpty && comparison.missing.isEmpty)
    }

    @Test func `says who is new, who changed and in what, and who is missing`() throws {
        let known = Samples.pupils(try Samples.file())
        var rows = Samples.rows
        rows[0][4] = "3e 5"
        rows[0][9] = "autre@exemple.fr"
        rows[2] = ["1004", "Petit", "Léa", "2012-01-01", "3e 1", "", "", "", "", "", "", ""]
        let comparison = RosterComparison(try Samples.file(rows), with: known)
        #expect(comparison.changed.map(\.columns) == [[.className, .guardian1Email]])
        #expect(comparison.changed.map(\.line) == [2])
        #expect(comparison.added.map(\.line) == [4])
        #expect(comparison.missing.map(\.reference.text) == ["1003"])
        #expect(!comparison.isByName)
    }

    @Test func `without references pupils are told apart by names and date of birth, however the names are written`()
        throws
    {
        let file = try Samples.file(Self.withoutNumbers(Samples.rows), heading: Self.unnumbered)
        var again = Self.withoutNumbers(Samples.rows)
        again[1][0] = "LEFEVRE"
        again[2][0] = "N'GUYEN"
        let comparison = RosterComparison(try Samples.file(again, heading: Self.unnumbered), with: Samples.pupils(file))
        #expect(comparison.isByName && comparison.added.isEmpty && comparison.missing.isEmpty)
        #expect(comparison.changed.map(\.columns) == [[.familyName], [.familyName]])
    }

    @Test func `two rows of one pupil are a fault that names both`() throws {
        let twice = RosterComparison(try Samples.file(Samples.rows + [Samples.rows[0]]), with: [])
        #expect(twice.faults.map(\.cause) == [.samePupil(line: 2, byReference: true)])
        #expect(twice.faults.map(\.line) == [5])
        let rows = Self.withoutNumbers(Samples.rows + [Samples.rows[0]])
        let named = RosterComparison(try Samples.file(rows, heading: Self.unnumbered), with: [])
        #expect(named.faults.map(\.cause) == [.samePupil(line: 2, byReference: false)])
    }

    @Test func `homonyms born on one day are two pupils when each has a reference`() throws {
        var twin = Samples.rows[0]
        twin[0] = "2001"
        let comparison = RosterComparison(try Samples.file(Samples.rows + [twin]), with: [])
        #expect(comparison.faults.isEmpty && comparison.added.count == 4)
    }

    @Test func `a school that begins to give references keeps its pupils`() throws {
        let first = try Samples.file(Self.withoutNumbers(Samples.rows), heading: Self.unnumbered)
        let known = Samples.pupils(first)
        let comparison = RosterComparison(try Samples.file(), with: known, own: Set(known.map(\.reference)))
        #expect(comparison.unchanged.count == 3 && comparison.added.isEmpty && comparison.missing.isEmpty)
    }

    @Test func `whose reference no row has any more is known by name and date of birth, and keeps it`() throws {
        let known = Samples.pupils(try Samples.file())
        var rows = Samples.rows
        rows[0][0] = "3001"
        let comparison = RosterComparison(try Samples.file(rows), with: known)
        #expect(comparison.added.isEmpty && comparison.missing.isEmpty && comparison.unchanged.count == 3)
        #expect(comparison.renumbered.map(\.reference.text) == ["1001"])
    }

    @Test func `a homonym of one day is another pupil while the file has both, or another day`() throws {
        let known = Samples.pupils(try Samples.file())
        var twin = Samples.rows[0]
        twin[0] = "3001"
        let both = RosterComparison(try Samples.file(Samples.rows + [twin]), with: known)
        #expect(both.added.map { $0.reference?.text } == ["3001"] && both.renumbered.isEmpty)
        var rows = Samples.rows
        (rows[0][0], rows[0][3]) = ("3001", "2012-12-31")
        let other = RosterComparison(try Samples.file(rows), with: known)
        #expect(other.added.count == 1 && other.missing.map(\.reference.text) == ["1001"])
        #expect(other.renumbered.isEmpty)
    }

    @Test func `of two homonyms whose references are gone the one at the school is meant`() throws {
        var known = Samples.pupils(try Samples.file())
        let gone = Pupil(reference: try #require(PupilReference("0001")), details: known[0].details)
        known.insert(gone, at: 0)
        var rows = Samples.rows
        rows[0][0] = "3001"
        let comparison = RosterComparison(try Samples.file(rows), with: known, left: [gone.reference])
        #expect(comparison.renumbered.map(\.reference.text) == ["1001"])
        #expect(comparison.changed.isEmpty && comparison.added.isEmpty)
    }

    @Test func `what a file says nothing of stays, and an empty cell takes away`() throws {
        let known = Samples.pupils(try Samples.file())
        let short = Array(Samples.heading.prefix(5))
        let comparison = RosterComparison(
            try Samples.file(Samples.rows.map { Array($0.prefix(5)) }, heading: short), with: known)
        #expect(comparison.unchanged.count == 3)
        var rows = Samples.rows
        rows[0][5] = ""
        let emptied = RosterComparison(try Samples.file(rows), with: known)
        #expect(emptied.changed.map(\.columns) == [[.email]])
        #expect(emptied.changed.first?.pupil.details.email == nil)
    }

    @Test func `who had left and is in the file again is back, and who left is not missing`() throws {
        let file = try Samples.file()
        let known = Samples.pupils(file)
        let left: Set = [Samples.reference("1001"), Samples.reference("1003")]
        let comparison = RosterComparison(try Samples.file([Samples.rows[0]]), with: known, left: left)
        #expect(comparison.changed.map(\.isBack) == [true] && comparison.changed.map(\.columns) == [[]])
        #expect(comparison.missing.map(\.reference.text) == ["1002"])
    }

    /// Rule: a file says nothing of what it has no column for; who has refused text messages goes on refusing.
    @Test func `a file without some columns of a representative keeps what is known, and the other representative`()
        throws
    {
        let file = try Samples.file()
        var known = Samples.pupils(file)
        let second = Guardian(
            name: PersonName(given: "Paul", family: "Lefèvre"), capacity: "Père", acceptsTexts: false)
        known[1].details.guardians.append(second)
        #expect(known[1].details.guardians.map(\.acceptsTexts) == [false, false])
        // Without capacity, address, number and consent.
        let heading = Array(Samples.heading.prefix(8))
        let rows = Samples.rows.map { Array($0.prefix(8)) }
        let again = RosterComparison(try Samples.file(rows, heading: heading), with: known)
        #expect(again.changed.isEmpty && again.unchanged.count == 3)
        var renamed = rows
        renamed[1][6] = "Martin"
        let changed = RosterComparison(try Samples.file(renamed, heading: heading), with: known)
        let guardians = try #require(changed.changed.first).pupil.details.guardians
        #expect(guardians.map(\.name.family) == ["Martin", "Lefèvre"] && guardians.last == second)
        #expect(guardians.first?.email == nil, "another person's address is not this one's")
    }

    /// Rule: a reference stays with one person, who would hand applications and messages on to another.
    @Test
    func `a known reference with another name and another date of birth is a fault, with one of both a correction`()
        throws
    {
        let known = Samples.pupils(try Samples.file())
        var rows = Samples.rows
        (rows[0][1], rows[0][2], rows[0][3]) = ("Petit", "Léo", "2012-05-05")
        let other = RosterComparison(try Samples.file(rows), with: known)
        #expect(other.faults.map(\.cause) == [.referenceOfAnother] && other.faults.map(\.line) == [2])
        for (place, value) in [(1, "Petit"), (3, "2012-02-04")] {
            var row = Samples.rows
            row[0][place] = value
            let corrected = RosterComparison(try Samples.file(row), with: known)
            #expect(corrected.faults.isEmpty && corrected.changed.map(\.pupil.reference.text) == ["1001"])
        }
    }
}
