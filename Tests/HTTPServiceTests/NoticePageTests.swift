import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The pages of a parent who does not sign, on the real use cases and a store in memory.
@Suite("Pages for a parent who does not sign")
struct NoticePageTests {
    private let store = InMemoryStore()
    private let bench: WorkflowBench
    private let father: OtherParent
    private let service: ServiceUnderTest

    init() throws {
        let store = store
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try WorkflowTexts.load(directory: templates),
            documents: OtherParent.documents)
        father = OtherParent(bench)
        var service = ServiceUnderTest(
            signatories: SignatoryUseCases(bench.workflow), employers: EmployerUseCases(bench.workflow))
        service.preparing = bench.workflow
        self.service = service
    }

    private func post(
        _ path: String, _ fields: [String: String] = [:], token: LinkToken, _ cookie: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await service.post(path, fields, formToken: ServiceUnderTest.formToken(token.text), cookie)
    }

    @Test func `say nothing of anybody before a code, at any address, by whatever method`() async throws {
        let id = try await father.issued()
        let token = try await father.link()
        let (head, count) = (try await store.conventionStore.history(id)?.head, store.mails.count)
        try await service.knockEverywhere(with: token, at: try service.linkRoutes())
        #expect(store.mails.count == count + 1, "one code for reading, and nothing else was set off")
        #expect(try await store.conventionStore.history(id)?.head == head)
        // Not even whether that parent has objected.
        let door = try await service.get("/a/\(token.text)").text
        #expect(door.contains("Recevoir un code") && door.contains("action=\"/a/\(token.text)/lecture\""))
        bench.advance(by: 3_600)
        try await father.object()
        #expect(try await service.get("/a/\(token.text)").text == door)
    }

    @Test
    func `a pass opens the page of its own link alone, for half an hour, and not once the parent must not be told`()
        async throws
    {
        let id = try await father.issued()
        let token = try await father.link()
        let cookie = try await service.enter(token, father)
        let path = "/a/\(token.text)"
        #expect(try await service.get(path, cookie).text.contains("Menuiserie Martin"))
        let reading = try await service.get("/r/\(token.text)", cookie)
        #expect(reading.status == .notFound && !reading.text.contains("Menuiserie"))
        bench.advance(by: 1_801)
        #expect(try await !service.get(path, cookie).text.contains("Menuiserie"))
        let again = try await service.enter(token, father)
        try await bench.workflow.correctSheet(
            of: id, with: .init(contacts: [.init(of: .representative2, email: OtherParent.email, notice: .forbidden)]))
        #expect(try await !service.get(path, again).text.contains("Menuiserie"))
    }

    @Test func `too many wrong codes end the link, and the school is told whose it was`() async throws {
        _ = try await father.issued()
        let token = try await father.link()
        for _ in 0..<6 {
            let asked = try await bench.workflow.requestNoticeReadingCode(token)
            let right = try await father.code()
            for _ in 0..<5 {
                _ = try? await bench.workflow.enterForReadingNotice(
                    token, code: right == "000000" ? "000001" : "000000", attempt: asked.attempt)
            }
            bench.advance(by: 3_600)
        }
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.noticeView(token) }
        let told = try #require(try await bench.mails(to: "school").last)
        #expect(told.textBody.contains("Ousmane Diallo (Père)") && told.subject.contains("ne fonctionne plus"))
        #expect(try await service.get("/a/\(token.text)").status == .gone)
    }

    @Test func `reading changes nothing, shows no contact, and offers one thing to decide`() async throws {
        let id = try await father.issued()
        let token = try await father.link()
        let cookie = try await service.enter(token, father)
        let (before, count) = (try await bench.workflow.show(id).history.count, store.mails.count)
        for path in ["", "/code", "/opposition"] { _ = try await service.get("/a/\(token.text)\(path)", cookie) }
        #expect(try await bench.workflow.show(id).history.count == before && store.mails.count == count)
        let page = try await service.get("/a/\(token.text)", cookie).text
        #expect(page.contains("Je m’oppose à ce stage") && page.contains("Article 1"))
        for address in ["student@exemple.fr", "representative-1@exemple.fr", OtherParent.email] {
            #expect(!page.contains(address))
        }
    }

    @Test func `objecting takes the page's form, a code and the same form again; so does taking it back`() async throws
    {
        let id = try await father.issued()
        let token = try await father.link()
        let path = "/a/\(token.text)"
        let cookie = try await service.enter(token, father)
        let asked = try await post(path + "/code", token: token, cookie)
        let place = try #require(asked.headers[.location])
        #expect(try await service.get(place, cookie).text.contains("M’opposer à ce stage"))
        let attempt = try #require(place.split(separator: "=").last.map(String.init))
        let wrong = try await post(
            path + "/opposition", ["demande": attempt, "code": "000", "decision": "opposition"], token: token, cookie)
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("aria-invalid"))
        let code = try await father.code()
        let fields = ["demande": attempt, "code": code, "decision": "opposition"]
        for _ in 0..<2 {
            #expect(try await post(path + "/opposition", fields, token: token, cookie).headers[.location] == path)
        }
        #expect(try await bench.workflow.show(id).objections == ["representative-2"])
        #expect(try await service.get(path, cookie).text.contains("Retirer mon opposition"))
        let signing = try await service.get("/s/\(try await bench.signingLink("student").text)")
        #expect(signing.text.contains("L’établissement examine cette convention"))
        #expect(!signing.text.contains("Ousmane") && !signing.text.contains("opposition"))
        let back = try #require(try await post(path + "/code", token: token, cookie).headers[.location])
        let second = try #require(back.split(separator: "=").last.map(String.init))
        _ = try await post(
            path + "/opposition", ["demande": second, "code": try await father.code(), "decision": "retrait"],
            token: token, cookie)
        #expect(try await bench.workflow.show(id).objections.isEmpty)
    }

    @Test func `a link that was replaced shows nothing, and asks for a new one at the address on file`() async throws {
        let id = try await father.issued()
        let token = try await father.link()
        try await bench.workflow.resendInvitation(of: id, to: "representative-2")
        let dead = try await service.get("/a/\(token.text)")
        #expect(dead.status == .gone && dead.text.contains(#"action="/a/\#(token.text)/renew""#))
        #expect(!dead.text.contains("Diallo") && !dead.text.contains("Article 1"))
        let count = try await bench.mails(toAddress: OtherParent.email).count
        #expect(try await post("/a/\(token.text)/renew", token: token).headers[.location] == "/lien-demande")
        #expect(try await bench.mails(toAddress: OtherParent.email).count == count + 1)
        let renewed = try await father.link()
        let cookie = try await service.enter(renewed, father)
        #expect(try await service.get("/a/\(renewed.text)", cookie).text.contains("Article 1"))
    }

    @Test func `without the page's token nothing is asked for`() async throws {
        _ = try await father.issued()
        let token = try await father.link()
        let cookie = try await service.enter(token, father)
        let count = store.mails.count
        for end in ["code", "lecture", "lire"] {
            let answer = try await service.post("/a/\(token.text)/\(end)", [:], formToken: "wrong", cookie)
            #expect(answer.status == .forbidden && store.mails.count == count, "\(end)")
        }
    }
}
