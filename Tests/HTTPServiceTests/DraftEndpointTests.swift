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

@Suite("Endpoint for schools' software")
struct DraftEndpointTests {
    static let path = "/api/v1/conventions"
    static let body = #"{"convention":{"format":"x","n":[1,2.5,null,"é"]},"contacts":{"contacts":[]}}"#
    static let headers: HTTPFields = [
        .authorization: "Bearer \(Sample.secret)", .contentType: "application/json", .idempotencyKey: "cle-1",
    ]

    private func post(
        _ body: String = body, headers: HTTPFields = headers, to service: ServiceUnderTest = ServiceUnderTest()
    ) async throws -> TestResponse { try await service.send(.post, Self.path, headers, body) }

    @Test func `asks for a key where none is sent`() async throws {
        var headers = Self.headers
        headers[.authorization] = nil
        let response = try await post(headers: headers)
        #expect(response.status == .unauthorized)
        #expect(response.headers[.wwwAuthenticate] == #"Bearer realm="seing""#)
    }

    @Test func `begins a preparation with the same key and body, once for each idempotency key`() async throws {
        var service = ServiceUnderTest()
        let id = try #require(ConventionID(randomBytes: [UInt8](repeating: 7, count: 20)))
        service.schools.prepare = { _, request in
            #expect(request.idempotencyKey == "cle-1" && request.order == nil)
            return EnteredDraft(convention: id, isReplay: true)
        }
        let response = try await service.send(.post, "/api/v1/preparations", Self.headers, Self.body)
        #expect(response.status == .created)
        #expect(try response.json as? [String: String] == ["convention": id.text, "state": "completing"])
        #expect(response.headers[.idempotencyReplayed] == "true")
        service.schools.authenticate = { _ throws(WorkflowError) in throw .unauthorized }
        let refused = try await service.send(.post, "/api/v1/preparations", Self.headers, "no JSON at all")
        #expect(refused.status == .unauthorized)
    }

    @Test func `reads no body of who has no key`() async throws {
        var service = ServiceUnderTest()
        service.schools.authenticate = { _ throws(WorkflowError) in throw .unauthorized }
        let response = try await post("no JSON at all", to: service)
        #expect(response.status == .unauthorized)
        #expect(try response.json["type"] as? String == "urn:seing:problem:unauthorized")
    }

    @Test func `names the convention that has days of the same pupil`() async throws {
        var service = ServiceUnderTest()
        service.schools.draft = { _, _ throws(WorkflowError) in throw .overlapping([Sample.overlap]) }
        let response = try await post(to: service)
        #expect(response.status == .conflict)
        let problem = try response.json
        #expect(problem["type"] as? String == "urn:seing:problem:overlapping-convention")
        #expect(
            problem["overlapping"] as? [[String: String]] == [
                ["convention": Sample.overlap.other.text, "firstDay": "2026-06-15", "lastDay": "2026-06-19"]
            ])
    }

    @Test(arguments: [
        #"{"convention":{},"convention":{},"contacts":{}}"#,
        #"{"convention":{"pupil":{"givenName":"Autre","givenName":"Ánh"}},"contacts":{}}"#,
        #"{"convention":{},"contacts":{"contacts":[{"of":"student","of":"school"}]}}"#,
    ])
    func `refuses a name that stands twice, at any depth`(body: String) async throws {
        let response = try await post(body)
        #expect(response.status == .unprocessableContent)
        let errors = try #require(try response.json["errors"] as? [[String: String]])
        #expect(errors.map { $0["code"] } == ["repeatedElement"])
    }

    @Test func `tells a program where in its body a fault stands, and which`() async throws {
        let fault = ConventionFault(.notADate, at: "placement/timetable/day[2]/date")
        let contact = ConventionFault(.notAnEMailAddress, at: "contacts/contact[1]/email")
        var service = ServiceUnderTest()
        service.schools.draft = { _, _ throws(WorkflowError) in
            throw .invalidData([fault.inEachLanguage, contact.inEachLanguage])
        }
        let errors = try #require(try await post(to: service).json["errors"] as? [[String: String]])
        #expect(
            errors.map { $0["pointer"] } == ["/convention/placement/timetable/1/date", "/contacts/contacts/0/email"])
        #expect(errors.map { $0["code"] } == ["notADate", "notAnEMailAddress"])
    }

    @Test func `wants an idempotency key`() async throws {
        var headers = Self.headers
        headers[.idempotencyKey] = nil
        #expect(
            try await post(headers: headers).json["type"] as? String == "urn:seing:problem:idempotency-key-missing")
    }

    @Test(arguments: [
        ("[]", nil), ("nonsense", nil), (#"{"contacts":{}}"#, "/convention"), (#"{"convention":{}}"#, "/contacts"),
        (#"{"convention":"<xml/>","contacts":{}}"#, "/convention"), (#"{"convention":{},"contacts":[]}"#, "/contacts"),
        (#"{"convention":{},"contacts":{},"signingOrder":"alphabetical"}"#, "/signingOrder"),
        (#"{"convention":{},"contacts":{},"signingOrder":3}"#, "/signingOrder"),
    ])
    func `points at what is wrong with a body`(body: String, pointer: String?) async throws {
        let response = try await post(body)
        #expect(response.status == (pointer == nil ? .badRequest : .unprocessableContent))
        let errors = try response.json["errors"] as? [[String: String]]
        #expect(errors?.first?["pointer"] == pointer)
    }

    @Test func `names every fault of the data`() async throws {
        var service = ServiceUnderTest()
        service.schools.draft = { _, _ throws(WorkflowError) in
            throw .invalidData([BilingualText("Le lieu manque.", "x"), BilingualText("La date manque.", "y")])
        }
        let response = try await post(to: service)
        #expect(response.status == .unprocessableContent)
        let errors = try #require(try response.json["errors"] as? [[String: String]])
        #expect(errors.map { $0["detail"] } == ["Le lieu manque.", "La date manque."])
    }

    @Test(arguments: [false, true])
    func `enters a draft from JSON, and says when it had done so before`(isReplay: Bool) async throws {
        let asked = Mutex<SchoolDraftRequest?>(nil)
        var service = ServiceUnderTest()
        service.schools.draft = { _, request in
            asked.withLock { $0 = request }
            return SchoolDraft(
                draft: EnteredDraft(convention: Sample.conventionID, isReplay: isReplay),
                warnings: ["Le SIRET est inconnu."])
        }
        let response = try await post(#"{"signingOrder":"head-last","# + Self.body.dropFirst(), to: service)
        #expect(response.status == .created)
        #expect((response.headers[.idempotencyReplayed] == "true") == isReplay)
        #expect(try response.json["convention"] as? String == Sample.conventionText)
        #expect(try response.json["state"] as? String == "draft")
        #expect(try response.json["warnings"] as? [String] == ["Le SIRET est inconnu."])
        let request = try #require(asked.withLock { $0 })
        #expect(request.order == .headLast && request.idempotencyKey == "cle-1")
        #expect(String(decoding: request.data, as: UTF8.self) == #"{"format":"x","n":[1,2.5,null,"é"]}"#)
        #expect(String(decoding: request.contactSheet, as: UTF8.self) == #"{"contacts":[]}"#)
    }
}
