import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement lasts from Monday 15 to Friday 26 June, ten days of which are planned.
@Suite("The host's attestation by software")
struct AttestationByTokenTests {
    private static let day = 86_400.0

    private let bench: Bench

    init() throws { bench = try Bench() }

    private func completed() async throws -> ConventionID {
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        return id
    }

    /// Monday 29 June: the host was asked.
    private func over() async throws -> (ConventionID, AccessToken) {
        let id = try await completed()
        bench.hands.advance(by: 28 * Self.day)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: id) }
        return (id, try await bench.hands.accessToken())
    }

    private func request(_ days: Int = 9, key: String = "key-a", _ words: String? = nil) -> AttestationByToken {
        AttestationByToken(entry: AttestationEntry(daysPresent: days, appreciation: words), idempotencyKey: key)
    }

    private func countersignature(_ begun: BegunAttestation) async throws -> CountersignatureRequest {
        let view = try await bench.workflow.employerView(begun.attestation, accessToken: begun.accessToken)
        return CountersignatureRequest(
            signatory: view.signatory.name.full, capacity: view.signatory.capacity,
            consentVersion: view.consent.version, revisionDigest: view.revisionDigest, idempotencyKey: "key-c")
    }

    @Test func `is made with the token of the mail that asks for it, read, and countersigned with its own`()
        async throws
    {
        let (id, token) = try await over()
        #expect(try await bench.workflow.employerView(id, accessToken: token).attestation == .awaited)
        let begun = try await bench.workflow.attest(id, accessToken: token, request: request())
        let view = try await bench.workflow.employerView(begun.attestation, accessToken: begun.accessToken)
        #expect(view.relation == .attests(id) && view.isYourTurn && view.consent.id == "consent-attestation")
        let result = try await bench.workflow.countersign(
            begun.attestation, accessToken: begun.accessToken, request: try await countersignature(begun)
        ).result
        #expect(result.isComplete && result.receipt.identification == .accessToken)
        let standing = try await bench.workflow.employerView(id, accessToken: token).attestation
        #expect(standing == .signed(begun.attestation, at: bench.hands.now))
        await #expect(throws: WorkflowError.attestation(.alreadyAttested)) {
            try await bench.workflow.attest(id, accessToken: token, request: request(key: "key-b"))
        }
    }

    @Test func `is made once for each key, however often the request is sent`() async throws {
        let (id, token) = try await over()
        let first = try await bench.workflow.attest(id, accessToken: token, request: request())
        let second = try await bench.workflow.attest(id, accessToken: token, request: request())
        #expect(!first.isReplay && second.isReplay)
        #expect(first.attestation == second.attestation && first.accessToken == second.accessToken)
        #expect(first.expiresAt == second.expiresAt)
        #expect(try await bench.workflow.list().count { $0.follows == .attestation } == 1)
        await #expect(throws: WorkflowError.idempotencyConflict) {
            try await bench.workflow.attest(id, accessToken: token, request: request(8))
        }
        // Another key is another request: what was written before is given up.
        let other = try await bench.workflow.attest(id, accessToken: token, request: request(8, key: "key-b"))
        #expect(other.attestation != first.attestation)
        #expect(try await bench.workflow.show(first.attestation).summary.status == .cancelled)
    }

    @Test func `takes the token of this convention, and its own token opens nothing else`() async throws {
        let early = try await completed()
        let earlier = try await bench.hands.accessToken()
        await #expect(throws: WorkflowError.attestation(.placementNotOver)) {
            try await bench.workflow.attest(early, accessToken: earlier, request: request())
        }
        bench.hands.advance(by: 28 * Self.day)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: early) }
        let token = try await bench.hands.accessToken()
        let begun = try await bench.workflow.attest(early, accessToken: token, request: request())
        for (id, wrong) in [(early, begun.accessToken), (begun.attestation, token), (early, earlier)] {
            await #expect(throws: WorkflowError.unauthorized) {
                try await bench.workflow.attest(id, accessToken: wrong, request: request(key: "key-b"))
            }
        }
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.attest(
                begun.attestation, accessToken: begun.accessToken, request: request(key: "key-b"))
        }
    }

    @Test(arguments: [0, 13]) func `says no more days than were planned`(days: Int) async throws {
        let (id, token) = try await over()
        await #expect {
            try await bench.workflow.attest(id, accessToken: token, request: request(days))
        } throws: { error in
            if case .invalidData = error as? WorkflowError { true } else { false }
        }
    }
}
