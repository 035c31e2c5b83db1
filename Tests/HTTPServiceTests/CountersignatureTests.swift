import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Parties
import Synchronization
import Testing
import Workflow

@testable import HTTPService

@Suite("Countersignature endpoint")
struct CountersignatureTests {
    static let base = "/api/v1/conventions/\(Sample.conventionText)"
    static let path = base + "/countersignature"
    static let bearer: HTTPFields = [.authorization: "Bearer \(Sample.secret)"]
    static let headers: HTTPFields = [
        .authorization: "Bearer \(Sample.secret)", .contentType: "application/json", .idempotencyKey: "cle-1",
    ]
    static let body = """
        {"signatory":{"givenName":"Claire","familyName":"Martin"},"capacity":"Gérante","consentVersion":"2025-11",
        "revisionSha256":"\(Sample.digest(1).hexadecimal)"}
        """

    private func post(
        _ body: String = body, headers: HTTPFields = headers, path: String = path,
        to service: ServiceUnderTest = ServiceUnderTest()
    ) async throws -> TestResponse {
        try await service.send(.post, path, headers, body)
    }

    private func type(_ response: TestResponse) throws -> String? { try response.json["type"] as? String }

    static let refusal = base + "/refusal"

    @Test(arguments: ["{}", "{\"reason\":3}", "{\"reason\":null}"])
    func `points at the reason that a refusal lacks`(body: String) async throws {
        let response = try await post(body, path: Self.refusal)
        #expect(response.status == .unprocessableContent)
        let errors = try #require(try response.json["errors"] as? [[String: String]])
        #expect(errors.first?["pointer"] == "/reason")
    }

    @Test(arguments: [
        (WorkflowError.alreadySigned, 409), (.conventionRefused, 409), (.unauthorized, 401),
        (.invalidData([BilingualText("Indiquez un motif.", "x")]), 422), (.idempotencyConflict, 422),
        (.conventionErased, 410),
    ])
    func `answers a refusal that cannot be recorded with a problem`(error: WorkflowError, status: Int) async throws {
        let service = ServiceUnderTest(employers: .failing(error))
        let response = try await post("{\"reason\":\"Non\"}", path: Self.refusal, to: service)
        #expect(response.status.code == status)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(try type(response) == "urn:seing:problem:\(error.code)")
    }

    @Test(arguments: [false, true])
    func `records a refusal, and says when it had done so before`(isReplay: Bool) async throws {
        let service = ServiceUnderTest(employers: .working(isReplay: isReplay))
        let response = try await post("{\"reason\":\"Plus de place\"}", path: Self.refusal, to: service)
        #expect(response.status == .created)
        #expect((response.headers[.idempotencyReplayed] == "true") == isReplay)
        #expect(try response.json["state"] as? String == "refused")
        #expect(try response.json["reason"] as? String == "Plus de place")
        #expect((try response.json["signatory"] as? [String: String])?["familyName"] == "Martin")
    }

    @Test func `wants an idempotency key for a refusal too`() async throws {
        var headers = Self.headers
        headers[.idempotencyKey] = nil
        let response = try await post("{\"reason\":\"Non\"}", headers: headers, path: Self.refusal)
        #expect(try type(response) == "urn:seing:problem:idempotency-key-missing")
    }

    @Test(arguments: [path, refusal, base, base + "/document"])
    func `asks for a token where none is sent`(path: String) async throws {
        let method: HTTPRequest.Method = [Self.path, Self.refusal].contains(path) ? .post : .get
        let response = try await ServiceUnderTest().send(method, path)
        #expect(response.status == .unauthorized)
        #expect(response.headers[.wwwAuthenticate] == #"Bearer realm="seing""#)
        #expect(try type(response) == "urn:seing:problem:unauthorized")
    }

    @Test(arguments: ["Bearer", "Bearer x", "Basic abc", "Bearer \(Sample.secret) x", "\(Sample.secret)"])
    func `refuses what is no token of ours`(authorization: String) async throws {
        var headers = Self.headers
        headers[.authorization] = authorization
        let response = try await post(headers: headers)
        #expect(response.status == .unauthorized)
        #expect(response.headers[.wwwAuthenticate]?.contains("invalid_token") == true)
    }

    @Test func `knows no convention under what is no reference`() async throws {
        let response = try await post(path: "/api/v1/conventions/%3Cb%3E/countersignature")
        #expect(response.status == .notFound)
        #expect(try type(response) == "urn:seing:problem:unknown-convention")
    }

    @Test func `wants an idempotency key`() async throws {
        var headers = Self.headers
        headers[.idempotencyKey] = nil
        let response = try await post(headers: headers)
        #expect(response.status == .badRequest)
        #expect(try type(response) == "urn:seing:problem:idempotency-key-missing")
    }

    @Test(arguments: ["text/plain", "application/xml", "", "application/jsonx"])
    func `takes JSON alone`(contentType: String) async throws {
        var headers = Self.headers
        headers[.contentType] = contentType
        let response = try await post(headers: headers)
        #expect(response.status == .unsupportedMediaType)
        #expect(try type(response) == "urn:seing:problem:unsupported-media-type")
    }

