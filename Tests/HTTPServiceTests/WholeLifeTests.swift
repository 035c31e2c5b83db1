import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OpenSSLBridge
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The service with the real use cases behind it, on a store in memory.
@Suite("Doors on the real use cases")
struct WholeLifeTests {
    private let store = InMemoryStore()
    private let bench: WorkflowBench
    private let service: ServiceUnderTest

    init() throws {
        let store = store
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try WorkflowTexts.load(directory: templates),
            sample: .lateInJune)
        service = ServiceUnderTest(
            signatories: SignatoryUseCases(bench.workflow), employers: EmployerUseCases(bench.workflow))
    }

    /// What would differ if anything had been written.
    private func snapshot(_ id: ConventionID) async throws -> [String] {
        let history = try await store.conventionStore.history(id)
        return [String(describing: history?.head), String(store.mails.count)]
    }

    private func formToken(_ token: LinkToken) -> String { ServiceUnderTest.formToken(token.text) }

    private func fields(of page: String) -> [String: String] {
        let inputs = page.matches(of: /<input type="hidden" name="([a-z]+)" value="([^"]*)">/)
        return Dictionary(inputs.map { (String($0.1), String($0.2)) }) { first, _ in first }
    }

    /// From the link in the mail to the receipt, as a browser would.
    private func sign(_ fieldName: String) async throws {
        let path = "/s/\(try await bench.signingLink(fieldName).text)"
        let page = try await service.get(path)
        try #require(page.status == .ok)
        var consent = fields(of: page.text)
        consent["accord"] = "oui"
        let asked = try await service.post(path + "/code", consent, formToken: consent["jeton"])
        let next = try #require(asked.headers[.location])
        let codePage = try await service.get(next)
        var code = fields(of: codePage.text)
        code["code"] = try await bench.code(fieldName)
        for _ in 0..<2 {
            let signed = try await service.post(path + "/sign", code, formToken: code["jeton"])
            #expect(signed.headers[.location] == path + "/receipt")
        }
        #expect(try await service.get(path + "/receipt").text.contains("Votre signature est enregistrée"))
    }

    @Test func `is signed by all four, twice pressed, and read by all`() async throws {
        let id = try await bench.issued()
        for fieldName in ["student", "representative-1", "school"] { try await sign(fieldName) }
        let token = try await bench.accessToken()
        let bearer: HTTPFields = [.authorization: "Bearer \(token.text)"]
        let base = "/api/v1/conventions/\(id.text)"
        let state = try await service.get(base, bearer).json
        let document = try await service.get(base + "/document", bearer)
        let digest = DigestAlgorithm.sha256.digest(Array(document.body.readableBytesView))
        let sha256 = try #require(DocumentDigest(bytes: digest)).hexadecimal
        #expect((state["revision"] as? [String: String])?["sha256"] == sha256)
        let body = """
            {"signatory":{"givenName":"Claire","familyName":"Martin"},"capacity":"Gérante",
            "consentVersion":"2026-11","revisionSha256":"\(sha256)"}
            """
        let headers: HTTPFields = [
            .authorization: "Bearer \(token.text)", .contentType: "application/json", .idempotencyKey: "a",
        ]
        for isReplay in [false, true] {
            let signed = try await service.send(.post, base + "/countersignature", headers, body)
            #expect(signed.status == .created)
            #expect((signed.headers[.idempotencyReplayed] == "true") == isReplay)
            #expect(try signed.json["isComplete"] as? Bool == true)
        }
        let link = try await bench.readingLink("student")
        let reading = try await service.get("/r/\(link.text)", try await service.enter(link, bench, "student"))
        #expect(reading.text.contains("La convention est signée par tous."))
    }

    @Test func `changes nothing by any GET or HEAD`() async throws {
        let id = try await bench.issued()
        let link = "/s/\(try await bench.signingLink("student").text)"
        let before = try await snapshot(id)
        for path in [
            "", "/document.pdf", "/code", "/receipt", "/sign", "/refusal", "/refusal/code", "/renew", "/not-me",
            "/decline", "/papier", "/pending",
        ] {
            for method in [HTTPRequest.Method.get, .head] { _ = try await service.send(method, link + path) }
        }
        #expect(try await snapshot(id) == before)
        bench.advance(by: 15 * 86_400)
        #expect(try await service.get(link).status == .gone)
        #expect(try await snapshot(id) == before)
    }

    @Test func `sends a new link for an expired one when the button is pressed`() async throws {
        let id = try await bench.issued()
        let old = try await bench.signingLink("student")
        bench.advance(by: 15 * 86_400)
        let count = store.mails.count
        let response = try await service.post("/s/\(old.text)/renew", formToken: formToken(old))
        #expect(response.headers[.location] == "/lien-demande")
        #expect(store.mails.count == count + 1)
        let new = try await bench.signingLink("student")
        #expect(new != old)
        #expect(try await service.get("/s/\(new.text)").status == .ok)
        #expect(try await service.get("/s/\(old.text)").status == .gone)
        _ = id
    }

    @Test func `stops a link that reached somebody else, and tells the school`() async throws {
        _ = try await bench.issued()
        let token = try await bench.signingLink("student")
        let page = try await service.get("/s/\(token.text)").text
        #expect(page.contains("action=\"/s/\(token.text)/not-me\""))
        let response = try await service.post("/s/\(token.text)/not-me", formToken: formToken(token))
        #expect(response.status == .ok && response.text.contains("L’établissement scolaire est prévenu"))
        let again = try await service.get("/s/\(token.text)")
        #expect(again.status == .gone && again.text.contains("Ce lien ne fonctionne plus"))
        #expect(!again.text.contains("/renew"), "the address on file is a stranger's")
        #expect(try await bench.mails(to: "school").count == 1)
    }

    @Test func `locks after five wrong codes`() async throws {
        _ = try await bench.issued()
        let ready = try await bench.prepare("student")
        let fields = [
            "code": ready.code == "000000" ? "000001" : "000000", "demande": ready.attempt.text,
            "empreinte": ready.shown.hexadecimal,
        ]
        var statuses: [Int] = []
        for _ in 0..<6 {
            let response = try await service.post(
                "/s/\(ready.token.text)/sign", fields, formToken: formToken(ready.token))
            statuses.append(response.status.code)
        }
        #expect(statuses == [303, 303, 303, 303, 429, 429])
    }

    @Test func `tells the employer whose turn it is not`() async throws {
        let id = try await bench.issued(.preset(.free))
        let token = try await bench.accessToken()
        #expect(
            try await service.get("/api/v1/conventions/\(id.text)", [.authorization: "Bearer \(token.text)"]).json[
                "isYourTurn"] as? Bool == true)
        let other = try await bench.issued()
        let response = try await service.get(
            "/api/v1/conventions/\(other.text)", [.authorization: "Bearer \(token.text)"])
        #expect(response.status == .unauthorized)
    }
}
