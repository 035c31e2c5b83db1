import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
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
        _ path: String, _ fields: [String: String] = [:], token: LinkToken
    ) async throws -> TestResponse {
        try await service.post(path, fields, formToken: ServiceUnderTest.formToken(token.text))
    }

    @Test func `reading changes nothing, shows no contact, and offers one thing to decide`() async throws {
        let id = try await father.issued()
        let token = try await father.link()
        let (before, count) = (try await bench.workflow.show(id).history.count, store.mails.count)
        for path in ["", "/code", "/opposition"] { _ = try await service.get("/a/\(token.text)\(path)") }
        #expect(try await bench.workflow.show(id).history.count == before && store.mails.count == count)
        let page = try await service.get("/a/\(token.text)").text
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
        let asked = try await post(path + "/code", token: token)
        let place = try #require(asked.headers[.location])
        #expect(try await service.get(place).text.contains("M’opposer à ce stage"))
        let attempt = try #require(place.split(separator: "=").last.map(String.init))
        let wrong = try await post(
            path + "/opposition", ["demande": attempt, "code": "000", "decision": "opposition"], token: token)
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("aria-invalid"))
        let code = try await father.code()
        let fields = ["demande": attempt, "code": code, "decision": "opposition"]
        for _ in 0..<2 {
            #expect(try await post(path + "/opposition", fields, token: token).headers[.location] == path)
        }
        #expect(try await bench.workflow.show(id).objections == ["representative-2"])
        #expect(try await service.get(path).text.contains("Retirer mon opposition"))
        let signing = try await service.get("/s/\(try await bench.signingLink("student").text)")
        #expect(signing.text.contains("L’établissement examine cette convention"))
        #expect(!signing.text.contains("Ousmane") && !signing.text.contains("opposition"))
        let back = try #require(try await post(path + "/code", token: token).headers[.location])
        let second = try #require(back.split(separator: "=").last.map(String.init))
        _ = try await post(
            path + "/opposition", ["demande": second, "code": try await father.code(), "decision": "retrait"],
            token: token)
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
        #expect(try await service.get("/a/\(try await father.link().text)").text.contains("Article 1"))
    }

    @Test func `without the page's token nothing is asked for`() async throws {
        _ = try await father.issued()
        let token = try await father.link()
        let count = store.mails.count
        let answer = try await service.post("/a/\(token.text)/code", [:], formToken: "wrong")
        #expect(answer.status == .forbidden && store.mails.count == count)
    }
}
