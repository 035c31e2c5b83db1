import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

private struct HasNotWaited: Error {}

/// A bench whose time-stamping authority answers only when it is switched on.
private struct SlowTime {
    let bench: Bench
    let authority = Switch(false)
    let made = Counter()

    init() throws {
        let (authority, made) = (authority, made)
        bench = try Bench(
            signer: RevisionSigner { request throws(SigningInability) in
                await made.add()
                guard authority.isOn else { throw SigningInability(.noTimeStamp, reason: "no answer") }
                return PaperDocument.sign(request)
            })
    }

    var hands: WorkflowBench { bench.hands }
    var workflow: ConventionWorkflow { bench.workflow }

    func kinds(_ id: ConventionID) async throws -> [ConventionEvent.Kind] {
        try await workflow.show(id).history.map(\.kind)
    }

    func revisionCount(_ id: ConventionID) async throws -> Int { try await workflow.show(id).revisions.count }

    /// The student has agreed and confirmed; nobody gave a time-stamp.
    func waiting() async throws -> (ConventionID, ReadyToSign, PendingSigning) {
        let id = try await hands.issued()
        let ready = try await hands.prepare("student")
        guard case .pending(let pending) = try await hands.answer(ready) else { throw HasNotWaited() }
        return (id, ready, pending)
    }
}

@Suite("A signature without a time-stamp")
struct PendingTests {
    @Test func `keeps the consent and writes no revision`() async throws {
        let slow = try SlowTime()
        let (id, ready, pending) = try await slow.waiting()
        #expect(try await slow.revisionCount(id) == 1)
        #expect(try await slow.kinds(id).suffix(3) == [.consentGiven, .codeSent, .signaturePending])
        #expect(pending.since == slow.hands.now && pending.signatory.fieldName == "student")
        #expect(pending.consentEndsAt == slow.hands.now.addingTimeInterval(86_400))
        #expect(try await slow.workflow.view(ready.token).situation == .pending(pending))
    }

    @Test func `is no harm to click twice, whatever the code, and no code is tried again`() async throws {
        let slow = try SlowTime()
        let (id, ready, pending) = try await slow.waiting()
        #expect(try await slow.hands.answer(ready) == .pending(pending))
        let guess = ReadyToSign(token: ready.token, code: "000000", shown: ready.shown, attempt: ready.attempt)
        #expect(try await slow.hands.answer(guess) == .pending(pending))
        #expect(try await slow.kinds(id).count { $0 == .signaturePending } == 1)
        #expect(await slow.made.count == 1)
    }

