import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Projections")
struct ProjectionTests {
    @Test func `the list made anew from the journal is the list that was kept up`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        _ = try await bench.drafted()
        let refused = try await bench.issued()
        try await bench.refuse(try await bench.signingLink("student"), "student", reason: "Non")
        let cancelled = try await bench.drafted()
        try await bench.workflow.cancel(cancelled, reason: "Erreur")
        let completed = try await bench.issued(.preset(.free))
        for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
        try await bench.countersign(completed)
        let day = try #require(CalendarDate(iso8601: "2026-06-01"))
        let interrupted = try await bench.issued(.preset(.free))
        bench.advance(by: 3_600)
        for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
        try await bench.countersign(interrupted, key: "key-2")
        try await bench.workflow.interrupt(interrupted, on: day, reason: "Fermeture")
        let erased = try await bench.issued()
        bench.advance(by: 3_600)
        try await bench.sign("student")
        try await test.store.erase(erased)
        let kept = try await bench.workflow.list()
        #expect(kept.map(\.status) == [.erased, .interrupted, .completed, .cancelled, .refused, .draft])
        #expect(kept[4].id == refused)
        try await test.store.rebuildProjections()
        #expect(try await bench.workflow.list() == kept)
    }

    @Test func `who need not sign is counted apart, also when the list is made anew, and with the others once erased`()
        async throws
    {
        let test = try TestStore()
        let store = test.store
        let bench = WorkflowBench(
            store: store.conventionStore, mails: { try await store.waitingMails() }, texts: try TestStore.texts(),
            sample: .withOptional)
        let id = try await bench.issued()
        try await bench.sign("tutor")
        try await bench.sign("student")
        let kept = try await bench.workflow.list()
        #expect(kept.map(\.signatureCount) == [1] && kept.map(\.signatoryCount) == [4])
        #expect(kept.map(\.optionalSignatureCount) == [1] && kept.map(\.optionalSignatoryCount) == [2])
        #expect(try await bench.workflow.show(id).summary == kept.first)
        try await store.rebuildProjections()
        #expect(try await bench.workflow.list() == kept)
        try await store.erase(id)
        let erased = try await bench.workflow.list()
        #expect(erased.map(\.signatureCount) == [2] && erased.map(\.optionalSignatureCount) == [0])
        try await store.rebuildProjections()
        #expect(try await bench.workflow.list() == erased)
    }

    @Test func `the list of the store says what the journals say`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        _ = try await bench.issued()
        try await bench.sign("student")
        for summary in try await bench.workflow.list() {
            #expect(try await bench.workflow.show(summary.id).summary == summary)
        }
    }

    @Test func `a list that cannot be made anew is left as it was`() async throws {
        let test = try TestStore()
        let bench = try test.bench()
        _ = try await bench.issued()
        let before = try await bench.workflow.list()
        try await test.store.tamper("UPDATE event SET payload = zeroblob(80) WHERE sequence = 1")
        await #expect(throws: StoreError.self) { try await test.store.rebuildProjections() }
        #expect(try await bench.workflow.list() == before)
    }
}
