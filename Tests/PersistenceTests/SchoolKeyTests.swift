import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Keys of schools' software")
struct SchoolKeyTests {
    private let test: TestStore
    private let keyring: SchoolKeyring

    init() throws {
        test = try TestStore()
        keyring = SchoolKeyring(
            store: test.store.schoolKeyStore, clock: WallClock { Date(timeIntervalSince1970: 1_780_300_800) },
            randomness: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } })
    }

    private func draft(_ bench: WorkflowBench, key: String, of holder: SchoolKeyRecord) async throws -> EnteredDraft {
        try await bench.workflow.draft(
            DraftRequest(data: bench.sample.data, contacts: bench.sample.contacts), idempotencyKey: key, of: holder)
    }

    @Test(arguments: ["", " ", "a\u{0}b", String(repeating: "n", count: 61)])
    func `a key needs a name`(name: String) async throws {
        await #expect(throws: WorkflowError.self) { try await keyring.add(name: name) }
        #expect(try await keyring.list().isEmpty)
    }

    @Test func `a name is given once`() async throws {
        let key = try await keyring.add(name: "Pronote")
        await #expect(throws: WorkflowError.self) { try await keyring.add(name: "Pronote") }
        #expect(try await keyring.require(key).name == "Pronote")
    }

    @Test func `a key that was taken back opens nothing`() async throws {
        let key = try await keyring.add(name: "Pronote")
        #expect(try await !keyring.remove(name: "pronote"))
        #expect(try await keyring.remove(name: "Pronote"))
        await #expect(throws: WorkflowError.unauthorized) { try await keyring.require(key) }
    }

    @Test func `a key signs once it was let, and until that is taken back`() async throws {
        let key = try await keyring.add(name: "Pronote")
        #expect(try await keyring.require(key).signsSince == nil)
        #expect(try await !keyring.letSign(true, name: "pronote"))
        #expect(try await keyring.letSign(true, name: "Pronote"))
        #expect(try await keyring.require(key).signsSince == Date(timeIntervalSince1970: 1_780_300_800))
        #expect(try await keyring.letSign(false, name: "Pronote"))
        #expect(try await keyring.list().map(\.signsSince) == [nil])
    }

    @Test func `nothing of a key is stored but its hash`() async throws {
        let key = try await keyring.add(name: "Pronote")
        #expect(try test.allBytes().range(of: Data(key.text.utf8)) == nil)
        #expect(try await keyring.list().map(\.hash) == [key.hash])
    }

    @Test func `a draft that is sent again is the same draft`() async throws {
        let bench = try test.bench()
        let holder = try await keyring.require(try await keyring.add(name: "Pronote"))
        let first = try await draft(bench, key: "1", of: holder)
        let again = try await draft(bench, key: "1", of: holder)
        #expect(!first.isReplay && again == EnteredDraft(convention: first.convention, isReplay: true))
        #expect(try await draft(bench, key: "2", of: holder).convention != first.convention)
        #expect(try await bench.workflow.list().count == 2)
    }

    @Test func `two schools never meet in one key`() async throws {
        let bench = try test.bench()
        let one = try await keyring.require(try await keyring.add(name: "Collège"))
        let other = try await keyring.require(try await keyring.add(name: "Lycée"))
        let first = try await draft(bench, key: "1", of: one)
        #expect(
            try await draft(bench, key: "1", of: other) != EnteredDraft(convention: first.convention, isReplay: true))
    }

    @Test func `a draft that is sent eight times at once is entered once`() async throws {
        let bench = try test.bench()
        let holder = try await keyring.require(try await keyring.add(name: "Pronote"))
        let drafts = try await withThrowingTaskGroup(of: EnteredDraft.self) { group in
            for _ in 0..<8 { group.addTask { try await draft(bench, key: "1", of: holder) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(drafts.map(\.convention)).count == 1)
        #expect(drafts.count { !$0.isReplay } == 1)
        #expect(try await bench.workflow.list().count == 1)
    }

    @Test(arguments: ["", "é", "a b", String(repeating: "k", count: 256)])
    func `an idempotency key is visible ASCII`(key: String) async throws {
        let bench = try test.bench()
        let holder = try await keyring.require(try await keyring.add(name: "Pronote"))
        await #expect(throws: WorkflowError.self) { try await draft(bench, key: key, of: holder) }
        #expect(try await bench.workflow.list().isEmpty)
    }
}
