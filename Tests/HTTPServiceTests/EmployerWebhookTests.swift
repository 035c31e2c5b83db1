import ConventionDomain
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

    /// Has so many messages wait for the endpoint of the establishment.
    private func queue(_ keys: [String]) async throws {
        let endpoint = try #require(try await store.webhookStore.list().first)
        let convention = try #require(ConventionID(Sample.conventionText))
        let messages = keys.map { key in
            QueuedWebhook(
                convention: convention, endpoint: endpoint.id,
                mail: OutgoingMail(messageKey: key, to: endpoint.id, subject: key, textBody: "{}"))
        }
        try await store.webhookStore.queue(messages, [:], Sample.now)
    }

    private static func key(_ number: Int) -> String { String(repeating: "k", count: 21) + "\(number)" }

    @Test func `what became of messages is read page by page`() async throws {
        #expect(try await send(.get, Self.path + "/deliveries").status == .notFound)
        _ = try await send(.put, Self.path, #"{"url": "https://erp.example/"}"#)
        try await queue((1...3).map(Self.key))
        var (address, read): (String?, [String]) = (Self.path + "/deliveries?limit=2", [])
        while let path = address {
            let response = try await send(.get, path)
            let json = try response.json
            let deliveries = try #require(json["deliveries"] as? [[String: Any]])
            for delivery in deliveries {
                #expect(Set(delivery.keys) == ["id", "convention", "state", "attempts", "queuedAt"])
                #expect(delivery["state"] as? String == "waiting")
            }
            read += deliveries.compactMap { $0["id"] as? String }
            address = json["next"] as? String
            if let address {
                #expect(response.headers[try #require(HTTPField.Name("Link"))] == "<\(address)>; rel=\"next\"")
            }
            address = address.map { $0.replacing("https://seing.example", with: "") }
        }
        #expect(read == (1...3).reversed().map(Self.key))
    }

    @Test(arguments: [
        "limit=0", "limit=101", "limit=x", "limit=1&limit=2", "cursor=", "cursor=k", "cursor=%2e",
        "cursor=kkkkkkkkkkkkkkkkkkkkkk", "cursor=kkkkkkkkkkkkkkkkkkkkkk.x",
        "cursor=kkkkkkkkkkkkkkkkkkkkkk.111111111111",
    ])
    func `a page that is none is refused`(query: String) async throws {
        _ = try await send(.put, Self.path, #"{"url": "https://erp.example/"}"#)
        let response = try await send(.get, Self.path + "/deliveries?" + query)
        #expect(response.status == .unprocessableContent)
    }

    @Test func `a message is sent again, and none that is not the establishment's`() async throws {
        let path = Self.path + "/deliveries/\(Self.key(1))/resend"
        #expect(try await send(.post, path).status == .notFound)
        _ = try await send(.put, Self.path, #"{"url": "https://erp.example/"}"#)
        #expect(try await send(.post, path).status == .notFound)
        try await queue([Self.key(1)])
        let item = try #require(try await store.outboxStore(.webhook).claim(Sample.now, Sample.now, 1).first)
        try await store.outboxStore(.webhook).settle(item.id, .dead(reason: "erp.example:443: timed out"), Sample.now)
        let read = try await send(.get, Self.path + "/deliveries")
        #expect(read.text.contains(#""state":"dead""#) && !read.text.contains("timed out"), "why it failed is not told")
        let response = try await send(.post, path)
        #expect(response.status == .ok)
        let json = try response.json
        #expect(json["state"] as? String == "waiting" && json["id"] as? String == Self.key(1))
        #expect(try await store.outboxStore(.webhook).claim(Sample.now, Sample.now, 1).first?.id == item.id)
    }

    @Test func `a fourth secret within seven days is refused, and says when another can be made`() async throws {
        _ = try await send(.put, Self.path, #"{"url": "https://erp.example/"}"#)
        for _ in 0..<2 { #expect(try await send(.post, Self.path + "/secret").status == .ok) }
        let refused = try await send(.post, Self.path + "/secret")
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("sept jours après son remplacement") && !refused.text.contains("whsec_"))
    }

    @Test(arguments: ["/deliveries", "/deliveries/kkkkkkkkkkkkkkkkkkkkkk/resend", "/secret"])
    func `nothing of an endpoint is read or done without a key that holds`(end: String) async throws {
        let method: HTTPRequest.Method = end == "/deliveries" ? .get : .post
        #expect(try await send(method, Self.path + end, headers: [:]).status == .unauthorized)
        let refused = try await send(method, Self.path + end) { useCases in
            useCases.authenticate = { _ throws(WorkflowError) in throw .unauthorized }
        }
        #expect(refused.status == .unauthorized)
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
