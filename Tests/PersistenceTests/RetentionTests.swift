import ConventionDomain
import Foundation
import GRDB
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// The sample's placement ends on 26 June 2026; the bench begins on 1 June 2026 at 8:00 UTC.
@Suite("Retention")
struct RetentionTests {
    private let test: TestStore
    private let bench: WorkflowBench

    init() throws {
        test = try TestStore()
        bench = try test.bench()
    }

    private func office(
        isPublic: Bool = false, rules change: (inout RetentionRules) -> Void = { _ in },
        seal: @escaping @Sendable ([UInt8]) async throws(WorkflowError) -> [UInt8] = { _ throws(WorkflowError) in [7] }
    ) -> RetentionOffice {
        var rules = RetentionRules()
        rules.isPublicSchool = isPublic
        change(&rules)
        return RetentionOffice(bench.workflow, rules: rules, store: test.store, seal: seal)
    }

    /// Moves the clock to noon of a day.
    private func go(to day: String) throws {
        let day = try #require(CalendarDate(iso8601: day))
        bench.advance(by: SchoolTimeZone.paris.moment(day, hour: 12).timeIntervalSince(bench.now))
    }

    private func signed() async throws -> ConventionID {
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
        return id
    }

    private func erasable(_ office: RetentionOffice) async throws -> [String] {
        try await office.plan().erasable.map(\.convention)
    }

    @Test func `a convention signed by all is kept five years after the placement's last day, and not a day longer`()
        async throws
    {
        let id = try await signed()
        try go(to: "2031-06-26")
        #expect(try await erasable(office()).isEmpty)
        try go(to: "2031-06-27")
        let item = try #require(try await office().plan().erasable.first)
        #expect(item.convention == id.text && item.series == .signed)
        #expect(item.from == "2026-06-26" && item.keptUntil == "2031-06-26")
    }

    @Test func `signed after the placement, it is counted from the last signature`() async throws {
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try go(to: "2026-07-02")
        try await bench.workflow.reopen(id, reason: "Le stage a eu lieu")
        try await bench.countersign(id)
        try go(to: "2031-07-02")
        #expect(try await erasable(office()).isEmpty)
        try go(to: "2031-07-03")
        #expect(try await erasable(office()) == [id.text])
    }

    @Test func `one that was issued and not signed by all is kept twelve months after the last thing that happened`()
        async throws
    {
        let id = try await bench.issued()
        try go(to: "2026-06-10")
        try await bench.workflow.cancel(id, reason: "Plus de place")
        try go(to: "2027-06-10")
        #expect(try await erasable(office()).isEmpty)
        try go(to: "2027-06-11")
        let item = try #require(try await office().plan().erasable.first)
        #expect(item.series == .unsigned && item.from == "2026-06-10")
    }

    @Test func `what was never issued is kept until 31 December after the school year, whoever cancelled it`()
        async throws
    {
        let draft = try await bench.drafted()
        let cancelled = try await bench.drafted()
        try await bench.workflow.cancel(cancelled, reason: "Doublon")
        try go(to: "2026-12-31")
        #expect(try await erasable(office()).isEmpty)
        try go(to: "2027-01-01")
        #expect(try await erasable(office(isPublic: true)) == [draft.text, cancelled.text])
    }

    @Test func `what is being signed is never due`() async throws {
        _ = try await bench.issued()
        try go(to: "2060-01-01")
        #expect(try await office().plan().erasable.isEmpty)
    }

    @Test func `the school's own durations count`() async throws {
        let id = try await signed()
        try go(to: "2029-06-27")
        #expect(try await erasable(office(rules: { $0.signedYears = 3 })) == [id.text])
    }

