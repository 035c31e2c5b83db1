import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Signing with an own certificate")
struct OwnCertificateTests {
    private func bench(
        _ settings: WorkflowSettings = WorkflowSettings(),
        _ signer: OwnCertificateSigner = PaperDocument.ownCertificates()
    ) async throws -> (Bench, ConventionID) {
        let bench = try Bench(settings: settings, ownCertificates: signer)
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        return (bench, id)
    }

    private func request(
        _ bench: Bench, _ id: ConventionID, certificate: String = "person", consent: String? = nil,
        capacity: String? = nil, revision: DocumentDigest? = nil
    ) async throws -> OwnSignatureStart {
        let good = try await bench.hands.request(id)
        return OwnSignatureStart(
            signatory: good.signatory, capacity: capacity ?? good.capacity,
            consentVersion: consent ?? good.consentVersion, revisionDigest: revision ?? good.revisionDigest,
            choice: OwnCertificateChoice(
                certificates: [Array(certificate.utf8)], signatureAlgorithm: "1.2", hashAlgorithm: nil))
    }

    private func start(
        _ bench: Bench, _ id: ConventionID, certificate: String = "person"
    ) async throws -> OwnSignatureSession {
        try await bench.workflow.startOwnSignature(
            id, accessToken: try await bench.hands.accessToken(),
            request: try await request(bench, id, certificate: certificate))
    }

    @discardableResult
    private func complete(
        _ bench: Bench, _ session: OwnSignatureSession, value: [UInt8]? = nil, key: String = "key"
    ) async throws -> CountersignatureResult {
        try await bench.workflow.completeOwnSignature(
            session.convention, accessToken: try await bench.hands.accessToken(),
            request: OwnSignatureValue(
                session: session.session, value: value ?? session.prepared.hash, idempotencyKey: key))
    }

    private func signatureCount(_ bench: Bench, _ id: ConventionID) async throws -> Int {
        try await bench.workflow.show(id).summary.signatureCount
    }

