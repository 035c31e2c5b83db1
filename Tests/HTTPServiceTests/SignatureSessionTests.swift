import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Synchronization
import Testing
import Workflow

@testable import HTTPService

@Suite("Endpoint for own certificates")
struct SignatureSessionTests {
    private static let path = CountersignatureTests.base + "/signature-sessions"
    private static let session = String(repeating: "S", count: 43)
    private static let headers = CountersignatureTests.headers
    private static let body = """
        {"signatory":{"givenName":"Claire","familyName":"Martin"},"capacity":"Gérante","consentVersion":"2025-11",
        "revisionSha256":"\(Sample.digest(1).hexadecimal)","certificates":["MAA=","MAEA"],"signAlgo":"1.2.840.10045.4.3.2"}
        """

    private func post(
        _ body: String, path: String = path, headers: HTTPFields = headers, _ employers: EmployerUseCases = .reading()
    ) async throws -> TestResponse {
        try await ServiceUnderTest(employers: employers).send(.post, path, headers, body)
    }

    private func type(_ response: TestResponse) throws -> String? { try response.json["type"] as? String }

    private static func prepared() throws -> OwnSignatureSession {
        OwnSignatureSession(
            session: try #require(SessionToken(session)), convention: Sample.conventionID,
            prepared: PreparedOwnSignature(
                kind: .seal,
                choice: OwnCertificateChoice(
                    certificates: [[1]], signatureAlgorithm: "1.2.840.113549.1.1.10",
                    hashAlgorithm: "2.16.840.1.101.3.4.2.1"),
                parameters: [0x30, 0x00], signedAttributes: [0x31, 0x00], hash: [1, 2, 3]),
            expiresAt: Sample.now)
    }

    @Test func `hands the request over, and answers with what is to be signed`() async throws {
        let requests = Mutex<[OwnSignatureStart]>([])
        let prepared = try Self.prepared()
        var useCases = EmployerUseCases.reading()
        useCases.startSignature = { _, _, request in
            requests.withLock { $0.append(request) }
            return prepared
        }
        let response = try await post(Self.body, useCases)
        #expect(response.status == .created)
        let json = try response.json
        #expect(json["session"] as? String == Self.session && json["kind"] as? String == "seal")
        #expect(json["signedAttributes"] as? String == "MQA=" && json["hash"] as? String == "AQID")
        #expect(json["hashAlgorithmOID"] as? String == "2.16.840.1.101.3.4.2.1")
        #expect(json["signAlgo"] as? String == "1.2.840.113549.1.1.10" && json["signAlgoParams"] as? String == "MAA=")
        #expect(json["expiresAt"] as? String == "2026-06-01T08:00:00Z")
        #expect(response.headers[.location] == "https://seing.example\(Self.path)/\(Self.session)")
        #expect(json["complete"] as? String == response.headers[.location])
        let choice = OwnCertificateChoice(
            certificates: [[0x30, 0x00], [0x30, 0x01, 0x00]], signatureAlgorithm: "1.2.840.10045.4.3.2",
            hashAlgorithm: nil)
        #expect(requests.withLock { $0 }.map(\.choice) == [choice])
    }

    @Test(arguments: [
        ("{}", "/signatory"), (body.replacing(#"["MAA=","MAEA"]"#, with: "\"MAA=\""), "/certificates"),
        (body.replacing("\"MAEA\"", with: "3"), "/certificates/1"),
        (body.replacing("MAEA", with: "MA EA"), "/certificates/1"),
        (body.replacing("MAEA", with: ""), "/certificates/1"),
        (body.replacing("\"signAlgo\":\"1.2.840.10045.4.3.2\"", with: "\"signAlgo\":null"), "/signAlgo"),
        (body.replacing(Sample.digest(1).hexadecimal, with: "abc"), "/revisionSha256"),
    ])
    func `points at the member that is missing or wrong`(body: String, pointer: String) async throws {
        let response = try await post(body)
        #expect(response.status == .unprocessableContent)
        #expect(try type(response) == "urn:seing:problem:invalid-data")
        let errors = try response.json["errors"] as? [[String: String]]
        #expect(errors?.first?["pointer"] == pointer)
    }

    @Test(arguments: ["", "[", "[]", "{\"signature\":\"AQ==\"} x"])
    func `takes a JSON object alone, in both steps`(body: String) async throws {
        for path in [Self.path, Self.path + "/" + Self.session] {
            #expect(try await type(post(body, path: path)) == "urn:seing:problem:malformed-json")
        }
    }

    @Test func `bounds the body`() async throws {
        let response = try await post(Self.body + String(repeating: " ", count: 70_000))
        #expect(try type(response) == "urn:seing:problem:body-too-large")
    }

    @Test func `asks for a token before anything else`() async throws {
        for path in [Self.path, Self.path + "/x"] {
            let response = try await ServiceUnderTest().send(.post, path)
            #expect(response.status == .unauthorized)
        }
    }

    @Test func `ends with the value, as a countersignature does`() async throws {
        let values = Mutex<[OwnSignatureValue]>([])
        var useCases = EmployerUseCases.reading()
        useCases.completeSignature = { _, _, value throws(WorkflowError) in
            values.withLock { $0.append(value) }
            guard case .signed(let result) = Sample.countersigned(isReplay: true) else {
                throw WorkflowError.unavailable(.signing)
            }
            return result
        }
        let response = try await post("{\"signature\":\"AQID\"}", path: Self.path + "/" + Self.session, useCases)
        #expect(response.status == .created && response.headers[.idempotencyReplayed] == "true")
        #expect(try response.json["isComplete"] as? Bool == true)
        let session = try #require(SessionToken(Self.session))
        #expect(
            values.withLock { $0 } == [OwnSignatureValue(session: session, value: [1, 2, 3], idempotencyKey: "cle-1")])
    }

    @Test func `wants an idempotency key for the value`() async throws {
        var headers = Self.headers
        headers[.idempotencyKey] = nil
        let response = try await post(
            "{\"signature\":\"AQID\"}", path: Self.path + "/" + Self.session, headers: headers)
        #expect(try type(response) == "urn:seing:problem:idempotency-key-missing")
    }

    @Test(arguments: ["x", String(repeating: "S", count: 44), "%3Cb%3E"])
    func `knows no session under what is no name of one`(name: String) async throws {
        let response = try await post("{\"signature\":\"AQID\"}", path: Self.path + "/" + name)
        #expect(response.status == .notFound)
        #expect(try type(response) == "urn:seing:problem:signature-session-unknown")
    }

    @Test(arguments: OwnCertificateRefusal.allCases)
    func `names each refusal by its own type, in French`(refusal: OwnCertificateRefusal) async throws {
        let response = try await post(Self.body, .failing(.ownCertificate(refusal)))
        let expected = [OwnCertificateRefusal.sessionUnknown: 404, .sessionExpired: 410, .keyMayNotSign: 403]
        #expect(response.status.code == expected[refusal] ?? 422)
        #expect(try type(response) == "urn:seing:problem:\(refusal.rawValue)")
        let problem = try response.json
        #expect((problem["title"] as? String)?.isEmpty == false && (problem["detail"] as? String)?.isEmpty == false)
        let documentation = try String(
            contentsOf: ServiceUnderTest.package.appending(path: "docs/http-api.md"), encoding: .utf8)
        #expect(documentation.contains("`\(refusal.rawValue)`"))
    }
}
