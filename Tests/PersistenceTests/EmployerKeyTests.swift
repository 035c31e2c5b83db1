import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Keys of employers' software")
struct EmployerKeyTests {
    /// 999 000 045 00016 holds the checksum of the register; the last digit changed does not.
    private static let siret = "99900004500016"

    private let test: TestStore
    private let bench: WorkflowBench
    private let keyring: EmployerKeyring

    init() throws {
        test = try TestStore()
        let bench = try test.bench()
        self.bench = bench
        keyring = EmployerKeyring(
            store: test.store.employerKeyStore, clock: WallClock { bench.workflow.ports.clock.now() },
            randomness: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } })
    }

    private func worklist(_ siret: String? = siret) -> EmployerWorklist {
        EmployerWorklist(bench.workflow) { _ in siret.flatMap { SIRET($0) } }
    }

    private func page(
        _ worklist: EmployerWorklist, after place: EmployerWorklist.Place? = nil, limit: Int = 50
    ) async throws -> EmployerWorklist.Page {
        try await worklist.page(for: try #require(SIRET(Self.siret)), after: place, limit: limit)
    }

    private func awaitingEmployer() async throws -> ConventionID {
        let id = try await bench.issued()
        for fieldName in ["student", "representative-1", "school"] { _ = try await bench.sign(fieldName) }
        return id
    }

    @Test(arguments: ["", "9990000450001", "99900004500017", "9990000450001x"])
    func `a key needs a SIRET of the register's form`(siret: String) async throws {
        await #expect(throws: WorkflowError.self) { try await keyring.add(name: "ERP", siret: siret) }
        #expect(try await keyring.list().isEmpty)
    }

    @Test func `a key is for one establishment, and its name is given once`() async throws {
        let key = try await keyring.add(name: "ERP", siret: "999 000 045 00016")
        #expect(try await keyring.require(key).siret.digits == Self.siret)
        await #expect(throws: WorkflowError.self) { try await keyring.add(name: "ERP", siret: Self.siret) }
        await #expect(throws: WorkflowError.self) { try await keyring.add(name: " ", siret: Self.siret) }
    }

    @Test func `nothing of a key is stored but its hash`() async throws {
        let key = try await keyring.add(name: "ERP", siret: Self.siret)
        #expect(try test.allBytes().range(of: Data(key.text.utf8)) == nil)
        #expect(try await keyring.list().map(\.hash) == [key.hash])
    }

    @Test func `a key signs for whom it was let, and so do those of its name, until that is taken back`() async throws {
        let old = try await keyring.add(name: "ERP", siret: Self.siret)
        _ = try await keyring.add(name: "other", siret: Self.siret)
        #expect(try await keyring.letSign(for: " Claire  Martin", name: "ERP"))
        let new = try #require(try await keyring.rotate(name: "ERP"))
        for key in [old, new] { #expect(try await keyring.require(key).signatory == "Claire Martin") }
        #expect(try await keyring.list().filter { $0.name == "other" }.map(\.signatory) == [nil])
        await #expect(throws: WorkflowError.self) { try await keyring.letSign(for: " ", name: "ERP") }
        #expect(try await !keyring.letSign(for: "Claire Martin", name: "erp"))
        #expect(try await keyring.letSign(for: nil, name: "ERP"))
        for key in [old, new] { #expect(try await keyring.require(key).signatory == nil) }
    }

    @Test func `a key that was replaced works for seven days more`() async throws {
        let old = try await keyring.add(name: "ERP", siret: Self.siret)
        let new = try #require(try await keyring.rotate(name: "ERP"))
        #expect(try await keyring.require(new).siret.digits == Self.siret)
        bench.advance(by: 7 * 86_400 - 1)
        _ = try await keyring.require(old)
        bench.advance(by: 1)
        await #expect(throws: WorkflowError.unauthorized) { try await keyring.require(old) }
        _ = try await keyring.require(new)
        #expect(try await keyring.rotate(name: "erp") == nil)
    }

    @Test func `a key that was taken back opens nothing, nor do those that it replaced`() async throws {
        let old = try await keyring.add(name: "ERP", siret: Self.siret)
        let new = try #require(try await keyring.rotate(name: "ERP"))
        #expect(try await keyring.remove(name: "ERP"))
        for key in [old, new] {
            await #expect(throws: WorkflowError.unauthorized) { try await keyring.require(key) }
        }
        #expect(try await !keyring.remove(name: "ERP"))
    }

    @Test func `a convention is listed when it is the employer's turn, and no longer than that`() async throws {
        let worklist = worklist()
        let id = try await bench.issued()
        for fieldName in ["student", "representative-1", "school"] {
            #expect(try await page(worklist).items.isEmpty)
            _ = try await bench.sign(fieldName)
        }
        let item = try #require(try await page(worklist).items.first)
        #expect(item.convention == id && item.signatory.role == .employer)
        _ = try await bench.countersign(id)
        #expect(try await page(worklist).items.isEmpty)
    }

    @Test(arguments: [nil, "99900004500024"])
    func `another establishment's conventions are not listed, nor those of nobody's`(siret: String?) async throws {
        _ = try await awaitingEmployer()
        #expect(try await page(worklist(siret)) == EmployerWorklist.Page(items: [], hasMore: false))
    }

    @Test func `pages follow one another, though what stood at the end of one has been signed meanwhile`() async throws
    {
        var ids: [String] = []
        for _ in 0..<3 { ids.append(try await awaitingEmployer().text) }
        ids.sort()
        let worklist = worklist()
        let first = try await page(worklist, limit: 2)
        #expect(first.items.map(\.convention.text) == Array(ids[0...1]) && first.hasMore)
        let last = try #require(first.items.last)
        let second = try await page(worklist, after: last.place, limit: 2)
        #expect(second.items.map(\.convention.text) == [ids[2]] && !second.hasMore)
        let gone = EmployerWorklist.Place(firstDay: last.place.firstDay, convention: ids[1] + "a")
        #expect(try await page(worklist, after: gone, limit: 2).items.map(\.convention.text) == [ids[2]])
    }
}
