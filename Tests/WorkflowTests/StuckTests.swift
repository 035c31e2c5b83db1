import ConventionDomain
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.TimeInterval

/// Each reason for which a convention does not go on by itself: a line of the digest, and a count for `/metrics`.
@Suite("A stuck convention")
struct StuckTests {
    private static let day: TimeInterval = 86_400
    private let mails = SentMails()

    private func digest(
        _ workflow: ConventionWorkflow, _ store: InMemoryStore
    ) async throws -> String {
        let nothingSent = DigestStore(lastDay: { _ in nil }, note: { _, _ in })
        _ = try await DigestSender(
            workflow, outbox: store.outboxStore, mailer: mails.mailer, digests: nothingSent
        ).sendDue()
        return mails.all.last?.textBody ?? ""
    }

    private func counts(_ workflow: ConventionWorkflow, _ store: InMemoryStore) async throws -> [StuckReason: Int] {
        try await StuckWatch(workflow, outbox: store.outboxStore).counts().filter { $0.value > 0 }
    }

    @Test func `none: signatures that are waited for go on by themselves`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        bench.hands.advance(by: Self.day)
        #expect(try await counts(bench.workflow, bench.store).isEmpty)
        let all = try await StuckWatch(bench.workflow, outbox: bench.store.outboxStore).counts()
        #expect(Set(all.keys) == Set(StuckReason.allCases), "a series that is zero is there all the same")
    }

    @Test func `whose host the family has named and the school has not looked at`() async throws {
        let prepared = try await PreparedConvention(texts: Bench.texts(), isHostOpen: true)
        _ = try await prepared.workflow.nameHost(
            try await prepared.token("representative-1"), PreparedConvention.named, gives: true)
        prepared.hands.advance(by: Self.day)
        #expect(try await counts(prepared.workflow, prepared.store) == [.hostProposed: 1])
        #expect(
            try await digest(prepared.workflow, prepared.store).contains(
                "à vérifier (seing convention show) (1)"))
    }

    @Test func `whose mail was given up`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        for item in try await bench.store.outboxStore.claim(bench.hands.now, bench.hands.now, 100) {
            try await bench.store.outboxStore.settle(item.id, .dead(reason: "550"), bench.hands.now)
        }
        bench.hands.advance(by: Self.day)
        #expect(try await counts(bench.workflow, bench.store) == [.unreached: 1])
        #expect(try await digest(bench.workflow, bench.store).contains("adresse à corriger (1)"))
    }

    @Test func `whose link reached somebody else`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        try await bench.workflow.disown(try await bench.hands.signingLink("student"))
        bench.hands.advance(by: Self.day)
        #expect(try await counts(bench.workflow, bench.store) == [.unreached: 1])
        #expect(try await digest(bench.workflow, bench.store).contains("adresse à corriger (1)"))
    }

    @Test func `that is not covered on its first day`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        bench.hands.advance(by: 14 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        bench.hands.advance(by: Self.day)
        #expect(try await counts(bench.workflow, bench.store) == [.notCovered: 1])
        #expect(try await digest(bench.workflow, bench.store).contains("Stages non couverts"))
        bench.hands.advance(by: 30 * Self.day)
        #expect(try await counts(bench.workflow, bench.store).isEmpty, "the placement is over")
    }

    @Test func `whose signature waits for its time-stamp for an hour`() async throws {
        let bench = try Bench(
            signer: RevisionSigner { _ throws(SigningInability) in throw SigningInability(.noTimeStamp, reason: "no") })
        _ = try await bench.hands.issued()
        bench.hands.advance(by: Self.day)
        _ = try await bench.hands.answer(try await bench.hands.prepare("student"))
        #expect(try await counts(bench.workflow, bench.store).isEmpty)
        bench.hands.advance(by: 3_600)
        #expect(try await counts(bench.workflow, bench.store) == [.signatureWaits: 1])
        #expect(
            try await digest(bench.workflow, bench.store).contains(
                "Bloquées, à signaler à qui fait fonctionner le service (1)"))
    }

    @Test func `that is completed and not archived after a day`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        #expect(try await counts(bench.workflow, bench.store).isEmpty)
        bench.hands.advance(by: Self.day)
        #expect(try await counts(bench.workflow, bench.store) == [.notArchived: 1])
        #expect(try await digest(bench.workflow, bench.store).contains("pas archivée depuis plus d’un jour"))
        _ = try await bench.workflow.archive(id)
        #expect(try await counts(bench.workflow, bench.store).isEmpty)
    }

    @Test func `that waits for the school before it is issued`() async throws {
        let prepared = try await PreparedConvention(texts: Bench.texts())
        try await prepared.workflow.disputeFamily(try await prepared.token("representative-1"), message: "Faux")
        prepared.hands.advance(by: Self.day)
        #expect(try await counts(prepared.workflow, prepared.store) == [.disputed: 1])
        #expect(try await digest(prepared.workflow, prepared.store).contains("La famille signale une erreur"))
        try await prepared.confirm()
        try await prepared.give()
        #expect(try await counts(prepared.workflow, prepared.store) == [.toApprove: 1])
        #expect(try await digest(prepared.workflow, prepared.store).contains("À approuver"))
    }

    @Test func `that nobody answers to, after three reminders`() async throws {
        let prepared = try await PreparedConvention(texts: Bench.texts())
        let id = try await prepared.workflow.prepare(
            PreparedConvention.request(
                pupil: "Malo", prepared.hands.sample.contacts,
                [("2026-06-22", "2026-09-21"), ("2026-06-26", "2026-09-25")]))
        for _ in 0..<30 {
            prepared.hands.advance(by: Self.day)
            _ = try await prepared.workflow.meetDeadlines(of: id)
        }
        #expect(try await counts(prepared.workflow, prepared.store)[.silent] == 1)
        #expect(try await digest(prepared.workflow, prepared.store).contains("Malo Diallo"))
    }

    @Test func `that all have signed and nobody found complete`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        let history = try #require(try await bench.store.conventionStore.history(id))
        let head = try #require(try await bench.workflow.show(id).revisions.last).digest
        let base = try #require(try await bench.workflow.show(id).revisions.first).digest
        let next = try #require(DocumentDigest(bytes: [UInt8](repeating: 7, count: 32)))
        var change = ConventionChange(convention: id, expectedHead: history.head, at: bench.hands.now)
        change.events = [
            .consentGiven(
                Consent(
                    fieldName: "employer", attempt: "a", statementID: "c", statementVersion: "1", textDigest: next,
                    shownDigest: head, baseDigest: base)),
            .signed(
                SignatureRecord(
                    fieldName: "employer", attempt: "a", identification: .accessToken, shownDigest: head,
                    previousDigest: head, revisionDigest: next, signedAt: bench.hands.now, codeTries: 0,
                    certificate: CertificateFacts(serialNumber: "01", sha256Fingerprint: next, level: "B-T"))),
        ]
        try await bench.store.conventionStore.commit(change)
        bench.hands.advance(by: Self.day)
        #expect(try await counts(bench.workflow, bench.store) == [.notCompleted: 1])
        #expect(try await digest(bench.workflow, bench.store).contains("pas reconnue complète"))
    }

    @Test func `is read again after ten minutes, and not before`() async throws {
        let bench = try Bench()
        let watch = StuckWatch(bench.workflow, outbox: bench.store.outboxStore)
        #expect(try await watch.counts()[.unreached] == 0)
        _ = try await bench.hands.issued()
        try await bench.workflow.disown(try await bench.hands.signingLink("student"))
        bench.hands.advance(by: 599)
        #expect(try await watch.counts()[.unreached] == 0)
        bench.hands.advance(by: 1)
        #expect(try await watch.counts()[.unreached] == 1)
    }
}
