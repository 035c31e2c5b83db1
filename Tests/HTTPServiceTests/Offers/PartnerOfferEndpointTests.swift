import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Offers
import Placements
import Testing
import Workflow

@testable import HTTPService

@Suite("Where partners' software publishes offers")
struct PartnerOfferEndpointTests {
    private static let path = "/api/v1/offers"
    private static let headers: HTTPFields = [
        .authorization: "Bearer \(Sample.secret)", .contentType: "application/json",
    ]
    private let work: OffersAtWork

    init() async throws { work = try await OffersAtWork() }

    private func send(
        _ method: HTTPRequest.Method, _ end: String = "/a-1", _ body: String? = nil, headers: HTTPFields = headers,
        owner: @escaping @Sendable (EmployerKey) async throws(WorkflowError) -> OfferOwner? = { _ in
            OffersAtWork.owner
        }
    ) async throws -> TestResponse {
        var parts = try work.service.parts()
        parts.partnerOffers = PartnerOfferUseCases(owner: owner, desk: work.desk)
        let router = ServiceRouter.build(parts, work.service.settings)
        return try await Application(router: router, logger: work.service.log.logger).test(.router) { client in
            try await client.execute(
                uri: Self.path + end, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { $0 }
        }
    }

    private func body(_ change: (inout PartnerOffer) -> Void = { _ in }) throws -> String {
        var offer = PartnerOffer(try OffersAtWork.offer("Découvrir le maraîchage"))
        change(&offer)
        return String(decoding: try JSONEncoder().encode(offer), as: UTF8.self)
    }

    private func faults(_ response: TestResponse) throws -> [String: String] {
        let errors = try #require(try response.json["errors"] as? [[String: String]])
        return Dictionary(errors.map { ($0["pointer"] ?? "", $0["code"] ?? "") }) { first, _ in first }
    }

    /// Rule: what is of another type is told with its place, and with what is expected there.
    @Test(arguments: [
        ("grades", #""troisieme""#, "/grades", "Un tableau est attendu."),
        ("isRemote", #""oui""#, "/isRemote", "Une valeur true ou false est attendue."),
        ("employer", "[]", "/employer", "Un objet est attendu."),
        ("audience", "[]", "/audience", "Un objet est attendu."),
        ("title", "12", "/title", "Un texte est attendu."),
        ("periods", #"[{"period":"2027-S11","places":"2"}]"#, "/periods/0/places", "Un nombre entier est attendu."),
    ])
    func `a member of another type is named`(member: String, value: String, pointer: String, detail: String)
        async throws
    {
        var told = try #require(try JSONSerialization.jsonObject(with: Data(try body().utf8)) as? [String: Any])
        told[member] = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
        let text = String(decoding: try JSONSerialization.data(withJSONObject: told), as: UTF8.self)
        let answer = try await send(.put, "/a-1", text)
        let errors = try #require(try answer.json["errors"] as? [[String: String]])
        #expect(answer.status == .unprocessableContent)
        #expect(errors == [["pointer": pointer, "detail": detail, "code": "wrongType"]])
        #expect(try await work.desk.offers(of: OffersAtWork.owner, limit: 9).isEmpty)
    }

    @Test func `is closed without a key, with another's, and with one that was not let`() async throws {
        for (method, end) in [(HTTPRequest.Method.get, ""), (.get, "/a-1"), (.put, "/a-1"), (.delete, "/a-1")] {
            let nobody = try await send(method, end, headers: [:])
            #expect(nobody.status == .unauthorized)
            let other = try await send(method, end) { _ throws(WorkflowError) in throw .unauthorized }
            #expect(other.status == .unauthorized)
            let mayNot = try await send(method, end) { _ in nil }
            #expect(mayNot.status == .forbidden)
            #expect(try mayNot.json["type"] as? String == "urn:seing:problem:key-may-not-offer")
        }
        #expect(try await send(.put, "/a-1", body(), owner: { _ in nil }).status == .forbidden)
        #expect(try await work.desk.offers(of: OffersAtWork.owner, limit: 9).isEmpty)
    }

    @Test func `makes an offer once, and moderation has it before it`() async throws {
        let made = try await send(.put, "/a-1", body())
        #expect(made.status == .created)
        #expect(made.headers[.location] == "https://seing.example/api/v1/offers/a-1")
        #expect(try made.json["state"] as? String == "submitted")
        #expect(try await work.desk.waiting().count == 1)
        let again = try await send(.put, "/a-1", body())
        #expect(again.status == .ok)
        #expect(try again.json["outcome"] as? String == "unchanged")
        #expect(try await work.desk.offers(of: OffersAtWork.owner, limit: 9).count == 1)
    }

    @Test func `an offer of another account is as unknown as none`() async throws {
        _ = try await send(.put, "/a-1", body())
        for method in [HTTPRequest.Method.get, .delete] {
            #expect(try await send(method, owner: { _ in OfferOwner("employer-other") }).status == .notFound)
            #expect(try await send(method, "/a-2").status == .notFound)
        }
        let list = try await send(.get, "", owner: { _ in OfferOwner("employer-other") })
        #expect(try (list.json["offers"] as? [Any])?.isEmpty == true)
        #expect(try await send(.get).status == .ok)
    }

    @Test(arguments: ["/..", "/-a", "/a%20b", "/%C3%A9", "/a%2Fb", "/" + String(repeating: "a", count: 65)])
    func `a name that is none makes nothing`(end: String) async throws {
        #expect([.unprocessableContent, .notFound].contains(try await send(.put, end, body()).status))
        #expect(try await send(.get, end).status == .notFound)
        #expect(try await work.desk.offers(of: OffersAtWork.owner, limit: 9).isEmpty)
    }

    @Test func `tells everything that is wrong, each where it stands`() async throws {
        let response = try await send(
            .put, "/a-1",
            try body { offer in
                offer.title = ""
                offer.tasks = "Écrivez à moi@exemple.fr"
                offer.employer.siret = "1"
                offer.employer.sector = "piracy"
                offer.contact.email = "x"
                offer.contact.phone = "x"
                offer.periods[0].period = "2027-S60"
                offer.grades = ["sixieme"]
                offer.hours.monday?[0].from = "9h"
                offer.audience = try? JSONDecoder().decode(
                    PartnerOffer.Audience.self, from: Data(#"{"schools": ["x"]}"#.utf8))
            })
        #expect(response.status == .unprocessableContent)
        #expect(
            try faults(response) == [
                "/employer/siret": "notASIRET", "/employer/sector": "notAChoice", "/contact/email": "notAnEMailAddress",
                "/contact/phone": "notAPhoneNumber", "/periods/0/period": "notAPeriod", "/grades/0": "notAChoice",
                "/hours/monday/0": "notATime", "/audience/schools/0": "notAUAI",
            ])
        #expect(!response.text.contains("piracy") && !response.text.contains("moi@exemple.fr"))
        let readable = try await send(
            .put, "/a-1",
            try body { offer in
                offer.title = ""
                offer.tasks = "Écrivez à moi@exemple.fr"
                offer.periods[1].places = 201
                offer.sites.append(offer.sites[0])
                (offer.sites[1].street, offer.sites[1].postalCode) = ("", "9411")
                offer.hours.monday?[0].from = "05:00"
                offer.hours.monday?[0].to = "08:00"
            })
        #expect(
            try faults(readable) == [
                "/title": "emptyText", "/tasks": "contactInText", "/periods/1/places": "placesOutOfRange",
                "/sites/1/street": "emptyText", "/sites/1/postalCode": "notAPostalCode", "/hours": "beginsTooEarly",
            ])
        #expect(try await work.desk.offers(of: OffersAtWork.owner, limit: 9).isEmpty)
    }

    @Test(arguments: [
        "\u{0}", "\u{202E}", "\u{1B}[2J", "\u{2028}", String(repeating: "x", count: 20_000),
    ])
    func `hostile text is kept in no field, and no answer has it`(hostile: String) async throws {
        let fields: [(String, @Sendable (inout PartnerOffer) -> Void)] = [
            ("/title", { $0.title += hostile }), ("/tasks", { $0.tasks += hostile }),
            ("/conditions", { $0.conditions = "a" + hostile }),
            ("/accessibilityNote", { $0.accessibilityNote = "a" + hostile }),
            ("/employer/legalName", { $0.employer.legalName += hostile }),
            ("/sites/0/street", { $0.sites[0].street += hostile }), ("/sites/0/city", { $0.sites[0].city += hostile }),
            ("/contact/givenName", { $0.contact.givenName += hostile }),
            ("/contact/capacity", { $0.contact.capacity += hostile }),
            ("/contact/email", { $0.contact.email += hostile }),
        ]
        for (pointer, change) in fields {
            let response = try await send(.put, "/a-1", try body(change))
            #expect(response.status == .unprocessableContent, "\(pointer)")
            #expect(try faults(response)[pointer] != nil, "\(pointer)")
            #expect(!response.text.contains(hostile))
        }
        #expect(try await work.desk.offers(of: OffersAtWork.owner, limit: 9).isEmpty)
    }

    @Test(arguments: ["", "{", "[]", "\"a\"", "null"])
    func `what is no offer is refused before anything is looked at`(text: String) async throws {
        #expect(try await send(.put, "/a-1", text).status == .badRequest)
    }

    @Test func `other media types are refused`() async throws {
        var headers = Self.headers
        headers[.contentType] = "text/csv"
        #expect(try await send(.put, "/a-1", body(), headers: headers).status == .unsupportedMediaType)
    }

    @Test(arguments: ["?limit=0", "?limit=101", "?limit=x", "?cursor=", "?cursor=a&cursor=b", "?cursor=a%20b"])
    func `pages that are none are refused`(query: String) async throws {
        #expect(try await send(.get, query).status == .unprocessableContent)
    }

    @Test func `lists page by page, each offer once`() async throws {
        for name in ["b", "a-1", "c"] { _ = try await send(.put, "/" + name, body()) }
        var (end, names): (String?, [String]) = ("?limit=2", [])
        while let page = end {
            let json = try await send(.get, page).json
            names += try #require(json["offers"] as? [[String: Any]]).compactMap { $0["remoteId"] as? String }
            end = (json["next"] as? String).map { String($0.drop { $0 != "?" }) }
        }
        #expect(names == ["a-1", "b", "c"])
    }
}
