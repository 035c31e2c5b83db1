import ConventionDomain
import Foundation
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Batches and a parent's objection")
struct BatchOnHoldTests {
    private final class TimeStamps: Sendable {
        let areGiven = Mutex(true)
    }

    private let test: TestStore
    private let father: OtherParent
    private let office: HeadOffice
    private let timeStamps = TimeStamps()

    init() throws {
        let (test, timeStamps) = (try TestStore(), timeStamps)
        self.test = test
        father = OtherParent(
            WorkflowBench(
                store: test.store.conventionStore, mails: { try await test.store.waitingMails() },
                texts: try TestStore.texts(),
                signer: RevisionSigner { request throws(SigningInability) in
                    guard timeStamps.areGiven.withLock({ $0 }) else {
                        throw SigningInability(.noTimeStamp, reason: "a test")
                    }
                    return PaperDocument.sign(request)
                }, documents: OtherParent.documents))
        office = HeadOffice(father.bench.workflow, store: test.store)
    }

    private var bench: WorkflowBench { father.bench }

    private func state(_ batch: BatchID, _ head: HeadAtWork) async throws -> BatchItem.State? {
        try await office.view(batch, of: head.account).batch.items.first?.state
    }

    private func hasSigned(_ id: ConventionID) async throws -> Bool {
        try await bench.workflow.show(id).history.contains { $0.kind == .signed }
    }

    @Test func `what was agreed to before an objection is not signed after its withdrawal`() async throws {
        let id = try await father.issued(order: .free)
        let head = try await HeadAtWork(bench, office)
        let batch = try await office.propose([id], by: head.account)
        try await head.agree(to: batch)
        bench.advance(by: 60)
        try await father.object()
        try await father.withdraw()
        #expect(try await BatchRunner(office).runDue().refused == 1)
        #expect(try await state(batch, head) == .refused(.consentLapsed))
        #expect(try await !hasSigned(id))
        let again = try await office.propose([id], by: head.account)
        try await head.agree(to: again)
        #expect(try await BatchRunner(office).runDue().signed == 1)
    }

    @Test(arguments: [(false, BatchRefusal.conventionOnHold), (true, .consentLapsed)])
    func `a signature that waits ends by an objection, for its own reason`(
        isWithdrawn: Bool, refusal: BatchRefusal
    ) async throws {
        let id = try await father.issued(order: .free)
        let head = try await HeadAtWork(bench, office)
        let batch = try await office.propose([id], by: head.account)
        try await head.agree(to: batch)
        timeStamps.areGiven.withLock { $0 = false }
        #expect(try await BatchRunner(office).runDue().isHeldUp)
        #expect(try await state(batch, head) == .pending)
        bench.advance(by: 60)
        try await father.object()
        if isWithdrawn { try await father.withdraw() }
        timeStamps.areGiven.withLock { $0 = true }
        #expect(try await BatchRunner(office).runDue().refused == 1)
        #expect(try await state(batch, head) == .refused(refusal))
        let mail = try #require(try await bench.mails(toAddress: HeadAtWork.email).last)
        #expect(mail.textBody.contains(refusal.french) && !mail.textBody.contains("24 heures"))
        #expect(try await !hasSigned(id))
    }
}