    @Test func `takes no other consent and sends no other code for signing`() async throws {
        let slow = try SlowTime()
        let (_, ready, _) = try await slow.waiting()
        let view = try await slow.workflow.view(ready.token)
        await #expect(throws: WorkflowError.signaturePending) {
            try await slow.workflow.requestCode(ready.token, consent: view.agreement)
        }
    }

    @Test func `is made later, once, with its receipt and the next invitations`() async throws {
        let slow = try SlowTime()
        let (id, ready, _) = try await slow.waiting()
        var report = try await slow.workflow.settlePending()
        #expect(report.waiting == 1 && report.signed == 0 && report.oldest == slow.hands.now)
        #expect(try await slow.revisionCount(id) == 1)
        slow.hands.advance(by: 3_600)
        slow.authority.set(true)
        report = try await slow.workflow.settlePending()
        #expect(report.signed == 1 && report.remaining == 0 && report.oldest == nil)
        guard case .signed(let receipt) = try await slow.workflow.view(ready.token).situation else {
            Issue.record("expected a receipt")
            return
        }
        #expect(receipt.signedAt == slow.hands.now && receipt.shownDigest == ready.shown)
        #expect(try await slow.hands.mails(to: "student").last?.subject.contains("enregistrée") == true)
        #expect(try await slow.workflow.settlePending() == PendingReport())
        #expect(try await slow.revisionCount(id) == 2)
    }

    @Test func `keeps the next group waiting, and lets the same group go on`() async throws {
        let slow = try SlowTime()
        let (id, _, _) = try await slow.waiting()
        #expect(try await slow.hands.mails(to: "school").isEmpty)
        slow.authority.set(true)
        try await slow.hands.sign("representative-1")
        #expect(try await slow.hands.mails(to: "school").isEmpty)
        #expect(try await slow.workflow.settlePending().signed == 1)
        #expect(try await slow.hands.mails(to: "school").count == 1)
        #expect(try await slow.workflow.show(id).summary.signatureCount == 2)
    }

    @Test func `once used, its code signs nothing after the consent has lapsed`() async throws {
        let slow = try SlowTime()
        let (_, ready, _) = try await slow.waiting()
        slow.hands.advance(by: 86_400)
        slow.authority.set(true)
        #expect(try await slow.workflow.settlePending().lapsed == 1)
        await #expect(throws: WorkflowError.revokedLink) { try await slow.hands.answer(ready) }
        let token = try await slow.hands.signingLink("student")
        await #expect(throws: WorkflowError.codeExpired) {
            try await slow.workflow.sign(token, code: ready.code, shownDigest: ready.shown, attempt: ready.attempt)
        }
    }

    @Test func `is made until the last second of a day, and not after`() async throws {
        let slow = try SlowTime()
        let (id, _, _) = try await slow.waiting()
        slow.hands.advance(by: 86_399)
        #expect(try await slow.workflow.settlePending().waiting == 1)
        slow.hands.advance(by: 1)
        #expect(try await slow.workflow.settlePending().lapsed == 1)
        #expect(try await slow.workflow.settlePending() == PendingReport())
        let mail = try #require(try await slow.hands.mails(to: "student").last)
        #expect(mail.subject.contains("à redonner"))
        slow.authority.set(true)
        try await slow.hands.sign("student")
        #expect(try await slow.workflow.show(id).summary.signatureCount == 1)
    }

    @Test func `ends with the signatory's refusal and the school's cancellation, and nothing is made of it`()
        async throws
    {
        let slow = try SlowTime()
        let (refused, ready, _) = try await slow.waiting()
        try await slow.hands.refuse(ready.token, "student", reason: "J’ai changé d’avis.")
        slow.authority.set(true)
        #expect(try await slow.workflow.settlePending() == PendingReport())
        #expect(try await slow.workflow.show(refused).summary.status == .refused)
        let other = try SlowTime()
        let (cancelled, _, _) = try await other.waiting()
        try await other.workflow.cancel(cancelled, reason: "Erreur")
        other.authority.set(true)
        #expect(try await other.workflow.settlePending() == PendingReport())
        #expect(try await other.revisionCount(cancelled) == 1)
    }

    @Test func `lapses when the address at which the signatory was identified is corrected`() async throws {
        let slow = try SlowTime()
        let (id, _, _) = try await slow.waiting()
        try await slow.workflow.correctContact(of: id, signatory: "student", email: "awa@exemple.fr")
        #expect(try await slow.kinds(id).suffix(3) == [.consentLapsed, .contactCorrected, .invited])
        slow.authority.set(true)
        #expect(try await slow.workflow.settlePending() == PendingReport())
        #expect(try await slow.revisionCount(id) == 1)
    }

    @Test func `is not invited again by the school meanwhile`() async throws {
        let slow = try SlowTime()
        let (id, _, _) = try await slow.waiting()
        await #expect(throws: WorkflowError.signaturePending) {
            try await slow.workflow.resendInvitation(of: id, to: "student")
        }
    }

    @Test func `asks an authority that does not answer once a round, however many wait`() async throws {
        let slow = try SlowTime()
        for _ in 0..<3 { _ = try await slow.waiting() }
        let before = await slow.made.count
        let report = try await slow.workflow.settlePending()
        #expect(report.waiting == 3)
        #expect(await slow.made.count == before + 1)
    }

    @Test func `of two who decide at once, both wait and both end up signed`() async throws {
        let slow = try SlowTime()
        let id = try await slow.hands.issued()
        let ready = [try await slow.hands.prepare("student"), try await slow.hands.prepare("representative-1")]
        async let first = slow.hands.answer(ready[0])
        async let second = slow.hands.answer(ready[1])
        _ = try await (first, second)
        slow.authority.set(true)
        #expect(try await slow.workflow.settlePending().signed == 2)
        #expect(try await slow.workflow.show(id).summary.signatureCount == 2)
    }

    @Test func `another fault than a missing time-stamp keeps nothing`() async throws {
        let bench = try Bench(
            signer: RevisionSigner { _ throws(SigningInability) in throw SigningInability(reason: "no key") })
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.unavailable(.signing)) { try await bench.hands.answer(ready) }
        #expect(try await bench.workflow.show(id).history.allSatisfy { $0.kind != .signaturePending })
    }
}

