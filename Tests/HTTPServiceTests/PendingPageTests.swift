import ConventionDomain
import HTTPTypes
import HummingbirdTesting
import Testing
import Workflow

@testable import HTTPService

@Suite("Signature in progress")
struct PendingPageTests {
    private let pending: ServiceUnderTest

    init() {
        var useCases = SignatoryUseCases.working(Sample.view(.pending(Sample.pending())))
        useCases.sign = { _, _ in .pending(Sample.pending()) }
        useCases.requestCode = { _, _, _ throws(WorkflowError) in throw .signaturePending }
        pending = ServiceUnderTest(signatories: useCases)
    }

    @Test(arguments: ["code", "sign"])
    func `leads from the form to a page that can be loaded again`(action: String) async throws {
        let fields = action == "code" ? SampleForm.agreed : SampleForm.code
        let response = try await pending.post("\(SampleForm.path)/\(action)", fields)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == SampleForm.path + "/pending")
        for _ in 0..<2 {
            let page = try await pending.get(SampleForm.path + "/pending")
            #expect(page.status == .ok)
            #expect(page.text.contains("<h1>Votre accord est enregistré, la signature est en cours</h1>"))
            #expect(page.text.contains("role=\"status\""))
            #expect(!page.text.contains("action=\"\(SampleForm.path)/sign\""))
        }
    }

    @Test(arguments: ["", "/receipt", "/code"]) func `is where the link leads meanwhile`(path: String) async throws {
        let response = try await pending.get(SampleForm.path + path)
        #expect(response.status == .seeOther)
        let target = try #require(response.headers[.location])
        #expect(target == SampleForm.path + (path.isEmpty ? "/pending" : ""))
    }

    @Test func `offers to refuse`() async throws {
        let page = try await pending.get(SampleForm.path + "/pending")
        #expect(page.text.contains("action=\"\(SampleForm.path)/refusal/code\""))
    }

    @Test func `leads back once there is nothing to wait for`() async throws {
        let response = try await ServiceUnderTest(signatories: .working()).get(SampleForm.path + "/pending")
        #expect(response.headers[.location] == SampleForm.path)
    }

    @Test(arguments: [false, true])
    func `is answered to an employer with 202 and where to ask again`(isReplay: Bool) async throws {
        var employers = EmployerUseCases.working()
        employers.countersign = { _, _, _ in .pending(Sample.pending(Sample.claire), isReplay: isReplay) }
        let response = try await ServiceUnderTest(employers: employers)
            .send(.post, CountersignatureTests.path, CountersignatureTests.headers, CountersignatureTests.body)
        #expect(response.status == .accepted)
        #expect(response.headers[.location]?.hasSuffix(CountersignatureTests.base) == true)
        #expect(response.headers[.retryAfter] == "30")
        #expect((response.headers[.idempotencyReplayed] == "true") == isReplay)
        #expect(try response.json["state"] as? String == "signatureInProgress")
        #expect(try response.json["consentEndsAt"] as? String != nil)
    }

    @Test func `another request of an employer meanwhile is a conflict`() async throws {
        let response = try await ServiceUnderTest(employers: .failing(.signaturePending))
            .send(.post, CountersignatureTests.path, CountersignatureTests.headers, CountersignatureTests.body)
        #expect(response.status == .conflict)
        #expect(try response.json["type"] as? String == "urn:seing:problem:signature-pending")
    }
}
