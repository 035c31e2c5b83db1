import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

/// What happens to somebody who is about to sign when the machine's clock is set.
@Suite("A clock that jumps")
struct ClockJumpTests {
    private func signatures(_ bench: Bench, _ id: ConventionID) async throws -> Int {
        try await bench.workflow.show(id).summary.signatureCount
    }

    @Test(arguments: [-3_600, -86_400, -2_592_000] as [TimeInterval])
    func `back, takes the code that was sent, and the next ones too`(seconds: TimeInterval) async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        bench.hands.advance(by: seconds)
        _ = try await bench.hands.finish(ready)
        try await bench.hands.sign("representative-1")
        #expect(try await signatures(bench, id) == 2)
        let events = try #require(try await bench.store.conventionStore.history(id)).entries
        #expect(events.count { $0.event.kind == .signed } == 2)
    }

    @Test func `forward by a day, wants another code, and loses nothing when it jumps back`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        bench.hands.advance(by: 86_400)
        await #expect(throws: WorkflowError.codeExpired) { try await bench.hands.finish(ready) }
        #expect(try await signatures(bench, id) == 0)
        bench.hands.advance(by: -86_400)
        _ = try await bench.hands.finish(ready)
        #expect(try await signatures(bench, id) == 1)
    }

    @Test(arguments: [-86_400, 601] as [TimeInterval])
    func `ends a session for an own key by the clock alone, and begins another`(seconds: TimeInterval) async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        let token = try await bench.hands.accessToken()
        let first = try await start(bench, id, token)
        bench.hands.advance(by: seconds)
        let session = seconds > 0 ? try await start(bench, id, token) : first
        if seconds > 0 {
            await #expect(throws: WorkflowError.ownCertificate(.sessionUnknown)) { try await end(bench, first, token) }
        }
        #expect(try await end(bench, session, token).isComplete)
        #expect(try await signatures(bench, id) == 4)
    }

    private func start(
        _ bench: Bench, _ id: ConventionID, _ token: AccessToken
    ) async throws -> OwnSignatureSession {
        let good = try await bench.hands.request(id)
        return try await bench.workflow.startOwnSignature(
            id, accessToken: token,
            request: OwnSignatureStart(
                signatory: good.signatory, capacity: good.capacity, consentVersion: good.consentVersion,
                revisionDigest: good.revisionDigest,
                choice: OwnCertificateChoice(
                    certificates: [Array("person".utf8)], signatureAlgorithm: "1.2", hashAlgorithm: nil)))
    }

    private func end(
        _ bench: Bench, _ session: OwnSignatureSession, _ token: AccessToken
    ) async throws -> CountersignatureResult {
        try await bench.workflow.completeOwnSignature(
            session.convention, accessToken: token,
            request: OwnSignatureValue(session: session.session, value: session.prepared.hash, idempotencyKey: "k"))
    }
}
