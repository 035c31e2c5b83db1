import ConventionDomain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Typesetting
import Workflow

@testable import HTTPService

@Suite("Proof files over HTTP")
struct ProofPageTests {
    private static let link = "/r/\(Sample.secret)"

    private static func copy(_ form: ProofForm, _ field: String?) -> ProofCopy {
        ProofCopy(
            convention: Sample.conventionID, fieldName: field, form: form,
            bytes: Array("<\(form.rawValue) \(field ?? "-")>".utf8))
    }

    private static let proofs = ProofUseCases(
        copy: { form, _ in copy(form, "student") },
        content: { _ in
            DocumentContent(
                metadata: DocumentMetadata(title: "t", subject: "s", author: "a", creationTime: 0),
                blocks: [.heading(level: 1, [Inline("Dossier <de> preuve")])])
        }, ofConvention: { _, field in copy(.xml, field) })

    private func service(_ view: SigningView, _ proofs: ProofUseCases = proofs) -> ServiceUnderTest {
        var service = ServiceUnderTest(signatories: .reading(view))
        service.proofs = proofs
        return service
    }

    @Test func `are offered once all have signed, as a page, as sealed XML and as PDF`() async throws {
        let service = service(Sample.view(.completed(Sample.receipt()), kind: .reading))
        #expect(try await service.get(Self.link).text.contains("href=\"\(Self.link)/preuve\""))
        let page = try await service.get(Self.link + "/preuve")
        #expect(page.status == .ok && page.text.contains("Dossier &lt;de&gt; preuve"))
        for (form, type, way) in [("xml", "application/xml", "attachment"), ("pdf", "application/pdf", "inline")] {
            #expect(page.text.contains("href=\"\(Self.link)/preuve.\(form)\""))
            let file = try await service.get("\(Self.link)/preuve.\(form)")
            #expect(file.status == .ok && file.text == "<\(form) student>" && file.headers[.contentType] == type)
            #expect(
                file.headers[.contentDisposition]
                    == "\(way); filename=\"dossier-de-preuve-\(Sample.conventionText)-student.\(form)\"")
            #expect(file.headers[.cacheControl] == "no-store")
        }
    }

    @Test func `are not offered before`() async throws {
        let page = try await service(Sample.view(.signed(Sample.receipt()), kind: .reading)).get(Self.link).text
        #expect(!page.contains("preuve"))
    }

    @Test(arguments: [
        (WorkflowError.unknownLink, 404), (.conventionErased, 410), (.unavailable(.timeStamping), 503),
        (.wrongState(.signing), 409),
    ])
    func `that cannot be had are answered as everything else is`(error: WorkflowError, status: Int) async throws {
        let failing = ProofUseCases(
            copy: { _, _ throws(WorkflowError) in throw error }, content: { _ throws(WorkflowError) in throw error },
            ofConvention: { _, _ throws(WorkflowError) in throw error })
        let service = service(Sample.view(.completed(Sample.receipt()), kind: .reading), failing)
        for path in ["/preuve", "/preuve.xml", "/preuve.pdf"] {
            #expect(try await service.get(Self.link + path).status.code == status, "\(path)")
        }
    }

    @Test func `are given to a school's software for its key, and to nobody else`() async throws {
        let path = "/api/v1/conventions/\(Sample.conventionText)/proof"
        var service = service(Sample.view(.completed(Sample.receipt()), kind: .reading))
        let bearer: HTTPFields = [.authorization: "Bearer \(Sample.secret)"]
        let whole = try await service.get(path, bearer)
        #expect(whole.status == .ok && whole.text == "<xml ->")
        #expect(try await service.get(path + "?signatory=school", bearer).text == "<xml school>")
        #expect(try await service.get(path).status == .unauthorized)
        service.schools.authenticate = { _ throws(WorkflowError) in throw .unauthorized }
        #expect(try await service.get(path, bearer).status == .unauthorized)
    }
}
