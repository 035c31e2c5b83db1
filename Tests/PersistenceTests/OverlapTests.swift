import ConventionDomain
import Foundation
import GRDB
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// Rule: two live conventions of one pupil have no day in common.
@Suite("Two conventions of one pupil", .serialized)
struct OverlapTests {
    /// A school on either store; nothing here needs a mail.
    struct Desk {
        let store: Adapter.Opened
        let bench: WorkflowBench
        var workflow: ConventionWorkflow { bench.workflow }

        init(_ adapter: Adapter) throws {
            store = try adapter.open()
            bench = WorkflowBench(
                store: store.conventions, mails: { [] }, texts: try TestStore.texts(),
                documents: PlacementSheet.documents)
        }

        func enter(_ change: (inout PlacementSheet) -> Void = { _ in }) async throws -> ConventionID {
            try await workflow.draft(PlacementSheet(change).request)
        }
    }

    /// The references that a refusal names, with their days.
    private static func others(_ body: () async throws -> Void) async -> [String] {
        await overlaps(body).map { overlap in
            let days = overlap.otherDays.map { "\($0.first) \($0.last)" } ?? "?"
            return "\(overlap.other) \(days)"
        }
    }

    private static func overlaps(_ body: () async throws -> Void) async -> [PlacementOverlap] {
        do {
            try await body()
            return []
        } catch {
            guard let error = error as? WorkflowError, case .overlapping(let overlaps) = error else {
                Testing.Issue.record(error)
                return []
            }
            return overlaps
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a second convention for a day of the first is refused, with the first one's reference and days`(
        adapter: Adapter
    ) async throws {
        let desk = try Desk(adapter)
        let first = try await desk.enter()
        for days in [("2026-06-19", "2026-06-26"), ("2026-06-08", "2026-06-15"), ("2026-06-16", "2026-06-17")] {
            let named = await Self.others {
                _ = try await desk.enter { ($0.first, $0.last, $0.host) = (days.0, days.1, "Autre") }
            }
            #expect(named == ["\(first) 2026-06-15 2026-06-19"], "\(days)")
        }
        _ = try await desk.enter { ($0.first, $0.last) = ("2026-06-20", "2026-06-26") }
        _ = try await desk.enter { ($0.first, $0.last) = ("2026-06-08", "2026-06-14") }
        #expect(try await desk.workflow.list().count == 3)
    }

    @Test(arguments: [
        ("AWA", "DIALLO"), ("awa", "diallo"), (" Awa ", "Diallo"), ("A-wa", "Di'allo"), ("Awà", "Diałło"),
    ])
    func `a name is the same however it is written`(given: String, family: String) async throws {
        let desk = try Desk(.memory)
        let first = try await desk.enter()
        let named = await Self.others { _ = try await desk.enter { ($0.given, $0.family) = (given, family) } }
        #expect(named.count == 1 && named[0].hasPrefix(first.text), "\(named)")
    }

    @Test func `who has another name or another date of birth is another pupil`() async throws {
        let desk = try Desk(.memory)
        _ = try await desk.enter()
        _ = try await desk.enter { $0.given = "Aya" }
        _ = try await desk.enter { $0.family = "Diallo-Roy" }
        _ = try await desk.enter { $0.born = "2011-03-02" }
        // Letters do not move from one name to the other.
        _ = try await desk.enter { ($0.given, $0.family) = ("AwaD", "iallo") }
        #expect(try await desk.workflow.list().count == 5)
    }

    @Test(arguments: Adapter.allCases)
    func `an interruption is not taken back while another convention has one of the days`(adapter: Adapter) async throws
    {
        let desk = try Desk(adapter)
        let first = try await desk.enter()
        func note(_ event: ConventionEvent) async throws {
            let head = try await desk.store.conventions.history(first)?.head
            try await desk.store.conventions.commit(
                ConventionChange(convention: first, expectedHead: head, at: desk.bench.now, events: [event]))
        }
        try await note(.interrupted(Interruption(day: "2026-06-15", reason: "Fermeture")))
        let second = try await desk.enter()
        await #expect {
            try await note(.resumed(Resumption(reason: "Erreur")))
        } throws: { error in
            guard case .overlapping(let taken)? = error as? StoreError else { return false }
            return taken.map(\.other) == [second]
        }
        try await desk.workflow.cancel(second, reason: "La première reprend")
        try await note(.resumed(Resumption(reason: "Erreur")))
    }

