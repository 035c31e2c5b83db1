import ConventionDomain
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Signatures that wait, in the store")
struct PendingSignatureTests {
    @Test func `are found until they are made, refused or cancelled, also after the journal is opened again`()
        async throws
    {
        let answers = Mutex(false)
        let test = try TestStore()
        let bench = try test.bench(
            signer: RevisionSigner { request throws(SigningInability) in
                guard answers.withLock({ $0 }) else { throw SigningInability(.noTimeStamp, reason: "no answer") }
                return PaperDocument.sign(request)
            })
        var waiting: [ConventionID] = []
        for _ in 0..<2 {
            waiting.append(try await bench.issued())
            guard case .pending = try await bench.answer(try await bench.prepare("student")) else {
                Issue.record("expected to wait")
                return
            }
        }
        _ = try await bench.issued()
        #expect(try await test.store.pending() == waiting)
        try await bench.workflow.cancel(waiting[0], reason: "Erreur")
        #expect(try await test.store.pending() == [waiting[1]])
        try await test.store.rebuildProjections()
        answers.withLock { $0 = true }
        #expect(try await bench.workflow.settlePending().signed == 1)
        #expect(try await bench.workflow.show(waiting[1]).summary.signatureCount == 1)
    }
}