    @Test(arguments: ["", "{", "[]", "null", "\"x\"", "{\"signatory\":", "\u{0}"])
    func `says that the body is no JSON object`(body: String) async throws {
        let response = try await post(body)
        #expect(response.status == .badRequest)
        #expect(try type(response) == "urn:seing:problem:malformed-json")
    }

    @Test(arguments: [
        ("{}", "/signatory"), (body.replacing("\"familyName\":\"Martin\"", with: "\"x\":1"), "/signatory/familyName"),
        (body.replacing("\"Gérante\"", with: "3"), "/capacity"),
        (body.replacing("\"2025-11\"", with: "null"), "/consentVersion"),
        (body.replacing(Sample.digest(1).hexadecimal, with: "abc"), "/revisionSha256"),
        (body.replacing(#"{"givenName":"Claire","familyName":"Martin"}"#, with: "\"Claire\""), "/signatory"),
    ])
    func `points at the member that is missing or wrong`(body: String, pointer: String) async throws {
        let response = try await post(body)
        #expect(response.status == .unprocessableContent)
        #expect(try type(response) == "urn:seing:problem:invalid-data")
        let errors = try response.json["errors"] as? [[String: String]]
        #expect(errors?.first?["pointer"] == pointer)
        #expect(errors?.first?["detail"]?.isEmpty == false)
    }

    @Test func `refuses a body that is too large`() async throws {
        let response = try await post(Self.body + String(repeating: " ", count: 70_000))
        #expect(response.status == .contentTooLarge)
        #expect(try type(response) == "urn:seing:problem:body-too-large")
    }

    @Test func `hands the request over as it was written`() async throws {
        let requests = Mutex<[CountersignatureRequest]>([])
        var useCases = EmployerUseCases.reading()
        useCases.countersign = { id, token, request in
            #expect(id == Sample.conventionID)
            #expect(token.text == Sample.secret)
            requests.withLock { $0.append(request) }
            return Sample.countersigned()
        }
        _ = try await post(to: ServiceUnderTest(employers: useCases))
        let expected = CountersignatureRequest(
            signatory: "Claire Martin", capacity: "Gérante", consentVersion: "2025-11",
            revisionDigest: Sample.digest(1),
            idempotencyKey: "cle-1")
        #expect(requests.withLock { $0 } == [expected])
    }

    @Test func `returns the signature's facts and the way to the PDF`() async throws {
        let response = try await post(to: ServiceUnderTest(employers: .working()))
        #expect(response.status == .created)
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.headers[.location] == "https://seing.example\(Self.base)/document")
        #expect(response.headers[.idempotencyReplayed] == nil)
        let json = try response.json
        #expect(json["signedAt"] as? String == "2026-06-01T08:00:00Z")
        #expect(json["isComplete"] as? Bool == true)
        #expect(json["level"] as? String == "B-T")
        let signatory = json["signatory"] as? [String: String]
        #expect(signatory == ["givenName": "Claire", "familyName": "Martin", "capacity": "Gérante"])
        let revision = json["revision"] as? [String: String]
        #expect(revision?["sha256"] == Sample.digest(2).hexadecimal)
        #expect(revision?["readSha256"] == Sample.digest(1).hexadecimal)
        #expect(revision?["document"] == "https://seing.example\(Self.base)/document")
    }

    @Test func `says of a repeated request that it is one, and answers the same`() async throws {
        let first = try await post(to: ServiceUnderTest(employers: .working()))
        let second = try await post(to: ServiceUnderTest(employers: .working(isReplay: true)))
        #expect(second.headers[.idempotencyReplayed] == "true")
        #expect(second.status == first.status)
        #expect(second.text == first.text)
    }

    @Test func `names the newest revision when another was read`() async throws {
        let service = ServiceUnderTest(employers: .failing(.documentChanged(current: Sample.digest(8))))
        let problem = try await post(to: service).json
        #expect(problem["currentRevisionSha256"] as? String == Sample.digest(8).hexadecimal)
    }

    @Test func `names those who sign first`() async throws {
        let service = ServiceUnderTest(employers: .failing(.notYourTurn(waitingFor: [.student, .school])))
        let problem = try await post(to: service).json
        #expect(problem["waitingFor"] as? [String] == ["student", "school"])
    }

    @Test func `shows the state, the statement and the revision to read`() async throws {
        let json = try await ServiceUnderTest().get(Self.base, Self.bearer).json
        #expect(json["isYourTurn"] as? Bool == true)
        #expect(json["state"] as? String == "signing")
        #expect((json["consent"] as? [String: String])?["version"] == "2025-11")
        #expect((json["revision"] as? [String: String])?["sha256"] == Sample.digest(1).hexadecimal)
        let parties = json["parties"] as? [[String: Any]]
        #expect(parties?.map { $0["signedAt"] as? String != nil } == [true, false, false, false])
    }

    @Test func `gives the document with its digest in the forms that clients know`() async throws {
        let response = try await ServiceUnderTest().get(Self.base + "/document", Self.bearer)
        let digest = Data([UInt8](repeating: 1, count: 32)).base64EncodedString()
        #expect(response.headers[.eTag] == "\"\(Sample.digest(1).hexadecimal)\"")
        #expect(response.headers[.representationDigest] == "sha-256=:\(digest):")
        #expect(response.headers[.digest] == "SHA-256=\(digest)")
        #expect(response.headers[.contentType] == "application/pdf")
    }
}