    @Test(arguments: Adapter.allCases)
    func `what was cancelled or has expired holds no day, and is not reopened onto the days of another`(
        adapter: Adapter
    ) async throws {
        let desk = try Desk(adapter)
        let cancelled = try await desk.enter()
        try await desk.workflow.cancel(cancelled, reason: "Doublon")
        let expired = try await desk.enter()
        try await desk.workflow.issue(expired)
        #expect(await Self.others { _ = try await desk.enter() } == ["\(expired) 2026-06-15 2026-06-19"])
        desk.bench.advance(by: 14 * 86_400)
        _ = try await desk.workflow.meetDeadlines(of: expired)
        let second = try await desk.enter()
        let named = await Self.others { try await desk.workflow.reopen(expired, reason: "Retard") }
        #expect(named == ["\(second) 2026-06-15 2026-06-19"])
        #expect(try await desk.workflow.show(expired).summary.status == .expired)
        try await desk.workflow.cancel(second, reason: "La première est rouverte")
        try await desk.workflow.reopen(expired, reason: "Retard")
        #expect(await Self.others { _ = try await desk.enter() }.count == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `entered at the same moment, one of many gets the days`(adapter: Adapter) async throws {
        let desk = try Desk(adapter)
        let entered = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask { (try? await desk.enter { $0.host = "Hôte \(number)" }) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(entered == 1)
        #expect(try await desk.workflow.list().count == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `the school decides otherwise with a reason, for these two conventions and no third`(adapter: Adapter)
        async throws
    {
        let desk = try Desk(adapter)
        let first = try await desk.enter()
        var half = PlacementSheet { $0.host = "Boulangerie Nour" }.request
        half.overlapReason = " "
        let empty = half
        await #expect(throws: WorkflowError.self) { try await desk.workflow.draft(empty) }
        half.overlapReason = "Matin ici, après-midi là"
        let second = try await desk.workflow.draft(half)
        #expect(
            try await desk.workflow.show(second).sharedDays
                == SharedDays(reason: "Matin ici, après-midi là", with: [first]))
        #expect(await Self.others { _ = try await desk.enter() }.count == 2)
        try await desk.workflow.issue(first)
        try await desk.workflow.issue(second)
        #expect(try await desk.workflow.list().map(\.status) == [.signing, .signing])
    }

    @Test(arguments: Adapter.allCases)
    func `of several entered together none is, and each refusal says which of them and with what`(adapter: Adapter)
        async throws
    {
        let desk = try Desk(adapter)
        let before = try await desk.enter()
        let requests = ["Aya", "Bilal", "Awa", "Bilal"].map { name in PlacementSheet { $0.given = name }.request }
        let overlaps = await Self.overlaps { _ = try await desk.workflow.draft(requests) }
        #expect(overlaps.map(\.place).sorted() == [1, 2, 3])
        let known = try #require(overlaps.first { $0.place == 2 })
        #expect(known.other == before && known.otherPlace == nil)
        #expect(known.otherDays?.first == "2026-06-15")
        #expect(overlaps.first { $0.place == 1 }?.otherPlace == 3)
        #expect(try await desk.workflow.list().map(\.id) == [before])
    }

    @Test func `a preparation holds the days too, and is not corrected onto those of another`() async throws {
        let store = try TestStore()
        let prepared = try await PreparedConvention(
            texts: TestStore.texts(), on: store.store.conventionStore, mails: { try await store.store.waitingMails() })
        let workflow = prepared.workflow
        let contacts = prepared.hands.sample.contacts
        let same = PreparedConvention.request(pupil: "Awa", contacts)
        #expect(await Self.others { _ = try await workflow.prepare(same) }.count == 1)
        try await prepared.give()
        try await prepared.confirm()
        let later = [("2026-06-22", "2026-06-29"), ("2026-06-26", "2026-07-03")]
        let second = try await workflow.prepare(PreparedConvention.request(pupil: "Awa", contacts, later))
        let named = await Self.others { try await workflow.correctPreparation(second, same) }
        #expect(named == ["\(prepared.id) 2026-06-22 2026-06-26"])
        try await workflow.correctPreparation(prepared.id, same)
        try await workflow.approve(prepared.id)
        #expect(await Self.others { _ = try await workflow.prepare(same) }.count == 1)
    }

    private static func marks(in store: SQLiteStore) async throws -> [String] {
        try await store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT hex(mark) || convention FROM takenDay ORDER BY mark")
        }
    }

    // The store keeps neither name nor day, and nothing after an erasure.

    @Test func `the days are kept as authenticators, and made anew from the journal they are the same`() async throws {
        let test = try TestStore()
        let bench = WorkflowBench(
            store: test.store.conventionStore, mails: { [] }, texts: try TestStore.texts(),
            documents: PlacementSheet.documents)
        let first = try await bench.workflow.draft(PlacementSheet { $0.family = "Dialloumbé" }.request)
        for secret in ["Dialloumb", "dialloumb", "2026-06-15", "2011-02-03"] {
            #expect(try test.allBytes().range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
        let kept = try await Self.marks(in: test.store)
        #expect(Set(kept).count == 5, "a mark a day, none alike")
        try await test.store.rebuildProjections()
        #expect(try await Self.marks(in: test.store) == kept)
        // Under another store's key the same pupil and days have other marks.
        let drafting = try #require(try await test.store.history(first)?.entries.first?.event.drafting)
        let other = TakenDays(drafting, StoreKey([UInt8](repeating: 7, count: StoreKey.byteCount)))
        #expect(Set(other.marks).isDisjoint(with: TakenDays(drafting, test.store.key).marks))
        try await bench.workflow.erase(first, reason: .request)
        #expect(try await Self.marks(in: test.store).isEmpty)
        try await test.store.rebuildProjections()
        #expect(try await Self.marks(in: test.store).isEmpty)
        _ = try await bench.workflow.draft(PlacementSheet { $0.family = "Dialloumbé" }.request)
    }

    /// As after a restore of a list that had not known the days.
    @Test func `a draft is not issued onto the days of another that came to be beside it`() async throws {
        let test = try TestStore()
        let bench = WorkflowBench(
            store: test.store.conventionStore, mails: { [] }, texts: try TestStore.texts(),
            documents: PlacementSheet.documents)
        let first = try await bench.workflow.draft(PlacementSheet().request)
        try await test.store.tamper("DELETE FROM takenDay")
        let second = try await bench.workflow.draft(PlacementSheet { $0.host = "Autre" }.request)
        try await test.store.rebuildProjections()
        for (id, other) in [(first, second), (second, first)] {
            #expect(
                await Self.others { try await bench.workflow.issue(id) } == ["\(other) 2026-06-15 2026-06-19"])
        }
        try await bench.workflow.cancel(second, reason: "Doublon")
        try await bench.workflow.issue(first)
    }
}
