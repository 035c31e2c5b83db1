import Foundation
import Parties
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Pupils who enter with the code of the class")
struct ClassCodeTests {
    private let test: TestStore
    private let bench: EntryBench
    private let awa: EntryBench.RosterEntry

    init() throws {
        test = try TestStore()
        var limits = EntryDesk.Limits()
        (limits.wrongClaimsPerName, limits.wrongClaimsPerClass, limits.wrongClaimsPerClient) = (3, 6, 9)
        bench = EntryBench(
            store: test.store.entryStore, heads: test.store, authenticate: test.store.conventionStore.authenticate,
            limits: limits)
        awa = bench.enrol("Awa")
    }

    private func claim(
        code: String = "K7PMQ2", family: String = "Diallo", given: String = "Awa", born: String = "2011-02-03"
    ) throws -> PupilClaim {
        PupilClaim(
            classCode: code, familyName: family, givenName: given,
            birthDate: try #require(CalendarDate(iso8601: born)))
    }

    private func isIn(_ claim: PupilClaim, from client: String = "192.0.2.7") async throws -> Bool {
        do {
            let visit = try await bench.desk.enter(claim, from: client)
            return try await bench.desk.visitor(of: visit) == .pupil(awa.pupil)
        } catch EntryError.notRecognized { return false }
    }

    @Test func `code, name and birthday let in, and whatever of it is wrong is answered the same`() async throws {
        #expect(try await isIn(claim()))
        let wrong = [
            try claim(code: "AAAAAA"), try claim(family: "Martin"), try claim(given: "Issa"),
            try claim(born: "2011-02-04"),
        ]
        for claim in wrong {
            await #expect(throws: EntryError.notRecognized) { try await bench.desk.enter(claim, from: "192.0.2.7") }
        }
    }

    @Test func `a birthday cannot be guessed: after a few tries a day the right one is refused too`() async throws {
        for day in 1...3 { #expect(try await !isIn(claim(born: "2011-03-0\(day)"), from: "192.0.2.\(day)")) }
        #expect(try await !isIn(claim(), from: "192.0.2.99"), "from wherever")
        #expect(bench.looks == 3, "and nobody looks at it")
        bench.advance(by: 86_399)
        #expect(try await !isIn(claim()))
        bench.advance(by: 1)
        #expect(try await isIn(claim()))
    }

    @Test func `other accents, hyphens or letters are no other name`() async throws {
        for family in ["DIALLO", "Diâllo", "Dial-lo"] { #expect(try await !isIn(claim(family: family))) }
        #expect(try await !isIn(claim()))
    }

    @Test func `signs that the roster does not compare make no other name and no other code`() async throws {
        for family in ["Diallo1", "Diallo 2", "D.iallo3"] {
            #expect(try await !isIn(claim(family: family, born: "2011-03-01")))
        }
        #expect(try await !isIn(claim()))
    }

    @Test func `a code in other letters, such as the sign of kelvin, is counted as the one that it becomes`()
        async throws
    {
        for code in ["\u{212A}7PMQ2", "k7pmq2", "K7-PMQ2"] {
            #expect(try await !isIn(claim(code: code, born: "2011-03-01")))
        }
        #expect(try await !isIn(claim()))
    }

    @Test func `names of one class cannot be tried one after the other, and another class goes on`() async throws {
        for (number, given) in ["Na", "Nb", "Nc", "Nd", "Ne", "Nf"].enumerated() {
            #expect(try await !isIn(claim(given: given), from: "192.0.2.\(number)"))
        }
        #expect(try await !isIn(claim(), from: "192.0.2.99"))
        #expect(bench.looks == 6)
        _ = try await isIn(claim(code: "BBBBBB"), from: "192.0.2.99")
        #expect(bench.looks == 7)
        bench.advance(by: 3_600)
        #expect(try await isIn(claim()))
    }

    @Test func `one address cannot try codes of classes one after the other, and another goes on`() async throws {
        for number in 0..<9 { #expect(try await !isIn(claim(code: "CODE\(number)"))) }
        #expect(try await !isIn(claim()))
        #expect(try await isIn(claim(), from: "192.0.2.8"))
    }

    @Test func `right ones are not counted: a whole class enters from one address`() async throws {
        for _ in 0..<20 { #expect(try await isIn(claim())) }
    }

    @Test func `many tries at once are no more tries`() async throws {
        await withTaskGroup(of: Void.self) { group in
            for day in 10..<30 {
                group.addTask { _ = try? await isIn(claim(born: "2011-03-\(day)")) }
            }
        }
        #expect(bench.looks == 3)
    }

    @Test func `two browsers of one pupil at the same moment both enter`() async throws {
        let entered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 { group.addTask { (try? await isIn(claim())) == true } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        // A right one is counted while it is looked at.
        #expect(entered >= 2)
    }
}
