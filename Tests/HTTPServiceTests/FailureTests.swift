import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Parties
import Testing
import Workflow

@testable import HTTPService

@Suite("Failures")
struct FailureTests {
    static let all: [(WorkflowError, HTTPResponse.Status)] = [
        (.unknownLink, .notFound), (.expiredLink, .gone), (.revokedLink, .gone), (.alreadySigned, .conflict),
        (.notYourTurn(waitingFor: [.student]), .conflict), (.wrongCode(remainingTries: 2), .unprocessableContent),
        (.codeLocked(until: Sample.now.addingTimeInterval(60)), .tooManyRequests),
        (.tooManyCodes(until: Sample.now.addingTimeInterval(60)), .tooManyRequests),
        (.codeExpired, .unprocessableContent),
        (.consentMissing, .unprocessableContent), (.consentVersionChanged(current: "2"), .conflict),
        (.documentChanged(current: Sample.digest(7)), .conflict), (.conventionCancelled, .conflict),
        (.conventionRefused, .conflict), (.conventionSuperseded, .conflict), (.someoneSigned, .conflict),
        (.conventionCompleted, .conflict), (.conventionErased, .gone),
        (.wrongState(.draft), .conflict),
        (.unknownConvention, .notFound), (.unauthorized, .unauthorized), (.signatoryMismatch, .forbidden),
        (.invalidData([BilingualText("x", "x")]), .unprocessableContent), (.idempotencyConflict, .unprocessableContent),
        (.overlapping([Sample.overlap]), .conflict), (.unavailable(.storage), .serviceUnavailable),
        (.delegation(.revoked), .conflict), (.conventionOnHold, .conflict),
        (.attestation(.outdated), .conflict), (.amendment(.addressChanged), .conflict),
    ]

    @Test(arguments: all)
    func `becomes a page in French with the right status`(error: WorkflowError, status: HTTPResponse.Status)
        async throws
    {
        let response = try await ServiceUnderTest(signatories: .failing(error)).get(SampleForm.path)
        #expect(response.status == status)
        #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        #expect(response.text.contains("<html lang=\"fr\">"))
        #expect(response.text.ranges(of: "<h1>").count == 1)
        #expect(!response.text.contains(error.code))
        #expect(
            !response.text.contains(Sample.overlap.other.text), "nobody but the school learns of another convention")
    }

    @Test(arguments: all)
    func `becomes a problem with the error's own type`(error: WorkflowError, status: HTTPResponse.Status) async throws {
        let response = try await ServiceUnderTest(employers: .failing(error)).get(
            "/api/v1/conventions/\(Sample.conventionText)", [.authorization: "Bearer \(Sample.secret)"])
        #expect(response.status == status)
        #expect(response.headers[.contentType] == "application/problem+json")
        let problem = try response.json
        #expect(problem["type"] as? String == "urn:seing:problem:\(error.code)")
        #expect(problem["status"] as? Int == status.code)
        #expect((problem["title"] as? String)?.isEmpty == false)
        #expect((problem["detail"] as? String)?.isEmpty == false)
        #expect((problem["requestID"] as? String)?.isEmpty == false)
        #expect((response.headers[.retryAfter] != nil) == (status == .tooManyRequests || status == .serviceUnavailable))
    }

    @Test(arguments: [
        WorkflowError.attestation(.outdated), .attestation(.alreadyAttested), .amendment(.addressChanged),
        .wrongState(.interrupted),
    ])
    func `what came too late says so, and is no breakdown`(error: WorkflowError) async throws {
        let page = try await ServiceUnderTest(signatories: .failing(error)).get(SampleForm.path).text
        let breakdown = try await ServiceUnderTest(signatories: .failing(.unavailable(.storage))).get(SampleForm.path)
        let heading = try #require(breakdown.text.firstMatch(of: /<h1>(.+?)<\/h1>/)).1
        #expect(!page.contains(heading))
    }

    @Test(arguments: [WorkflowError.expiredLink, .revokedLink], ["/s/", "/r/"])
    func `offers one button for a new link, to the address on file`(error: WorkflowError, prefix: String) async throws {
        let page = try await ServiceUnderTest(signatories: .failing(error)).get(prefix + Sample.secret).text
        #expect(page.contains("action=\"\(prefix)\(Sample.secret)/renew\""))
        #expect(page.contains("Recevoir un nouveau lien"))
        #expect(!page.contains("type=\"email\""))
        #expect(page.ranges(of: "<button").count == 1)
    }

    @Test func `offers no new link to who has signed or never had one`() async throws {
        for error in [WorkflowError.alreadySigned, .unknownLink] {
            let page = try await ServiceUnderTest(signatories: .failing(error)).get(SampleForm.path).text
            #expect(!page.contains("<form"))
        }
    }

    @Test func `gives a reference of the incident and nothing of the inside`() async throws {
        struct Accident: Error { let secret = "/var/lib/seing" }
        let service = ServiceUnderTest(isDemo: true)
        var parts = try service.parts()
        parts.mailbox = DevelopmentMailbox { throw Accident() }
        let application = Application(router: ServiceRouter.build(parts, service.settings), logger: service.log.logger)
        try await application.test(.router) { client in
            try await client.execute(uri: "/dev/mailbox", method: .get) { response in
                #expect(response.status == .internalServerError)
                #expect(response.text.contains("Référence de l’incident"))
                #expect(!response.text.contains("Accident"))
                #expect(!response.text.contains("/var/lib"))
            }
        }
        #expect(service.log.text.contains("Accident"))
        #expect(!service.log.text.contains("/var/lib"))
    }

    @Test(arguments: ["/nowhere", "/s", "/s/", "/assets/../Package.swift", "/api/v1/nothing", "/dev/mailbox"])
    func `answers an address it does not know with 404`(path: String) async throws {
        let response = try await ServiceUnderTest().get(path)
        #expect(response.status == .notFound)
        let isAPI = path.hasPrefix("/api/")
        #expect(response.headers[.contentType] == (isAPI ? "application/problem+json" : "text/html; charset=utf-8"))
    }

    @Test(arguments: ["/sign", "/renew", "/not-me", "/decline", "/refusal/code"])
    func `leads a browser that was closed on the answer to a form back to the page`(form: String) async throws {
        let response = try await ServiceUnderTest().get(SampleForm.path + form)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == SampleForm.path)
    }

    @Test(arguments: [
        (HTTPRequest.Method.post, "/", "GET, HEAD"), (.delete, SampleForm.path, "GET, HEAD"),
        (.put, SampleForm.path + "/code", "GET, HEAD, POST"),
        (.get, "/api/v1/conventions/x/countersignature", "POST"), (.patch, "/health", "GET, HEAD"),
    ])
    func `answers a method that the address has not with 405`(
        method: HTTPRequest.Method, path: String, allowed: String
    ) async throws {
        let response = try await ServiceUnderTest().send(method, path)
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == allowed)
    }
}
