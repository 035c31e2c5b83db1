import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// What the description says is held against the code here; `Tests/Tools/openapi` tries it against a running service.
@Suite("Description of the API")
struct APIDescriptionTests {
    private static let file = ServiceUnderTest.package.appending(path: "Templates/API/openapi.json")
    private typealias Object = [String: Any]

    private func document() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: Self.file)) as? Object)
    }

    private func table() async throws -> RouteTable {
        var service = ServiceUnderTest()
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        service.preparing = try await PreparedConvention(texts: WorkflowTexts.load(directory: templates)).workflow
        var parts = try service.parts()
        parts.apiDescription = try APIDescription(path: Self.file.path)
        parts.employerList = try EmployerListTests.useCases()
        parts.bounces = BounceDoor(secret: []) { _, _ in }
        parts.employerWebhook = try EmployerWebhookTests.useCases(InMemoryStore())
        parts.partnerOffers = PartnerOfferUseCases(owner: { _ in nil }, desk: try await OffersAtWork().desk)
        parts.signingKeys = try SigningKeyEndpointTests.useCases()
        return ServiceRouter.table(parts, service.settings)
    }

    /// Routes as the description writes them: `GET /api/v1/conventions/{id}`.
    private func routes() async throws -> [(name: String, produces: String?)] {
        try await table().outline.filter { $0.path.hasPrefix("/api") }.flatMap { route in
            let path = route.path.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
            return route.methods.map { ("\($0.rawValue) /\(path.joined(separator: "/"))", route.produces) }
        }
    }

    private func operations() throws -> [String: Object] {
        let methods = ["get", "put", "post", "delete", "patch"]
        var operations: [String: Object] = [:]
        for (path, item) in try #require(try document()["paths"] as? [String: Object]) {
            for (method, operation) in item where methods.contains(method) {
                operations["\(method.uppercased()) \(path)"] = operation as? Object
            }
        }
        return operations
    }

    @Test func `describes every route of the API, and no other`() async throws {
        let (routes, operations) = (try await routes(), try operations())
        #expect(Set(routes.map(\.name)) == Set(operations.keys))
        #expect(routes.count >= 10)
    }

    @Test func `names the media type that each route offers`() async throws {
        let operations = try operations()
        for route in try await routes() {
            let answers = try #require(operations[route.name]?["responses"] as? [String: Object])
            let successes = answers.filter { $0.key.hasPrefix("20") }.compactMap { $0.value["content"] as? Object }
            #expect(Set(successes.flatMap(\.keys)) == [route.produces ?? "none"], "\(route.name)")
            #expect(answers["406"] != nil, "\(route.name)")
        }
    }

    /// What the service can answer with under `/api`; links and codes are the pages' own.
    private static let codes: Set<String> = {
        let own: [RequestFailure] = [
            .notFound, .methodNotAllowed(allowed: ""), .unsupportedMediaType(expected: ""), .notAcceptable(offered: ""),
            .bodyTooLarge, .bodyTooSlow, .tooManyRequests(retryAfterSeconds: 1), .malformedJSON, .invalidMembers([]),
            .accessTokenMissing, .idempotencyKeyMissing, .unexpected(""),
            .keyMayNotOffer, .placement(.tooManyOffers(limit: 1)), .placement(.changedMeanwhile),
            .placement(.placesTaken),
        ]
        let others: [WorkflowError] = [
            .alreadySigned, .signaturePending, .notYourTurn(waitingFor: []), .consentVersionChanged(current: ""),
            .documentChanged(current: Sample.digest(1)), .conventionCancelled, .conventionSuperseded,
            .conventionRefused,
            .conventionCompleted, .conventionExpired, .conventionOnHold, .conventionErased, .wrongState(.draft),
            .unknownConvention, .noHealthSheet,
            .placementOver, .unauthorized, .signatoryMismatch, .invalidData([]), .idempotencyConflict,
            .overlapping([]),
            .unavailable(.storage),
        ]
        return Set(
            own.map(\.code) + others.map(\.code) + AttestationRefusal.allCases.map(\.rawValue)
                + [AmendmentRefusal.conventionInterrupted, .conventionAttested, .conventionErased].map(\.rawValue)
                + OwnCertificateRefusal.allCases.map { WorkflowError.ownCertificate($0).code })
    }()

    @Test func `lists every type of problem, and no other`() throws {
        let components = try #require(try document()["components"] as? Object)
        let problem = try #require((components["schemas"] as? [String: Object])?["Problem"]?["properties"] as? Object)
        let types = try #require((problem["type"] as? Object)?["enum"] as? [String])
        #expect(Set(types) == Set(Self.codes.map { "urn:seing:problem:" + $0 }))
    }

    @Test func `types of problems are those of the text for people`() throws {
        let text = try String(
            contentsOf: ServiceUnderTest.package.appending(path: "docs/http-api.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.wholeMatch(of: /\| `.*\| \d{3} \|.*\|/) != nil }
        let names = rows.flatMap { row in
            row.split(separator: "|")[0].matches(of: /`([a-z0-9-]+)`/).map { String($0.1) }
        }
        #expect(Set(names) == Self.codes)
    }

    @Test func `is served to anybody as JSON`() async throws {
        let service = ServiceUnderTest()
        var parts = try service.parts()
        parts.apiDescription = try APIDescription(path: Self.file.path)
        let response = try await service.send(.get, "/api/openapi.json", parts: parts)
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.text == (try String(contentsOf: Self.file, encoding: .utf8)))
    }

    @Test func `a file that is no JSON keeps the service from starting`() {
        #expect(throws: ServiceError.self) { try APIDescription(path: #filePath) }
    }

    @Test(arguments: [
        ("*/*", true), ("application/json", true), ("application/*", true), ("APPLICATION/JSON;q=0.5", true),
        ("text/html, application/json;q=0.1", true), ("nonsense", true), ("text/html", false),
        ("application/json;q=0, */*", false), ("application/*;q=0.0", false), ("*/*;q=0", false),
        ("application/*;q=0, application/json", true),
    ])
    func `refuses who does not take JSON`(accept: String, isTaken: Bool) async throws {
        let response = try await ServiceUnderTest().get(
            "/api/v1/conventions/\(Sample.conventionText)",
            [.authorization: "Bearer \(Sample.secret)", .accept: accept])
        #expect(response.status == (isTaken ? .ok : .notAcceptable))
        if !isTaken {
            #expect(try response.json["type"] as? String == "urn:seing:problem:not-acceptable")
        }
    }

    @Test func `counts one token once, however its scheme is written`() async throws {
        var limits = RequestLimits()
        limits.postsPerMinuteAndSecret = 2
        let path = CountersignatureTests.path
        let statuses = try await ServiceUnderTest(limits: limits).requests { client in
            var statuses: [Int] = []
            for scheme in ["Bearer ", "bearer ", "BEARER  "] {
                statuses.append(
                    try await client.execute(
                        uri: path, method: .post, headers: [.authorization: scheme + Sample.secret]
                    ) { $0.status.code })
            }
            return statuses
        }
        #expect(statuses == [400, 400, 429])
    }
}