@Suite("A countersignature without a time-stamp")
struct PendingCountersignatureTests {
    private func waiting() async throws -> (SlowTime, ConventionID, AccessToken, CountersignatureRequest) {
        let slow = try SlowTime()
        slow.authority.set(true)
        let id = try await slow.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await slow.hands.sign(fieldName) }
        slow.authority.set(false)
        return (slow, id, try await slow.hands.accessToken(), try await slow.hands.request(id))
    }

    @Test func `waits, the same request tells so, and then gives the result`() async throws {
        let (slow, id, token, request) = try await waiting()
        let first = try await slow.workflow.countersign(id, accessToken: token, request: request)
        guard case .pending(let pending, isReplay: false) = first else {
            Issue.record("expected to wait, found \(first)")
            return
        }
        let again = try await slow.workflow.countersign(id, accessToken: token, request: request)
        #expect(again == .pending(pending, isReplay: true))
        let view = try await slow.workflow.employerView(id, accessToken: token)
        #expect(!view.isYourTurn && view.pendingSince == pending.since)
        slow.authority.set(true)
        #expect(try await slow.workflow.settlePending().signed == 1)
        let result = try await slow.workflow.countersign(id, accessToken: token, request: request).result
        #expect(result.isReplay && result.isComplete)
        #expect(try await slow.workflow.show(id).summary.status == .completed)
    }

    @Test func `another key meanwhile is a conflict, and another body with the same key`() async throws {
        let (slow, id, token, request) = try await waiting()
        _ = try await slow.workflow.countersign(id, accessToken: token, request: request)
        let other = try await slow.hands.request(id, key: "key-2")
        await #expect(throws: WorkflowError.signaturePending) {
            try await slow.workflow.countersign(id, accessToken: token, request: other)
        }
        let changed = CountersignatureRequest(
            signatory: request.signatory, capacity: request.capacity, consentVersion: "0",
            revisionDigest: request.revisionDigest, idempotencyKey: request.idempotencyKey)
        await #expect(throws: WorkflowError.idempotencyConflict) {
            try await slow.workflow.countersign(id, accessToken: token, request: changed)
        }
    }

    @Test func `the same request twice at once is recorded once`() async throws {
        let (slow, id, token, request) = try await waiting()
        async let first = slow.workflow.countersign(id, accessToken: token, request: request)
        async let second = slow.workflow.countersign(id, accessToken: token, request: request)
        for outcome in [try await first, try await second] {
            guard case .pending = outcome else {
                Issue.record("expected to wait, found \(outcome)")
                continue
            }
        }
        #expect(try await slow.kinds(id).count { $0 == .signaturePending } == 1)
    }

    @Test func `after a day the employer gets a new token and is asked again`() async throws {
        let (slow, id, token, request) = try await waiting()
        _ = try await slow.workflow.countersign(id, accessToken: token, request: request)
        slow.hands.advance(by: 86_400)
        #expect(try await slow.workflow.settlePending().lapsed == 1)
        await #expect(throws: WorkflowError.unauthorized) {
            try await slow.workflow.countersign(id, accessToken: token, request: request)
        }
        slow.authority.set(true)
        #expect(try await slow.hands.accessToken() != token)
        #expect(try await slow.hands.countersign(id).isComplete)
    }

    @Test func `a refusal meanwhile ends the convention`() async throws {
        let (slow, id, token, request) = try await waiting()
        _ = try await slow.workflow.countersign(id, accessToken: token, request: request)
        _ = try await slow.workflow.refuse(
            id, accessToken: token, request: EmployerRefusalRequest(reason: "Non", idempotencyKey: "key-3"))
        await #expect(throws: WorkflowError.conventionRefused) {
            try await slow.workflow.countersign(id, accessToken: token, request: request)
        }
    }
}
