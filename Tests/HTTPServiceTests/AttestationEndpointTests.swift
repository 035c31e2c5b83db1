import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The host's software, on the real use cases and a store in memory; and a school's, which corrects a draft.
@Suite("Endpoints for attestations and corrections")
struct AttestationEndpointTests {
    private let bench: WorkflowBench
    private let service: ServiceUnderTest

    init() throws {
        (bench, service) = try ServiceUnderTest.onWorkflow()
    }

    private func over() async throws -> (ConventionID, AccessToken) {
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
        bench.advance(by: 28 * 86_400)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: id) }
        return (id, try await bench.accessToken())
    }

    private func headers(_ token: String, key: String = "cle-1") -> HTTPFields {
        [.authorization: "Bearer \(token)", .contentType: "application/json", .idempotencyKey: key]
    }

    private func path(_ id: String, _ end: String = "") -> String { "/api/v1/conventions/\(id)\(end)" }

    @Test func `from the mail to the signature, as the answers say it`() async throws {
        let (id, token) = try await over()
        let state = try await service.get(path(id.text), [.authorization: "Bearer \(token.text)"])
        #expect(try (state.json["attestation"] as? [String: String])?["state"] == "awaited")
        let body = #"{"daysPresent":9,"appreciation":"Élève curieuse."}"#
        let begun = try await service.send(.post, path(id.text, "/attestation"), headers(token.text), body)
        #expect(begun.status == .created && begun.headers[.idempotencyReplayed] == nil)
        let attestation = try #require(try begun.json["attestation"] as? String)
        let own = try #require(try begun.json["accessToken"] as? String)
        #expect(begun.headers[.location] == service.publicBaseURL + path(attestation))
        #expect(try begun.json["document"] as? String == service.publicBaseURL + path(attestation, "/document"))
        let again = try await service.send(.post, path(id.text, "/attestation"), headers(token.text), body)
        #expect(again.status == .created && again.headers[.idempotencyReplayed] == "true")
        #expect(again.text == begun.text)
        let bearer: HTTPFields = [.authorization: "Bearer \(own)"]
        let view = try await service.get(path(attestation), bearer).json
        #expect(view["attests"] as? String == id.text && view["isYourTurn"] as? Bool == true)
        let person = try #require(view["signatory"] as? [String: String])
        let demand: [String: Any] = [
            "signatory": ["givenName": person["givenName"], "familyName": person["familyName"]],
            "capacity": person["capacity"] ?? "",
            "consentVersion": (view["consent"] as? [String: String])?["version"] ?? "",
            "revisionSha256": (view["revision"] as? [String: String])?["sha256"] ?? "",
        ]
        let json = String(decoding: try JSONSerialization.data(withJSONObject: demand), as: UTF8.self)
        let signed = try await service.send(.post, path(attestation, "/countersignature"), headers(own), json)
        #expect(signed.status == .created, "\(signed.text)")
        let after = try await service.get(path(id.text), [.authorization: "Bearer \(token.text)"]).json
        let standing = try #require(after["attestation"] as? [String: String])
        #expect(standing["state"] == "signed" && standing["convention"] == attestation)
    }

    @Test(arguments: [
        ("{}", "/daysPresent"), (#"{"daysPresent":"9"}"#, "/daysPresent"), (#"{"daysPresent":0}"#, "/daysPresent"),
        (#"{"daysPresent":367}"#, "/daysPresent"), (#"{"daysPresent":9,"appreciation":null}"#, "/appreciation"),
    ])
    func `points at what is missing or wrong`(body: String, pointer: String) async throws {
        let answer = try await service.send(
            .post, path(Sample.conventionText, "/attestation"), headers(Sample.secret), body)
        #expect(answer.status == .unprocessableContent)
        #expect(try (answer.json["errors"] as? [[String: String]])?.first?["pointer"] == pointer)
    }

    @Test func `says that it is too early, and nothing to who has no token`() async throws {
        let id = try await bench.issued()
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
        let body = #"{"daysPresent":9}"#
        let token = try await bench.accessToken()
        let early = try await service.send(.post, path(id.text, "/attestation"), headers(token.text), body)
        #expect(early.status == .conflict)
        #expect(try early.json["type"] as? String == "urn:seing:problem:placement-not-over")
        let stranger = try await service.send(.post, path(id.text, "/attestation"), headers(Sample.secret), body)
        #expect(stranger.status == .unauthorized)
    }

    @Test func `a correction takes the school's key, a whole draft and a reason`() async throws {
        var service = ServiceUnderTest()
        let (id, next) = (
            try #require(ConventionID(randomBytes: [UInt8](repeating: 7, count: 20))),
            try #require(ConventionID(randomBytes: [UInt8](repeating: 8, count: 20)))
        )
        service.schools.correct = { _, former, request, reason in
            #expect(former == id && request.idempotencyKey == "cle-1" && reason == "Horaires")
            return EnteredCorrection(convention: next, isReplay: true)
        }
        let whole = #"{"convention":{"n":1},"contacts":{"contacts":[]},"reason":"Horaires"}"#
        let answer = try await service.send(.post, path(id.text, "/correction"), headers(Sample.secret), whole)
        #expect(answer.status == .created && answer.headers[.idempotencyReplayed] == "true")
        #expect(
            try answer.json as? [String: String] == [
                "convention": next.text, "replaces": id.text, "state": "draft",
            ])
        for (body, pointer) in [
            (#"{"convention":{},"contacts":{}}"#, "/reason"),
            (#"{"convention":{},"contacts":{},"reason":1}"#, "/reason"),
            (#"{"contacts":{},"reason":"x"}"#, "/convention"),
        ] {
            let wrong = try await service.send(.post, path(id.text, "/correction"), headers(Sample.secret), body)
            #expect(wrong.status == .unprocessableContent)
            #expect(try (wrong.json["errors"] as? [[String: String]])?.first?["pointer"] == pointer)
        }
        service.schools.authenticate = { _ throws(WorkflowError) in throw .unauthorized }
        let refused = try await service.send(.post, path(id.text, "/correction"), headers(Sample.secret), "no JSON")
        #expect(refused.status == .unauthorized)
    }
}
