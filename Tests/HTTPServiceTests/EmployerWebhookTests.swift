import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Webhook of an employer's software")
struct EmployerWebhookTests {
    private static let path = "/api/v1/employer/webhook"
    private static let siret = "99900004500016"
    private static let headers: HTTPFields = [
        .authorization: "Bearer \(Sample.secret)", .contentType: "application/json",
    ]

    private let store = InMemoryStore()

    static func useCases(_ store: InMemoryStore) throws -> EmployerWebhookUseCases {
        let establishment = try #require(SIRET(siret))
        return EmployerWebhookUseCases(
            authenticate: {
                EmployerKeyRecord(hash: $0.hash, name: "ERP", siret: establishment, createdAt: Sample.now)
            },
            office: WebhookOffice(
                store: store.webhookStore, clock: WallClock { Sample.now },
                randomness: Randomness { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
                fault: { url, isEmployers in
                    isEmployers && url.hasPrefix("https://") ? nil : BilingualText("Adresse refusée.", "Refused.")
                }))
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String = path, _ body: String? = nil, headers: HTTPFields = headers,
        _ change: (inout EmployerWebhookUseCases) -> Void = { _ in }
    ) async throws -> TestResponse {
        let service = ServiceUnderTest()
        var parts = try service.parts()
        var useCases = try Self.useCases(store)
        change(&useCases)
        parts.employerWebhook = useCases
        let router = ServiceRouter.build(parts, service.settings)
        return try await Application(router: router, logger: service.log.logger).test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { $0 }
        }
    }

    @Test func `is set up once for each establishment, and its secret is shown that once`() async throws {
        #expect(try await send(.get).status == .notFound)
        let made = try await send(.put, Self.path, #"{"url": "https://erp.example/", "events": ["convention.signed"]}"#)
        #expect(made.status == .created)
        #expect(try #require(try made.json["secret"] as? String).hasPrefix("whsec_"))
        let changed = try await send(.put, Self.path, #"{"url": "https://b.example/"}"#)
        #expect(changed.status == .ok)
        for response in [changed, try await send(.get)] {
            let json = try response.json
            #expect(Set(json.keys) == ["siret", "url", "events", "state", "createdAt"])
            #expect(json["url"] as? String == "https://b.example/" && json["siret"] as? String == Self.siret)
        }
    }

    @Test func `has its secret replaced, and is removed`() async throws {
        #expect(try await send(.post, Self.path + "/secret").status == .notFound)
        let made = try await send(.put, Self.path, #"{"url": "https://erp.example/"}"#)
        let rotated = try await send(.post, Self.path + "/secret")
        let secrets = try [made, rotated].compactMap { try $0.json["secret"] as? String }
        #expect(secrets.count == 2 && Set(secrets).count == 2)
        #expect(try await send(.delete).status == .ok)
        #expect(try await send(.delete).status == .notFound)
    }

    @Test(arguments: [
        #"{"url": "http://erp.example/"}"#, #"{"url": ""}"#, #"{}"#, #"{"url": 5}"#,
        #"{"url": "https://a.example/", "events": "convention.signed"}"#,
        #"{"url": "https://a.example/", "events": null}"#,
        #"{"url": "https://a.example/", "events": ["convention.read"]}"#,
        #"{"url": "https://a.example/", "events": [5]}"#,
    ])
    func `what nobody could send to is refused, and nothing registered`(body: String) async throws {
        let response = try await send(.put, Self.path, body)
        #expect(response.status == .unprocessableContent)
        #expect(try response.json["type"] as? String == "urn:seing:problem:invalid-data")
        #expect(try await store.webhookStore.list().isEmpty)
    }

    @Test(arguments: [HTTPRequest.Method.get, .put, .delete])
    func `opens to nobody without a key that holds`(method: HTTPRequest.Method) async throws {
        let missing = try await send(method, Self.path, "{}", headers: [.contentType: "application/json"])
        #expect(missing.status == .unauthorized)
        let refused = try await send(method, Self.path, "{}") { useCases in
            useCases.authenticate = { _ throws(WorkflowError) in throw .unauthorized }
        }
        #expect(refused.status == .unauthorized)
        #expect(refused.headers[.wwwAuthenticate] == #"Bearer realm="seing", error="invalid_token""#)
    }
}
