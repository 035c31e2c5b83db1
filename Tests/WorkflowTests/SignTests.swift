import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Signing")
struct SignTests {
    @Test func `the order is enforced where the signature is made, whatever link somebody has got hold of`()
        async throws
    {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let view = try await bench.workflow.view(try await bench.hands.signingLink("student"))
        let token = try #require(LinkToken(String(repeating: "B", count: 43)))
        try await plant(token, for: "school", in: bench, base: view.documentDigest, on: view.convention)
        let statement = try await bench.workflow.view(token).consent
        let agreement = ConsentGiven(
            statementID: statement.id, version: statement.version, shownDigest: view.documentDigest)
        await #expect(throws: WorkflowError.notYourTurn(waitingFor: [.student, .representative])) {
            try await bench.workflow.requestCode(token, consent: agreement)
        }
        #expect(try await bench.workflow.view(token).situation == .waiting(for: [.student, .representative]))
    }

    private func plant(
        _ token: LinkToken, for fieldName: String, in bench: Bench, base: DocumentDigest, on id: ConventionID
    ) async throws {
        let store = bench.store.conventionStore
        let history = try #require(try await store.history(id))
        var change = ConventionChange(convention: id, expectedHead: history.head, at: bench.hands.now)
        change.links = [
            LinkRecord(
                hash: token.hash, kind: .signing, convention: id, fieldName: fieldName, baseDigest: base,
                expiresAt: bench.hands.now.addingTimeInterval(60))
        ]
        try await store.commit(change)
    }

    @Test func `signing without asking for a code is refused`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let view = try await bench.workflow.view(token)
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.sign(
                token, code: "123456", shownDigest: view.documentDigest,
                attempt: try #require(AttemptID(String(repeating: "A", count: 43))))
        }
    }

    @Test func `a consent of another role or another version is refused`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let view = try await bench.workflow.view(token)
        let other = ConsentGiven(
            statementID: "consent-school", version: view.consent.version, shownDigest: view.documentDigest)
        await #expect(throws: WorkflowError.consentMissing) {
            try await bench.workflow.requestCode(token, consent: other)
        }
        let older = ConsentGiven(statementID: view.consent.id, version: "2024-01", shownDigest: view.documentDigest)
        await #expect(throws: WorkflowError.consentVersionChanged(current: view.consent.version)) {
            try await bench.workflow.requestCode(token, consent: older)
        }
    }

    @Test func `a consent to a document that is no revision of this convention is refused`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let view = try await bench.workflow.view(token)
        let forged = ConsentGiven(
            statementID: view.consent.id, version: view.consent.version, shownDigest: PaperDocument.digest([0]))
        await #expect(throws: WorkflowError.documentChanged(current: view.documentDigest)) {
            try await bench.workflow.requestCode(token, consent: forged)
        }
    }

    @Test func `the consent event says what was agreed to, word for word, and on which document`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let view = try await bench.workflow.view(try await bench.hands.signingLink("student"))
        try await bench.hands.sign("student")
        let history = try #require(try await bench.store.conventionStore.history(id))
        let consents = history.entries.compactMap { entry -> Consent? in
            if case .consentGiven(let consent) = entry.event { consent } else { nil }
        }
        let consent = try #require(consents.first)
        #expect(consent.statementID == "consent-student" && consent.statementVersion == view.consent.version)
        #expect(consent.textDigest == PaperDocument.digest(Array(view.consent.text.utf8)))
        #expect(consent.shownDigest == view.documentDigest && consent.baseDigest == view.documentDigest)
    }

    @Test func `a double click, two tabs and a retry give one signature and the same receipt`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        async let first = bench.hands.finish(ready)
        async let second = bench.hands.finish(ready)
        let receipts = [try await first, try await second, try await bench.hands.finish(ready)]
        #expect(Set(receipts).count == 1)
        #expect(try await bench.workflow.show(id).summary.signatureCount == 1)
        #expect(try await bench.hands.mails(to: "student").count { $0.subject.contains("enregistrée") } == 1)
    }

    @Test func `the earlier tab's code gives the receipt once the later tab has signed`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let earlier = try await bench.hands.prepare("student")
        let receipt = try await bench.hands.sign("student")
        #expect(try await bench.hands.finish(earlier) == receipt)
    }

    @Test func `two signatories at once both end up signed, one after the other`() async throws {
        let gate = Gate(expecting: 2)
        let bench = try Bench(signer: PaperDocument.signer { await gate.pass() })
        let id = try await bench.hands.issued()
        let student = try await bench.hands.prepare("student")
        let parent = try await bench.hands.prepare("representative-1")
        async let first = bench.hands.finish(student)
        async let second = bench.hands.finish(parent)
        let receipts = [try await first, try await second]
        let detail = try await bench.workflow.show(id)
        #expect(detail.revisions.count == 3 && detail.summary.signatureCount == 2)
        #expect(Set(receipts.map(\.revisionDigest)) == Set(detail.revisions.dropFirst().map(\.digest)))
        #expect(receipts.allSatisfy { $0.shownDigest == detail.revisions[0].digest })
        let document = try await bench.workflow.document(of: id)
        #expect(Set(PaperDocument.assess(document.bytes).signedFields) == ["student", "representative-1"])
    }

    @Test func `what was read before somebody else signed can still be signed`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        try await bench.hands.sign("representative-1")
        let receipt = try await bench.hands.finish(ready)
        #expect(receipt.shownDigest == ready.shown)
        #expect(try await bench.workflow.show(id).summary.signatureCount == 2)
    }

    @Test func `a revision that the verifier refuses is not stored, and the same code can be tried again`() async throws
    {
        let doubt = Switch(true)
        let bench = try Bench(
            verifier: RevisionVerifier { document, _ in
                let good = PaperDocument.assess(document)
                guard !good.signedFields.isEmpty, doubt.isOn else { return good }
                return RevisionAssessment(isSound: false, signedFields: good.signedFields, isComplete: false)
            })
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.unavailable(.verification)) { try await bench.hands.finish(ready) }
        #expect(try await bench.workflow.show(id).revisions.count == 1)
        doubt.set(false)
        _ = try await bench.hands.finish(ready)
    }

    @Test func `a signer that rewrites earlier bytes is refused`() async throws {
        let bench = try Bench(
            signer: RevisionSigner { request in
                let signed = PaperDocument.sign(request)
                return SignedRevision(
                    document: PaperDocument.changingOneByte(of: signed.document), certificate: signed.certificate)
            })
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.unavailable(.verification)) { try await bench.hands.finish(ready) }
    }

    @Test func `a signer that signs in another's field is refused`() async throws {
        let bench = try Bench(
            signer: RevisionSigner { request in
                let line = "SIGNED employer 0 0\n"
                let facts = PaperDocument.sign(request).certificate
                return SignedRevision(document: request.document + Array(line.utf8), certificate: facts)
            })
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.unavailable(.verification)) { try await bench.hands.finish(ready) }
    }

    @Test func `when the store is full nothing is signed, and the same request succeeds later`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        bench.store.failCommits(with: .unavailable("database or disk is full"))
        await #expect(throws: WorkflowError.unavailable(.storage)) { try await bench.hands.finish(ready) }
        #expect(try await bench.workflow.show(id).summary.signatureCount == 0)
        bench.store.failCommits(with: nil)
        _ = try await bench.hands.finish(ready)
    }

    @Test func `somebody else's events while the signature is made do not make it anew`() async throws {
        let calls = Counter()
        let meanwhile = Meanwhile()
        let bench = try Bench(
            signer: RevisionSigner { request in
                await calls.add()
                await meanwhile.happen()
                return PaperDocument.sign(request)
            })
        let id = try await bench.hands.issued()
        let other = try await bench.hands.signingLink("representative-1")
        let ready = try await bench.hands.prepare("student")
        await meanwhile.set { try? await bench.workflow.recordOpening(other) }
        _ = try await bench.hands.finish(ready)
        #expect(await calls.count == 1)
        #expect(try await bench.workflow.show(id).history.map(\.kind).contains(.opened))
    }

    @Test func `a cancellation while the signature is made wins, and the signature is not stored`() async throws {
        let meanwhile = Meanwhile()
        let bench = try Bench(
            signer: RevisionSigner { request in
                await meanwhile.happen()
                return PaperDocument.sign(request)
            })
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        await meanwhile.set { try? await bench.workflow.cancel(id, reason: "Erreur") }
        await #expect(throws: WorkflowError.conventionCancelled) { try await bench.hands.finish(ready) }
        #expect(try await bench.workflow.show(id).revisions.count == 1)
    }

    @Test func `when others are always faster, the signatory is asked to try again and nothing is lost`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        bench.store.failCommits(with: .headMoved)
        await #expect(throws: WorkflowError.unavailable(.contention)) { try await bench.hands.finish(ready) }
        bench.store.failCommits(with: nil)
        _ = try await bench.hands.finish(ready)
    }
}
