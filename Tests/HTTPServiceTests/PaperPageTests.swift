import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// Pages for who signs on paper, on the real use cases and a store in memory.
@Suite("Pages for signing on paper")
struct PaperPageTests {
    private let store = InMemoryStore()
    private let bench: WorkflowBench
    private let service: ServiceUnderTest

    init() throws {
        let store = store
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try WorkflowTexts.load(directory: templates))
        service = ServiceUnderTest(
            signatories: SignatoryUseCases(bench.workflow), employers: EmployerUseCases(bench.workflow))
    }

    private func attest(_ field: String, _ id: ConventionID) async throws {
        try await bench.workflow.attestPaper(
            PaperAttestationRequest(
                fieldName: field, signedOn: try #require(CalendarDate(iso8601: "2026-06-01")),
                attestedBy: "Hélène Roussel", function: "proviseure", scan: try PaperScan(Array("%PDF-1.7".utf8))),
            on: id)
    }

    @Test func `the signing page leads there, and the wish is recorded once and said on the page`() async throws {
        _ = try await bench.issued()
        let token = try await bench.signingLink("representative-1")
        let path = "/s/\(token.text)"
        #expect(try await service.get(path).text.contains("href=\"\(path)/papier\""))
        let page = try await service.get(path + "/papier")
        #expect(page.status == .ok && page.text.contains("document.pdf") && page.text.contains("<button"))
        let count = store.mails.count
        for _ in 0..<2 {
            let answer = try await service.post(
                path + "/papier", [:], formToken: ServiceUnderTest.formToken(token.text))
            #expect(answer.headers[.location] == path + "/papier")
        }
        #expect(store.mails.count == count + 1)
        let again = try await service.get(path + "/papier")
        #expect(again.text.contains("Votre choix est enregistré") && !again.text.contains("<button"))
        #expect(try await service.get(path).text.contains("Recevoir mon code"))
    }

    @Test func `without the page's token nothing is recorded`() async throws {
        _ = try await bench.issued()
        let token = try await bench.signingLink("student")
        let count = store.mails.count
        let answer = try await service.post("/s/\(token.text)/papier", [:], formToken: "wrong")
        #expect(answer.status == .forbidden && store.mails.count == count)
    }

    @Test func `the reading page lists the statement, and the link for signing is dead`() async throws {
        let id = try await bench.issued()
        let signing = try await bench.signingLink("representative-1")
        try await attest("representative-1", id)
        let link = try await bench.readingLink("representative-1")
        let path = "/r/\(link.text)"
        let cookie = try await service.enter(link, bench, "representative-1")
        let page = try await service.get(path, cookie)
        #expect(page.text.contains("attestée par Hélène Roussel, proviseure, le 1er juin 2026"))
        #expect(page.text.contains("\(path)/attestation-papier.pdf"))
        let statement = try await service.get(path + "/attestation-papier.pdf", cookie)
        #expect(statement.status == .ok && statement.text.hasPrefix("STATEMENT representative-1"))
        #expect(try await service.get("/s/\(signing.text)").text.contains("Vous avez déjà signé"))
        let other = "/s/\(try await bench.signingLink("student").text)"
        #expect(try await !service.get(other).text.contains("\(other)/papier"))
        #expect(try await service.get(other + "/papier").headers[.location] == other)
    }

    @Test func `the school is not offered paper, the employer is`() async throws {
        _ = try await bench.issued()
        try await bench.sign("student")
        try await bench.sign("representative-1")
        let school = "/s/\(try await bench.signingLink("school").text)"
        #expect(try await !service.get(school).text.contains("papier\""))
        #expect(try await service.get(school + "/papier").headers[.location] == school)
        try await bench.sign("school")
        let link = try await bench.readingLink("employer")
        let (host, cookie) = ("/r/\(link.text)", try await service.enter(link, bench, "employer"))
        #expect(try await service.get(host, cookie).text.contains("href=\"\(host)/papier\""))
        #expect(try await service.get(host + "/papier", cookie).text.contains("jeton d’accès reçu par courriel"))
    }
}
