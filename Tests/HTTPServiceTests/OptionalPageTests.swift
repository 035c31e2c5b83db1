import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The pages of referent teacher and tutor, who need not sign, with the real use cases behind them.
@Suite("Pages of who need not sign")
struct OptionalPageTests {
    private let bench: WorkflowBench
    private let service: ServiceUnderTest

    init() throws {
        (bench, service) = try ServiceUnderTest.onWorkflow(sample: .withOptional)
    }

    private func path(_ fieldName: String) async throws -> String {
        "/s/\(try await bench.signingLink(fieldName).text)"
    }

    private func post(_ path: String) async throws -> TestResponse {
        try await service.post(path, formToken: ServiceUnderTest.formToken(try await bench.signingLink("tutor").text))
    }

    private func signByAll(_ id: ConventionID) async throws {
        for field in ["student", "representative-1", "school"] { try await bench.sign(field) }
        try await bench.countersign(id)
    }

    @Test func `say that it is optional, and offer neither a refusal nor paper`() async throws {
        _ = try await bench.issued()
        let page = try await service.get(try await path("tutor")).text
        #expect(page.contains("Votre signature est facultative"))
        #expect(page.contains("/decline\"") && page.contains("Ce n’est pas moi"))
        #expect(!page.contains("/refusal/code") && !page.contains("/papier"))
        let parent = try await service.get(try await path("representative-1")).text
        #expect(!parent.contains("/decline\"") && parent.contains("/refusal/code") && parent.contains("/papier"))
        #expect(parent.contains("Peut signer (facultatif)"))
    }

    @Test func `take « Je ne signe pas », which ends nothing`() async throws {
        let id = try await bench.issued()
        let path = try await path("tutor")
        for _ in 0..<2 {
            let answer = try await post(path + "/decline")
            #expect(answer.status == .ok && answer.text.contains("C’est noté"))
        }
        let again = try await service.get(path).text
        #expect(again.contains("Vous avez indiqué ne pas signer") && again.contains("Recevoir mon code"))
        try await signByAll(id)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }

    @Test func `are for nobody else: who must sign has no such address`() async throws {
        _ = try await bench.issued()
        let token = try await bench.signingLink("student")
        let answer = try await service.post(
            "/s/\(token.text)/decline", formToken: ServiceUnderTest.formToken(token.text))
        #expect(answer.status == .notFound)
    }

    @Test func `say kindly, once all have signed who must, that it is complete, and show nothing of it`() async throws {
        let id = try await bench.issued()
        let path = try await path("tutor")
        try await signByAll(id)
        for end in ["", "/document.pdf", "/receipt", "/pending", "/code", "/fiche-de-contacts.pdf", "/papier"] {
            var answer = try await service.get(path + end)
            if let next = answer.headers[.location] { answer = try await service.get(next) }
            for text in ServiceUnderTest.personal { #expect(!answer.text.contains(text), "\(text) at \(end)") }
        }
        let page = try await service.get(path)
        #expect(page.status == .ok && page.text.contains("La convention est complète"))
        let late = try await post(path + "/decline")
        #expect(late.status == .conflict && late.text.contains("La convention est complète"))
    }
}
