import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Synchronization
import Testing
import Workflow

@testable import HTTPService

@Suite("List for employers' software")
struct EmployerListTests {
    private static let path = "/api/v1/employer/countersignatures"
    private static let key: HTTPFields = [.authorization: "Bearer \(Sample.secret)"]
    private static let siret = "99900004500016"

    static func useCases(
        hasMore: Bool = false,
        _ seen: @escaping @Sendable (SIRET, EmployerWorklist.Place?, Int) -> Void = { _, _, _ in }
    ) throws -> EmployerListUseCases {
        let establishment = try #require(SIRET(siret))
        let item = AwaitedCountersignature(
            convention: Sample.conventionID, outline: Sample.outline, signatory: Sample.claire,
            revisionDigest: Sample.digest(1))
        return EmployerListUseCases(
            authenticate: {
                EmployerKeyRecord(hash: $0.hash, name: "ERP", siret: establishment, createdAt: Sample.now)
            },
            page: { siret, place, limit in
                seen(siret, place, limit)
                return EmployerWorklist.Page(items: [item], hasMore: hasMore)
            })
    }

    private func get(
        _ query: String, _ headers: HTTPFields, _ useCases: EmployerListUseCases
    ) async throws -> TestResponse {
        let service = ServiceUnderTest()
        var parts = try service.parts()
        parts.employerList = useCases
        return try await service.send(.get, Self.path + query, parts: parts, headers)
    }

    private func link(_ response: TestResponse) -> String? {
        HTTPField.Name("Link").flatMap { response.headers[$0] }
    }

    @Test func `lists what awaits the key's establishment, without an address of anybody`() async throws {
        let asked = Mutex<(String, Int)?>(nil)
        let response = try await get(
            "", Self.key, Self.useCases { siret, _, limit in asked.withLock { $0 = (siret.digits, limit) } })
        #expect(response.status == .ok)
        let list = try response.json
        #expect(Set(list.keys) == ["siret", "countersignatures"])
        let item = try #require((list["countersignatures"] as? [[String: Any]])?.first)
        #expect(Set(item.keys) == ["convention", "placement", "signatory", "revisionSha256", "status"])
        #expect(item["status"] as? String == "https://seing.example/api/v1/conventions/\(Sample.conventionText)")
        #expect(!response.text.contains("@"))
        let seen = try #require(asked.withLock { $0 })
        #expect(seen.0 == Self.siret && seen.1 == 50)
        #expect(link(response) == nil)
    }

    @Test func `leads from page to page`() async throws {
        let places = Mutex<[EmployerWorklist.Place?]>([])
        let useCases = try Self.useCases(hasMore: true) { _, place, _ in places.withLock { $0.append(place) } }
        let response = try await get("?limit=7", Self.key, useCases)
        let next = try #require(try response.json["next"] as? String)
        #expect(link(response) == "<\(next)>; rel=\"next\"")
        let query = try #require(next.split(separator: "?").last)
        #expect(query == "limit=7&cursor=\(Sample.outline.firstDay).\(Sample.conventionText)")
        #expect(try await get("?\(query)", Self.key, useCases).status == .ok)
        let expected = EmployerWorklist.Place(firstDay: Sample.outline.firstDay, convention: Sample.conventionText)
        #expect(places.withLock { $0 } == [nil, expected])
    }

    @Test(arguments: [
        "limit=0", "limit=101", "limit=-1", "limit=", "limit=1e1", "limit=1&limit=2", "cursor=", "cursor=x",
        "cursor=2026-06-15", "cursor=2026-02-30.abcdefghijkmnpqrstuv", "cursor=2026-06-15.abc",
        "cursor=2026-06-15.abcdefghijkmnpqrstuv.x",
    ])
    func `refuses what is no page`(query: String) async throws {
        let response = try await get("?\(query)", Self.key, Self.useCases())
        #expect(response.status == .unprocessableContent)
        #expect(try response.json["type"] as? String == "urn:seing:problem:invalid-data")
    }

    @Test func `opens to nobody without a key that holds`() async throws {
        let missing = try await get("", [:], Self.useCases())
        #expect(missing.status == .unauthorized)
        #expect(missing.headers[.wwwAuthenticate] == #"Bearer realm="seing""#)
        var useCases = try Self.useCases()
        useCases.authenticate = { _ throws(WorkflowError) in throw .unauthorized }
        let refused = try await get("", Self.key, useCases)
        #expect(refused.status == .unauthorized)
        #expect(refused.headers[.wwwAuthenticate] == #"Bearer realm="seing", error="invalid_token""#)
        #expect(try refused.json["title"] as? String == "Clé d’entreprise refusée")
    }
}