    @Test func `is recorded with the consent, completes the convention, and is told apart`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        #expect(session.expiresAt == bench.hands.now.addingTimeInterval(600))
        bench.hands.advance(by: 60)
        let result = try await complete(bench, session)
        #expect(result.isComplete && !result.isReplay && result.receipt.certificate.ownCertificate == .signature)
        #expect(result.receipt.signedAt == bench.hands.now)
        let history = try #require(try await bench.store.conventionStore.history(id))
        let kinds = history.entries.map(\.event.kind).suffix(3)
        #expect(kinds == [.consentGiven, .signed, .completed])
    }

    @Test func `the same value with the same key gives the same result, even after the session's time`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        let first = try await complete(bench, session)
        bench.hands.advance(by: 86_400)
        let second = try await complete(bench, session)
        #expect(first.receipt == second.receipt && second.isReplay)
        await #expect(throws: WorkflowError.idempotencyConflict) { try await complete(bench, session, value: [1]) }
        await #expect(throws: WorkflowError.alreadySigned) { try await complete(bench, session, key: "other") }
        await #expect(throws: WorkflowError.alreadySigned) { try await start(bench, id) }
        #expect(try await signatureCount(bench, id) == 4)
    }

    @Test func `the same value twice at once gives one signature`() async throws {
        let gate = Gate(expecting: 2)
        let (bench, id) = try await bench(WorkflowSettings(), PaperDocument.ownCertificates { await gate.pass() })
        let session = try await start(bench, id)
        async let first = complete(bench, session)
        async let second = complete(bench, session)
        let results = [try await first, try await second]
        #expect(Set(results.map(\.receipt)).count == 1 && results.count { $0.isReplay } == 1)
        #expect(try await signatureCount(bench, id) == 4)
    }

    @Test func `a wrong value changes nothing, and the session goes on`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        await #expect(throws: WorkflowError.ownCertificate(.signatureInvalid)) {
            try await complete(bench, session, value: [1, 2, 3])
        }
        #expect(try await signatureCount(bench, id) == 3)
        #expect(try await complete(bench, session).isComplete)
    }

    @Test func `without a time-stamp nothing is kept, and the same can be sent again`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        await #expect(throws: WorkflowError.unavailable(.timeStamping)) {
            try await complete(bench, session, value: Array("no time-stamp".utf8))
        }
        #expect(try await !bench.workflow.show(id).parties.contains { $0.isPending })
        #expect(try await complete(bench, session, key: "again").isComplete)
    }

    @Test func `ends after ten minutes, and is remembered as expired`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        bench.hands.advance(by: 600)
        await #expect(throws: WorkflowError.ownCertificate(.sessionExpired)) { try await complete(bench, session) }
        #expect(try await signatureCount(bench, id) == 3)
    }

    @Test func `of two sessions at once the later counts`() async throws {
        let (bench, id) = try await bench()
        let first = try await start(bench, id)
        let second = try await start(bench, id)
        await #expect(throws: WorkflowError.ownCertificate(.sessionUnknown)) { try await complete(bench, first) }
        #expect(try await complete(bench, second).isComplete)
    }

    @Test func `a session is the token's that began it, and the convention's`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        let value = OwnSignatureValue(session: session.session, value: session.prepared.hash, idempotencyKey: "k")
        let forged = try #require(AccessToken(String(repeating: "A", count: 43)))
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.completeOwnSignature(id, accessToken: forged, request: value)
        }
        let other = try await bench.hands.drafted()
        let token = try await bench.hands.accessToken()
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.completeOwnSignature(other, accessToken: token, request: value)
        }
        let unknown = try #require(SessionToken(String(repeating: "A", count: 43)))
        await #expect(throws: WorkflowError.ownCertificate(.sessionUnknown)) {
            try await bench.workflow.completeOwnSignature(
                id, accessToken: token, request: OwnSignatureValue(session: unknown, value: [1], idempotencyKey: "k"))
        }
    }

    @Test func `another's token does not end the session, although both may sign`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let session = try await start(bench, id)
        let planted = try #require(AccessToken(String(repeating: "C", count: 43)))
        let history = try #require(try await bench.store.conventionStore.history(id))
        var change = ConventionChange(convention: id, expectedHead: history.head, at: bench.hands.now)
        change.accessGrants = [
            AccessGrant(
                hash: planted.hash, convention: id, fieldName: "school",
                expiresAt: bench.hands.now.addingTimeInterval(60))
        ]
        try await bench.store.conventionStore.commit(change)
        await #expect(throws: WorkflowError.ownCertificate(.sessionUnknown)) {
            try await bench.workflow.completeOwnSignature(
                id, accessToken: planted,
                request: OwnSignatureValue(
                    session: session.session, value: session.prepared.hash, idempotencyKey: "k"))
        }
    }

    @Test func `somebody who signs meanwhile ends it: the value is over another revision`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let session = try await start(bench, id)
        try await bench.hands.sign("student")
        let newest = try #require(try await bench.workflow.show(id).revisions.last).digest
        await #expect(throws: WorkflowError.documentChanged(current: newest)) { try await complete(bench, session) }
        await #expect(throws: WorkflowError.ownCertificate(.sessionUnknown)) { try await complete(bench, session) }
        #expect(try await complete(bench, try await start(bench, id)).receipt.shownDigest == newest)
    }

    @Test func `it begins on the newest revision, whoever made it: the value is over what the software has`()
        async throws
    {
        let bench = try Bench(sample: .withOptional)
        let id = try await bench.hands.issued(.preset(.free))
        let read = try #require(try await bench.workflow.show(id).revisions.last).digest
        try await bench.hands.sign("tutor")
        let newest = try #require(try await bench.workflow.show(id).revisions.last).digest
        let (token, stale) = (try await bench.hands.accessToken(), try await request(bench, id, revision: read))
        await #expect(throws: WorkflowError.documentChanged(current: newest)) {
            try await bench.workflow.startOwnSignature(id, accessToken: token, request: stale)
        }
    }

    @Test func `somebody who signs while the signature is verified ends it too`() async throws {
        let meanwhile = Meanwhile()
        let bench = try Bench(ownCertificates: PaperDocument.ownCertificates { await meanwhile.happen() })
        let id = try await bench.hands.issued(.preset(.free))
        let ready = try await bench.hands.prepare("student")
        let session = try await start(bench, id)
        let hands = bench.hands
        await meanwhile.set { _ = try? await hands.finish(ready) }
        let error = await #expect(throws: WorkflowError.self) { try await complete(bench, session) }
        let newest = try #require(try await bench.workflow.show(id).revisions.last).digest
        #expect(error == .documentChanged(current: newest))
        #expect(try await signatureCount(bench, id) == 1)
        #expect(try await !complete(bench, try await start(bench, id), key: "next").isComplete)
        #expect(try await signatureCount(bench, id) == 2)
    }

    @Test func `the service's certificate in between makes the session useless`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        try await bench.hands.countersign(id)
        await #expect(throws: WorkflowError.alreadySigned) { try await complete(bench, session) }
    }

    @Test func `a convention that was refused or cancelled meanwhile is not signed`() async throws {
        let (bench, id) = try await bench()
        let session = try await start(bench, id)
        _ = try await bench.workflow.refuse(
            id, accessToken: try await bench.hands.accessToken(),
            request: EmployerRefusalRequest(reason: "Plus de place", idempotencyKey: "r"))
        await #expect(throws: WorkflowError.conventionRefused) { try await complete(bench, session) }
    }

    @Test func `begins with the same demands as a countersignature`() async throws {
        let (bench, id) = try await bench()
        let token = try await bench.hands.accessToken()
        let newest = try await bench.hands.request(id)
        let wrong: [(OwnSignatureStart, WorkflowError)] = [
            (try await request(bench, id, capacity: "Présidente"), .signatoryMismatch),
            (
                try await request(bench, id, consent: "2020-01"),
                .consentVersionChanged(current: newest.consentVersion)
            ),
            (
                try await request(bench, id, revision: PaperDocument.digest([1])),
                .documentChanged(current: newest.revisionDigest)
            ),
            (try await request(bench, id, certificate: "x"), .ownCertificate(.expired)),
        ]
        for (request, error) in wrong {
            await #expect(throws: error) {
                try await bench.workflow.startOwnSignature(id, accessToken: token, request: request)
            }
        }
    }

    @Test(arguments: [false, true])
    func `a seal is taken when the school takes seals`(accepts: Bool) async throws {
        var settings = WorkflowSettings()
        settings.acceptsSeals = accepts
        let (bench, id) = try await bench(settings)
        if accepts {
            #expect(try await start(bench, id, certificate: "seal").prepared.kind == .seal)
        } else {
            await #expect(throws: WorkflowError.ownCertificate(.sealNotAccepted)) {
                try await start(bench, id, certificate: "seal")
            }
        }
    }

    @Test func `a service that trusts nobody else takes no certificate`() async throws {
        let (bench, id) = try await bench(WorkflowSettings(), .none)
        await #expect(throws: WorkflowError.ownCertificate(.notAccepted)) { try await start(bench, id) }
    }
}
