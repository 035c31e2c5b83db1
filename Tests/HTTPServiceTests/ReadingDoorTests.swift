import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// Pages behind a reading link, on the real use cases and a store in memory.
@Suite("Pages behind a reading link")
struct ReadingDoorTests {
    private let store = InMemoryStore()
    private let bench: WorkflowBench
    private let service: ServiceUnderTest

    init() throws {
        let store = store
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try WorkflowTexts.load(directory: templates))
        var service = ServiceUnderTest(
            signatories: SignatoryUseCases(bench.workflow), employers: EmployerUseCases(bench.workflow))
        service.preparing = bench.workflow
        self.service = service
    }

    /// The host reads what it is to sign, its turn has come: the link with the most behind it.
    private func hostsLink() async throws -> (ConventionID, LinkToken) {
        let id = try await bench.issued()
        for field in ["student", "representative-1", "school"] { try await bench.sign(field) }
        return (id, try await bench.readingLink("employer"))
    }

    @Test func `say nothing of anybody before a code, at any address, by whatever method`() async throws {
        let (id, token) = try await hostsLink()
        let routes = try service.linkRoutes()
        #expect(routes.count > 35)
        for path in ["/r/:token/preuve.xml", "/a/:token"] { #expect(routes.contains { $0.path == path }, "\(path)") }
        let (head, count) = (try await store.conventionStore.history(id)?.head, store.mails.count)
        try await service.knockEverywhere(with: token, at: routes)
        #expect(store.mails.count == count + 1, "one code, and nothing else was set off")
        #expect(try await store.conventionStore.history(id)?.head == head)
    }

    @Test func `show one button, and open after the code for who entered it`() async throws {
        let (_, token) = try await hostsLink()
        let path = "/r/\(token.text)"
        let door = try await service.get(path)
        #expect(door.status == .ok && door.text.ranges(of: "<button").count == 1)
        #expect(door.text.contains("Recevoir un code") && door.text.contains("action=\"\(path)/code\""))
        let cookie = try await service.enter(token, bench, "employer")
        let page = try await service.get(path, cookie)
        #expect(page.text.contains("Menuiserie Martin") && page.text.contains("Article 1"))
        #expect(try await service.get(path + "/document.pdf", cookie).text.hasPrefix("DOCUMENT"))
        #expect(try await service.get(path + "/papier", cookie).text.contains("papier"))
        // Another browser with the same link.
        #expect(try await service.get(path).text == door.text)
        // Who comes back to the page of the code is led on.
        let again = try await service.get("\(path)/code?demande=\(Sample.attemptText)", cookie)
        #expect(again.status == .seeOther && again.headers[.location] == path)
    }

    @Test(arguments: ["https://seing.example", "http://127.0.0.1:8080"])
    func `give a cookie that scripts, other sites and open connections do not get`(base: String) async throws {
        var service = service
        service.publicBaseURL = base
        let (_, token) = try await hostsLink()
        let answer = try await service.answerToCode(token, bench, "employer")
        let text = try #require(answer.headers[.setCookie])
        let isSecure = base.hasPrefix("https")
        #expect(text.contains("; Path=/; HttpOnly; SameSite=Lax") && !text.contains("Domain"))
        #expect(text.hasPrefix("__Host-") == isSecure && text.contains("Secure") == isSecure)
        #expect(!text.contains(token.text))
    }

    @Test func `a pass of one link opens no other`() async throws {
        let (_, token) = try await hostsLink()
        let cookie = try await service.enter(token, bench, "employer")
        let other = try await bench.readingLink("student")
        #expect(try await !service.get("/r/\(other.text)", cookie).text.contains("Menuiserie"))
        // Not even under the name of the other's cookie.
        let pass = try #require(cookie[.cookie]?.split(separator: "=").last)
        let name = try #require(
            try await service.answerToCode(other, bench, "student").headers[.setCookie]?.split(separator: "=").first)
        let forged: HTTPFields = [.cookie: "\(name)=\(pass)"]
        #expect(try await !service.get("/r/\(other.text)", forged).text.contains("Menuiserie"))
    }

    @Test func `a reading link under the address of a signing link is no way round`() async throws {
        let (_, token) = try await hostsLink()
        for end in ["", "/document.pdf", "/receipt", "/papier", "/fiche-de-contacts.pdf", "/refusal"] {
            let answer = try await service.get("/s/\(token.text)\(end)")
            #expect(answer.status == .seeOther && answer.headers[.location] == "/r/\(token.text)", "\(end)")
        }
    }

    @Test func `a wrong code is said on a page that can be loaded again, and five of them make a pause`() async throws {
        let (_, token) = try await hostsLink()
        let form = ServiceUnderTest.formToken(token.text)
        let asked = try await service.post("/r/\(token.text)/code", formToken: form)
        let address = try #require(asked.headers[.location])
        let attempt = try #require(address.split(separator: "=").last).description
        let right = try await bench.code("employer")
        let wrong = ["code": right == "000000" ? "000001" : "000000", "demande": attempt]
        let answer = try await service.post("/r/\(token.text)/lire", wrong, formToken: form)
        let page = try await service.get(
            try #require(answer.headers[.location]?.split(separator: "#").first).description)
        #expect(page.text.contains("il vous reste 4 essais") && page.text.contains("aria-invalid=\"true\""))
        for _ in 0..<3 { _ = try await service.post("/r/\(token.text)/lire", wrong, formToken: form) }
        let locked = try await service.post("/r/\(token.text)/lire", wrong, formToken: form)
        #expect(locked.status == .tooManyRequests && locked.text.contains("Trop de codes erronés"))
        let late = ["code": right, "demande": attempt]
        #expect(try await service.post("/r/\(token.text)/lire", late, formToken: form).status == .tooManyRequests)
    }

    @Test func `take no form that no page of this link sent`() async throws {
        let (_, token) = try await hostsLink()
        let count = store.mails.count
        for end in ["code", "lire", "renew", "papier", "refusal/code"] {
            let answer = try await service.post("/r/\(token.text)/\(end)", SampleForm.code, formToken: "wrong")
            #expect([.forbidden, .seeOther].contains(answer.status), "\(end)")
        }
        #expect(store.mails.count == count)
    }

    @Test func `send a new access token to who has entered a code only`() async throws {
        let (_, token) = try await hostsLink()
        let (path, form) = ("/r/\(token.text)", ServiceUnderTest.formToken(token.text))
        let access = try await bench.accessToken()
        #expect(try await service.post(path + "/renew", formToken: form).headers[.location] == path)
        #expect(try await bench.accessToken() == access)
        let cookie = try await service.enter(token, bench, "employer")
        #expect(try await service.post(path + "/renew", formToken: form, cookie).headers[.location] == "/lien-demande")
        #expect(try await bench.accessToken() != access)
    }
}