    @Test func `a run erases what is due and nothing else, and the next does nothing`() async throws {
        let id = try await signed()
        let kept = try await bench.drafted()
        try go(to: "2031-06-27")
        let late = try await bench.drafted()
        let records = try await office().purge()
        #expect(records.count == 1 && records[0].erased.map(\.convention) == [id.text, kept.text])
        #expect(records[0].kept.isEmpty)
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.show(id) }
        _ = try await bench.workflow.show(late)
        #expect(try await office().purge().isEmpty)
        #expect(try await test.store.verifyChain().fault == nil)
        let last = try await test.store.pool.read { db in try EventRow.all(of: id.text, in: db).last }
        #expect(try SealedEvent.open(try #require(last), key: nil) == .erased(Erasure(reason: .retention)))
    }

    @Test func `the record and its plan are sealed, say what and why, and name nobody`() async throws {
        let id = try await signed()
        try go(to: "2031-06-27")
        _ = try await office(seal: { content throws(WorkflowError) in Array(content.suffix(3)) }).purge()
        let run = try #require(try await test.store.purges().first)
        let record = try #require(run.record)
        #expect(record.seal == Array(record.content.suffix(3)) && run.plan.seal == Array(run.plan.content.suffix(3)))
        let text = String(decoding: run.plan.content + record.content, as: UTF8.self)
        #expect(text.contains(id.text) && text.contains("2031-06-26") && text.contains("signed"))
        for name in ["Diallo", "Awa", "Roussel", "Martin", "exemple.fr"] { #expect(!text.contains(name), "\(name)") }
    }

    @Test func `nothing is erased when nobody seals the record`() async throws {
        let id = try await signed()
        try go(to: "2031-06-27")
        await #expect(throws: WorkflowError.unavailable(.timeStamping)) {
            try await office(seal: { _ throws(WorkflowError) in throw .unavailable(.timeStamping) }).purge()
        }
        #expect(try await bench.workflow.show(id).summary.status == .completed)
        #expect(try await test.store.purges().isEmpty)
    }

    @Test func `a run that was interrupted is finished by the next, whose record tells of both parts`() async throws {
        let first = try await signed()
        try go(to: "2026-06-02")
        let second = try await signed()
        try go(to: "2031-06-27")
        let calls = Counter()
        let broken = office(seal: { _ throws(WorkflowError) in
            if calls.next() > 1 { throw .unavailable(.timeStamping) }
            return [1]
        })
        // Both are erased, and then the record cannot be sealed.
        await #expect(throws: WorkflowError.unavailable(.timeStamping)) { try await broken.purge() }
        #expect(try await office().plan().resumes)
        let records = try await office().purge()
        #expect(records.count == 1 && Set(records[0].erased.map(\.convention)) == [first.text, second.text])
        #expect(try await test.store.openPurge() == nil)
        #expect(try await office().purge().isEmpty)
    }

    @Test func `a legal hold keeps a convention from every erasure until it is lifted`() async throws {
        let id = try await signed()
        try await bench.workflow.placeLegalHold(on: id, reason: .accident)
        await #expect(throws: WorkflowError.retention(.alreadyHeld)) {
            try await bench.workflow.placeLegalHold(on: id, reason: .dispute)
        }
        try go(to: "2040-01-01")
        let plan = try await office().plan()
        #expect(plan.erasable.isEmpty && plan.held.map(\.convention) == [id.text])
        #expect(try await office().purge().flatMap(\.erased).isEmpty)
        for reason in Erasure.Reason.allCases {
            await #expect(throws: WorkflowError.retention(.legalHold)) {
                try await bench.workflow.erase(id, reason: reason)
            }
        }
        try await bench.workflow.liftLegalHold(of: id, reason: "Dossier clos")
        await #expect(throws: WorkflowError.retention(.notHeld)) {
            try await bench.workflow.liftLegalHold(of: id, reason: "Dossier clos")
        }
        #expect(try await erasable(office()) == [id.text])
    }

    @Test func `what is still open for signatures long after its last day is named, and not erased`() async throws {
        let id = try await bench.issued()
        try go(to: "2027-06-26")
        #expect(try await office().plan().stillSigning.isEmpty)
        try go(to: "2027-06-27")
        let plan = try await office().plan()
        #expect(plan.stillSigning == [id.text] && plan.erasable.isEmpty)
    }

    @Test func `a new link that a stranger can ask for keeps nothing longer, a parent's neither`() async throws {
        let hands = try test.bench(documents: OtherParent.documents)
        let id = try await OtherParent(hands).issued()
        hands.advance(by: 30 * 86_400)
        _ = try await hands.workflow.meetDeadlines(of: id)
        hands.advance(by: 60 * 86_400)
        try await hands.workflow.resendInvitation(of: id, to: "representative-2")
        #expect(try await hands.workflow.show(id).history.last?.kind == .parentNotified)
        try go(to: "2027-07-02")
        #expect(try await erasable(office()) == [id.text])
    }

    @Test func `a hold that is placed between the plan and the erasure counts`() async throws {
        let id = try await signed()
        try go(to: "2031-06-27")
        try await test.beginPurge(try await office().plan().erasable, at: bench.now)
        try await bench.workflow.placeLegalHold(on: id, reason: .dispute)
        let record = try #require(try await office().purge().first)
        #expect(record.erased.isEmpty && record.kept.map(\.reason) == ["legal-hold"])
        #expect(try await bench.workflow.show(id).legalHold == LegalHold(reason: .dispute))
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
