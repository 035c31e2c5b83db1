import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Parties
import Testing
import Workflow

@testable import HTTPService

@Suite("Sheets behind links and tokens")
struct SheetPageTests {
    private static let api = "/api/v1/conventions/\(Sample.conventionText)"
    private static let bearer: HTTPFields = [.authorization: "Bearer \(Sample.secret)"]

    private static func view(_ kind: LinkKind, _ sheets: [HandoverSheet]) -> SigningView {
        var view =
            kind == .signing ? Sample.view() : Sample.view(.completed(Sample.receipt()), kind: .reading)
        view.sheets = sheets
        return view
    }

    @Test(arguments: [(LinkKind.signing, "/s/"), (.reading, "/r/")])
    func `are offered on the page, and open from it`(kind: LinkKind, prefix: String) async throws {
        let service = ServiceUnderTest(signatories: .reading(Self.view(kind, [.contacts, .health])))
        let page = try await service.get(prefix + Sample.secret).text
        let names = [("contact-sheet", "fiche-de-contacts"), ("health-sheet", "fiche-pai")]
        for (kind, name) in names {
            let path = "\(prefix)\(Sample.secret)/\(name).pdf"
            #expect(page.contains("href=\"\(path)\""))
            let file = try await service.get(path)
            #expect(file.status == .ok && file.text == "%PDF-1.7 \(kind)")
            #expect(file.headers[.contentType] == "application/pdf" && file.headers[.cacheControl] == "no-store")
            #expect(
                file.headers[.contentDisposition] == "inline; filename=\"\(name)-\(Sample.conventionText).pdf\"")
        }
    }

    @Test(arguments: [LinkKind.signing, .reading])
    func `about health are not mentioned when there is none`(kind: LinkKind) async throws {
        for (sheets, contacts) in [([HandoverSheet.contacts], true), ([], false)] {
            let service = ServiceUnderTest(signatories: .reading(Self.view(kind, sheets)))
            let page = try await service.get((kind == .signing ? "/s/" : "/r/") + Sample.secret).text
            #expect(page.contains("Fiche de contacts (PDF)") == contacts)
            #expect(!page.contains("PAI"))
        }
    }

    @Test(arguments: [
        (WorkflowError.noHealthSheet, 404, "pas de fiche PAI"), (.placementOver, 410, "Le stage est terminé"),
        (.conventionErased, 410, "effacée"), (.unknownLink, 404, "introuvable"), (.alreadySigned, 409, "déjà signé"),
    ])
    func `that cannot be had are answered in plain French`(error: WorkflowError, status: Int, words: String)
        async throws
    {
        let service = ServiceUnderTest(signatories: .failing(error), employers: .failing(error))
        for prefix in ["/s/", "/r/"] {
            let answer = try await service.get("\(prefix)\(Sample.secret)/fiche-pai.pdf")
            #expect(answer.status.code == status && answer.text.contains(words), "\(answer.text)")
            #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        }
        let problem = try await service.get("\(Self.api)/health-sheet", Self.bearer)
        #expect(problem.status.code == status)
        #expect(try problem.json["type"] as? String == "urn:seing:problem:\(error.code)")
    }

    @Test func `are the employer's with its token, and named by the convention's state`() async throws {
        var view = Sample.employerView()
        view.sheets = [.contacts]
        var employers = EmployerUseCases.reading()
        let seen = view
        employers.view = { _, _ in seen }
        let service = ServiceUnderTest(employers: employers)
        let state = try await service.get(Self.api, Self.bearer).json
        let address = try #require(state["contactSheet"] as? String)
        #expect(address.hasSuffix("\(Self.api)/contact-sheet") && state["healthSheet"] == nil)
        for kind in ["contact-sheet", "health-sheet"] {
            #expect(try await service.get("\(Self.api)/\(kind)", Self.bearer).text == "%PDF-1.7 \(kind)")
        }
        #expect(try await service.get("\(Self.api)/contact-sheet").status == .unauthorized)
        #expect(try await service.get("\(Self.api)/health-sheet").status == .unauthorized)
        #expect(try await service.send(.post, "\(Self.api)/health-sheet", Self.bearer).status == .methodNotAllowed)
    }

    @Test func `leave neither link nor token in the log`() async throws {
        let service = ServiceUnderTest()
        _ = try await service.get("/r/\(Sample.secret)/fiche-pai.pdf")
        _ = try await service.get("\(Self.api)/health-sheet", Self.bearer)
        #expect(!service.log.text.contains(Sample.secret))
    }
}
