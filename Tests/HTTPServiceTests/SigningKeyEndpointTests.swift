import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Endpoints for keys that sign")
struct SigningKeyEndpointTests {
    private static let other = "bcdefghijkmnpqrstuvw"
    private static let session = String(repeating: "S", count: 43)
    private static let headers: HTTPFields = [
        .authorization: "Bearer \(Sample.secret)", .contentType: "application/json", .idempotencyKey: "cle-1",
    ]
    private static func read(_ ids: [String] = [Sample.conventionText, other]) -> String {
        let items = ids.map {
            #"{"convention":"\#($0)","capacity":"Gérante","revisionSha256":"\#(Sample.digest(1).hexadecimal)"}"#
        }
        return "[\(items.joined(separator: ","))]"
    }
    private static let person =
        #""signatory":{"givenName":"Claire","familyName":"Martin"},"consentVersion":"2025-11""#
    private static let start =
        #"{\#(person),"certificates":["MAA="],"signAlgo":"1.2.840.10045.4.3.2","conventions":\#(read())}"#
    private static let values =
        """
        {"conventions":[{"convention":"\(Sample.conventionText)","session":"\(session)"},
        {"convention":"\(other)","session":"\(session)"}],"signatures":["AQID","BAUG"]}
        """

    /// Use cases of a workflow that nobody asks; a test replaces those that it does.
    static func useCases() throws -> SigningKeyUseCases {
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        let store = InMemoryStore()
        let bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try WorkflowTexts.load(directory: templates))
        return SigningKeyUseCases(SigningSoftware(bench.workflow, EmployerWorklist(bench.workflow) { _ in nil }))
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, headers: HTTPFields = headers,
        by useCases: SigningKeyUseCases
    ) async throws -> TestResponse {
        let service = ServiceUnderTest()
        var parts = try service.parts()
        parts.employerList = try EmployerListTests.useCases()
        parts.signingKeys = useCases
        return try await service.send(method, path, parts: parts, headers, body)
    }

    private func items(_ response: TestResponse) throws -> [[String: Any]] {
        try #require(try response.json["conventions"] as? [[String: Any]])
    }

    private static func begun() throws -> OwnSignatureSession {
        OwnSignatureSession(
            session: try #require(SessionToken(session)), convention: Sample.conventionID,
            prepared: PreparedOwnSignature(
                kind: .signature,
                choice: OwnCertificateChoice(
                    certificates: [[1]], signatureAlgorithm: "1.2.840.113549.1.1.10",
                    hashAlgorithm: "2.16.840.1.101.3.4.2.1"),
                parameters: [0x30, 0x00], signedAttributes: [0x31, 0x00], hash: [1, 2, 3]),
            expiresAt: Sample.now)
    }

    @Test(arguments: ["school", "employer"])
    func `sessions come with the digests as signing services take them, and each refusal with its reason`(
        role: String
    ) async throws {
        let asked = Mutex<[SigningItem<OwnSignatureStart>]>([])
        let begun = try Self.begun()
        var useCases = try Self.useCases()
        useCases.start = { items, _ in
            asked.withLock { $0 = items }
            return [
                SignedItem(items[0].convention, .success(begun)),
                SignedItem(items[1].convention, .failure(.notYourTurn(waitingFor: [.student]))),
            ]
        }
        let response = try await send(.post, "/api/v1/\(role)/signature-sessions", Self.start, by: useCases)
        #expect(response.status == .ok)
        #expect(asked.withLock { $0.map(\.convention.text) } == [Sample.conventionText, Self.other])
        #expect(asked.withLock { $0.first?.request.signatory } == "Claire Martin")
        let answer = try response.json
        #expect(answer["numSignatures"] as? Int == 1 && answer["hashes"] as? [String] == ["AQID"])
        #expect(answer["signAlgo"] as? String == "1.2.840.113549.1.1.10")
        #expect(answer["signAlgoParams"] as? String == "MAA=")
        let items = try items(response)
        #expect(items[0]["session"] as? String == Self.session && items[0]["problem"] == nil)
        let problem = try #require(items[1]["problem"] as? [String: Any])
        #expect(problem["type"] as? String == "urn:seing:problem:not-your-turn" && items[1]["session"] == nil)
        #expect((problem["requestID"] as? String)?.isEmpty == false)
    }

    @Test(arguments: ["school", "employer"])
    func `values end sessions, and each convention is answered on its own`(role: String) async throws {
        let asked = Mutex<[SigningItem<OwnSignatureValue>]>([])
        var useCases = try Self.useCases()
        useCases.complete = { items, _ throws(WorkflowError) in
            asked.withLock { $0 = items }
            guard case .signed(let result) = Sample.countersigned(isReplay: true) else {
                throw .unavailable(.signing)
            }
            return [
                SignedItem(items[0].convention, .success(result)),
                SignedItem(items[1].convention, .failure(.ownCertificate(.signatureInvalid))),
            ]
        }
        let response = try await send(.post, "/api/v1/\(role)/signatures", Self.values, by: useCases)
        #expect(response.status == .ok)
        #expect(asked.withLock { $0.map(\.request.value) } == [[1, 2, 3], [4, 5, 6]])
        #expect(asked.withLock { $0.allSatisfy { $0.request.idempotencyKey == "cle-1" } })
        let items = try items(response)
        let revision = (items[0]["signature"] as? [String: Any])?["revision"] as? [String: Any]
        #expect(
            revision?["document"] as? String
                == "https://seing.example/api/v1/\(role)/conventions/\(Sample.conventionText)/document")
        #expect(items[0]["isReplay"] as? Bool == true)
        #expect(
            (items[1]["problem"] as? [String: Any])?["type"] as? String == "urn:seing:problem:signature-invalid")
    }

    @Test func `an employer's software countersigns many with the service's certificate, a school's none`()
        async throws
    {
        var useCases = try Self.useCases()
        useCases.countersign = { items, _ in
            [
                SignedItem(items[0].convention, .success(Sample.countersigned())),
                SignedItem(items[1].convention, .success(.pending(Sample.pending(Sample.claire), isReplay: false))),
            ]
        }
        let body = #"{\#(Self.person),"conventions":\#(Self.read())}"#
        let response = try await send(.post, "/api/v1/employer/countersignatures", body, by: useCases)
        let items = try items(response)
        #expect(try response.json["numSignatures"] as? Int == 1)
        #expect(items[0]["signature"] != nil && items[1]["pending"] != nil && items[1]["signature"] == nil)
        let listed = try await send(.get, "/api/v1/employer/countersignatures", by: useCases)
        #expect(listed.status == .ok)
        #expect(try await send(.post, "/api/v1/school/countersignatures", body, by: useCases).status == .notFound)
    }

    @Test func `a key that was not let sign is refused as such`() async throws {
        let useCases = try Self.useCases()
        for (role, paths) in [("school", ["signatures"]), ("employer", [])] {
            for path in paths + [
                "conventions/\(Sample.conventionText)", "conventions/\(Sample.conventionText)/document",
            ] {
                let response = try await send(.get, "/api/v1/\(role)/\(path)", by: useCases)
                #expect(response.status == .forbidden, "\(role) \(path)")
                #expect(try response.json["type"] as? String == "urn:seing:problem:key-may-not-sign")
            }
            let started = try await send(.post, "/api/v1/\(role)/signature-sessions", Self.start, by: useCases)
            let ended = try await send(.post, "/api/v1/\(role)/signatures", Self.values, by: useCases)
            #expect(started.status == .forbidden && ended.status == .forbidden)
        }
    }

    @Test func `opens to nobody without a key`() async throws {
        let useCases = try Self.useCases()
        for role in ["school", "employer"] {
            for path in ["signature-sessions", "signatures"] {
                let response = try await send(.post, "/api/v1/\(role)/\(path)", headers: [:], by: useCases)
                #expect(response.status == .unauthorized, "\(role) \(path)")
            }
            let read = try await send(
                .get, "/api/v1/\(role)/conventions/\(Sample.conventionText)", headers: [:], by: useCases)
            #expect(read.status == .unauthorized)
        }
    }

    @Test(arguments: [
        (read([]), "/conventions"),
        (read(Array(repeating: Sample.conventionText, count: 2)), "/conventions/1/convention"),
        (read(["x"]), "/conventions/0/convention"),
        (read().replacing("revisionSha256\":\"", with: "revisionSha256\":\"x"), "/conventions/0/revisionSha256"),
        (read(Array(repeating: Sample.conventionText, count: 51)), "/conventions"), ("{}", "/conventions"),
    ])
    func `what is wrong with the list is told with its place`(list: String, pointer: String) async throws {
        let body = #"{\#(Self.person),"certificates":["MAA="],"signAlgo":"1.2","conventions":\#(list)}"#
        let response = try await send(.post, "/api/v1/school/signature-sessions", body, by: try Self.useCases())
        #expect(response.status == .unprocessableContent)
        let errors = try #require(try response.json["errors"] as? [[String: Any]])
        #expect(errors.map { $0["pointer"] as? String } == [pointer])
    }

    @Test(arguments: [
        (values.replacing(#","BAUG""#, with: ""), "/signatures"),
        (values.replacing("AQID", with: "?"), "/signatures/0"),
        (values.replacing("\"session\":\"S", with: "\"session\":\""), "/conventions/0/session"),
    ])
    func `values that are none, or not one for each session, are refused whole`(body: String, pointer: String)
        async throws
    {
        let response = try await send(.post, "/api/v1/employer/signatures", body, by: try Self.useCases())
        #expect(response.status == .unprocessableContent)
        let errors = try #require(try response.json["errors"] as? [[String: Any]])
        #expect(errors.map { $0["pointer"] as? String } == [pointer])
    }

    @Test(arguments: [0, 6])
    func `a chain of no certificate or of more than five is refused whole`(count: Int) async throws {
        let chain = Array(repeating: "\"MAA=\"", count: count).joined(separator: ",")
        let body = Self.start.replacing("\"MAA=\"", with: chain)
        let response = try await send(.post, "/api/v1/school/signature-sessions", body, by: try Self.useCases())
        #expect(response.status == .unprocessableContent)
        #expect(try response.json["type"] as? String == "urn:seing:problem:certificate-malformed")
    }

    @Test func `values want an idempotency key, sessions do not`() async throws {
        var headers = Self.headers
        headers[.idempotencyKey] = nil
        let useCases = try Self.useCases()
        let ended = try await send(.post, "/api/v1/school/signatures", Self.values, headers: headers, by: useCases)
        #expect(try ended.json["type"] as? String == "urn:seing:problem:idempotency-key-missing")
        let begun = try await send(
            .post, "/api/v1/school/signature-sessions", Self.start, headers: headers, by: useCases)
        #expect(try begun.json["type"] as? String == "urn:seing:problem:key-may-not-sign")
    }

    @Test func `fifty values of the longest keys fit into a body`() async throws {
        let value = Data(repeating: 1, count: 512).base64EncodedString()
        let ids = (0..<50).map { "bcdefghijkmnpqrstu" + String(format: "%02d", $0).map(Self.letter).joined() }
        let items = ids.map { #"{"convention":"\#($0)","session":"\#(Self.session)"}"# }
        let body =
            #"{"conventions":[\#(items.joined(separator: ","))],"signatures":["#
            + Array(repeating: "\"\(value)\"", count: 50).joined(separator: ",") + "]}"
        let response = try await send(.post, "/api/v1/employer/signatures", body, by: try Self.useCases())
        #expect(response.status == .forbidden)
    }

    /// Of the digits of references.
    private static func letter(_ digit: Character) -> String { digit == "0" ? "z" : digit == "1" ? "y" : String(digit) }

    @Test func `lists what awaits the school, page by page`() async throws {
        var useCases = try Self.useCases()
        let item = AwaitedCountersignature(
            convention: Sample.conventionID, outline: Sample.outline, signatory: Sample.claire,
            revisionDigest: Sample.digest(1))
        useCases.awaitingSchool = { _, _, _ in EmployerWorklist.Page(items: [item], hasMore: true) }
        let response = try await send(.get, "/api/v1/school/signatures?limit=1", by: useCases)
        let list = try response.json
        #expect(
            list["next"] as? String
                == "https://seing.example/api/v1/school/signatures?limit=1&cursor=\(Sample.outline.firstDay)."
                + Sample.conventionText)
        let line = try #require((list["signatures"] as? [[String: Any]])?.first)
        #expect(
            line["status"] as? String
                == "https://seing.example/api/v1/school/conventions/\(Sample.conventionText)")
    }
}
