import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Countersigning")
struct CountersignTests {
    private func readyForEmployer(
        _ sample: SampleConvention = SampleConvention()
    ) async throws -> (Bench, ConventionID) {
        let bench = try Bench(sample: sample)
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        return (bench, id)
    }

    @Test func `a token of another convention, a forged or an expired one opens nothing`() async throws {
        let (bench, id) = try await readyForEmployer()
        let request = try await bench.hands.request(id)
        let token = try await bench.hands.accessToken()
        let other = try await bench.hands.drafted()
        let forged = try #require(AccessToken(String(repeating: "A", count: 43)))
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.countersign(other, accessToken: token, request: request)
        }
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.countersign(id, accessToken: forged, request: request)
        }
        bench.hands.advance(by: 14 * 86_400)
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.countersign(id, accessToken: token, request: request)
        }
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.document(of: id, accessToken: token)
        }
    }

    @Test func `an expired token is renewed from the reading link`() async throws {
        let (bench, id) = try await readyForEmployer(.lateInJune)
        let reading = try await bench.hands.readingLink("employer")
        let old = try await bench.hands.accessToken()
        bench.hands.advance(by: 20 * 86_400)
        try await bench.workflow.renewLink(reading)
        #expect(try await bench.hands.accessToken() != old)
        #expect(try await bench.hands.countersign(id).isComplete)
    }

    @Test func `another person or capacity than the token's is refused`() async throws {
        let (bench, id) = try await readyForEmployer()
        let good = try await bench.hands.request(id)
        for (name, capacity) in [("Paul Martin", good.capacity), (good.signatory, "Présidente"), ("", "")] {
            let request = CountersignatureRequest(
                signatory: name, capacity: capacity, consentVersion: good.consentVersion,
                revisionDigest: good.revisionDigest, idempotencyKey: "k")
            await #expect(throws: WorkflowError.signatoryMismatch) {
                try await bench.workflow.countersign(
                    id, accessToken: try await bench.hands.accessToken(), request: request)
            }
        }
    }

    @Test func `another version of the consent is refused, naming the one in force`() async throws {
        let (bench, id) = try await readyForEmployer()
        let good = try await bench.hands.request(id)
        let request = CountersignatureRequest(
            signatory: good.signatory, capacity: good.capacity, consentVersion: "2020-01",
            revisionDigest: good.revisionDigest, idempotencyKey: "k")
        await #expect(throws: WorkflowError.consentVersionChanged(current: good.consentVersion)) {
            try await bench.workflow.countersign(
                id, accessToken: try await bench.hands.accessToken(), request: request)
        }
    }

    @Test func `another revision than the newest is refused, naming the newest`() async throws {
        let (bench, id) = try await readyForEmployer()
        let good = try await bench.hands.request(id)
        let base = try #require(try await bench.workflow.show(id).revisions.first).digest
        for stale in [base, PaperDocument.digest([1])] {
            let request = CountersignatureRequest(
                signatory: good.signatory, capacity: good.capacity, consentVersion: good.consentVersion,
                revisionDigest: stale, idempotencyKey: "k")
            await #expect(throws: WorkflowError.documentChanged(current: good.revisionDigest)) {
                try await bench.workflow.countersign(
                    id, accessToken: try await bench.hands.accessToken(), request: request)
            }
        }
    }

    @Test func `a tutor or teacher who signs between reading and signing is no hindrance; what was read is kept`()
        async throws
    {
        let (bench, id) = try await readyForEmployer(.withOptional)
        let read = try await bench.hands.request(id)
        try await bench.hands.sign("tutor")
        try await bench.hands.sign("referent-teacher")
        let token = try await bench.hands.accessToken()
        let outcome = try await bench.workflow.countersign(id, accessToken: token, request: read)
        guard case .signed(let result) = outcome else {
            Issue.record("expected a signature")
            return
        }
        #expect(result.isComplete && result.receipt.shownDigest == read.revisionDigest)
        let revisions = try await bench.workflow.show(id).revisions
        #expect(revisions.map(\.fieldName).suffix(3) == ["tutor", "referent-teacher", "employer"])
        let events = try await bench.store.conventionStore.history(id)?.entries.map(\.event) ?? []
        let consents = events.compactMap { event -> Consent? in
            if case .consentGiven(let consent) = event, consent.fieldName == "employer" { consent } else { nil }
        }
        #expect(consents.map(\.shownDigest) == [read.revisionDigest])
    }

    @Test func `somebody who must sign and did so since is a hindrance, whoever need not signed besides`() async throws
    {
        let bench = try Bench(sample: .withOptional)
        let id = try await bench.hands.issued(.preset(.free))
        try await bench.hands.sign("tutor")
        let read = try await bench.hands.request(id)
        try await bench.hands.sign("student")
        try await bench.hands.sign("referent-teacher")
        let newest = try #require(try await bench.workflow.show(id).revisions.last).digest
        let token = try await bench.hands.accessToken()
        await #expect(throws: WorkflowError.documentChanged(current: newest)) {
            try await bench.workflow.countersign(id, accessToken: token, request: read)
        }
    }

    @Test func `before its turn the employer has no token, and one planted would not help`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        await #expect(throws: NotInTheMail.self) { try await bench.hands.accessToken() }
        let token = try #require(AccessToken(String(repeating: "C", count: 43)))
        let store = bench.store.conventionStore
        let history = try #require(try await store.history(id))
        var change = ConventionChange(convention: id, expectedHead: history.head, at: bench.hands.now)
        change.accessGrants = [
            AccessGrant(
                hash: token.hash, convention: id, fieldName: "employer",
                expiresAt: bench.hands.now.addingTimeInterval(60))
        ]
        try await store.commit(change)
        let view = try await bench.workflow.employerView(id, accessToken: token)
        #expect(!view.isYourTurn)
        let request = CountersignatureRequest(
            signatory: view.signatory.name.full, capacity: view.signatory.capacity,
            consentVersion: view.consent.version, revisionDigest: view.revisionDigest, idempotencyKey: "k")
        await #expect(throws: WorkflowError.notYourTurn(waitingFor: [.student, .representative])) {
            try await bench.workflow.countersign(id, accessToken: token, request: request)
        }
    }

    @Test func `the same key and body give the same signature, again and again`() async throws {
        let (bench, id) = try await readyForEmployer()
        let token = try await bench.hands.accessToken()
        let request = try await bench.hands.request(id)
        let first = try await bench.workflow.countersign(id, accessToken: token, request: request).result
        let second = try await bench.workflow.countersign(id, accessToken: token, request: request).result
        #expect(first.receipt == second.receipt && !first.isReplay && second.isReplay && second.isComplete)
        #expect(try await bench.workflow.show(id).summary.signatureCount == 4)
    }

    @Test func `the same key twice at once gives one signature`() async throws {
        let (bench, id) = try await readyForEmployer()
        let token = try await bench.hands.accessToken()
        let request = try await bench.hands.request(id)
        async let first = bench.workflow.countersign(id, accessToken: token, request: request).result
        async let second = bench.workflow.countersign(id, accessToken: token, request: request).result
        let results = [try await first, try await second]
        #expect(Set(results.map(\.receipt)).count == 1)
        #expect(results.count { $0.isReplay } == 1)
    }

    @Test func `the same key with another body is a conflict`() async throws {
        let (bench, id) = try await readyForEmployer()
        let token = try await bench.hands.accessToken()
        let request = try await bench.hands.request(id)
        _ = try await bench.workflow.countersign(id, accessToken: token, request: request)
        let other = CountersignatureRequest(
            signatory: request.signatory, capacity: request.capacity, consentVersion: "2020-01",
            revisionDigest: request.revisionDigest, idempotencyKey: request.idempotencyKey)
        await #expect(throws: WorkflowError.idempotencyConflict) {
            try await bench.workflow.countersign(id, accessToken: token, request: other)
        }
    }

    @Test func `another key after the signature is told that it is signed`() async throws {
        let (bench, id) = try await readyForEmployer()
        let request = try await bench.hands.request(id, key: "second")
        try await bench.hands.countersign(id, key: "first")
        await #expect(throws: WorkflowError.alreadySigned) {
            try await bench.workflow.countersign(
                id, accessToken: try await bench.hands.accessToken(), request: request)
        }
    }

    @Test(arguments: ["", "a b", "clé", String(repeating: "x", count: 256)])
    func `a key that is no header value is refused`(key: String) async throws {
        let (bench, id) = try await readyForEmployer()
        let request = try await bench.hands.request(id, key: key)
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.countersign(
                id, accessToken: try await bench.hands.accessToken(), request: request)
        }
        #expect(try await bench.workflow.show(id).summary.signatureCount == 3)
    }
}
