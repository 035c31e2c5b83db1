import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// A convention that an amendment of its hours changes, signed by all.
@Suite("Pages of amendments")
struct AmendmentPageTests {
    private let service: ServiceUnderTest
    private let bench: WorkflowBench
    private let convention: ConventionID
    private let amendment: ConventionID
    /// To the convention, given before there was an amendment.
    private let reading: String
    private let link: LinkToken
    private let signing: String

    init() async throws {
        let store = InMemoryStore()
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails },
            texts: try WorkflowTexts.load(directory: ServiceUnderTest.package.appending(path: "Templates").path))
        convention = try await bench.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
        try await bench.countersign(convention)
        link = try await bench.readingLink("student")
        reading = "/r/\(link.text)"
        bench.advance(by: 86_400)
        let day = try #require(CalendarDate(iso8601: "2026-06-10"))
        amendment = try await bench.workflow.amend(
            convention, AmendmentRequest(data: Array("hours".utf8), effectiveOn: day))
        try await bench.workflow.issue(amendment)
        signing = "/s/\(try await bench.signingLink("student").text)"
        var service = ServiceUnderTest(signatories: SignatoryUseCases(bench.workflow))
        let workflow = bench.workflow
        service.printedCopies = PrintedCopies { code throws(WorkflowError) in try await workflow.printedCopy(code) }
        self.service = service
    }

    private func sign() async throws {
        for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
        try await bench.countersign(amendment, key: "key-2")
    }

    @Test func `who is asked to sign one reads that it is one, and the convention that it changes`() async throws {
        let page = try await service.get(signing).text
        #expect(page.contains("Signer l’avenant à la convention de stage") && page.contains("Lire l’avenant"))
        #expect(page.contains("il modifie la convention n° <code>\(convention.text)</code> à compter du 10 juin 2026"))
        let document = try await service.get(signing + "/convention-modifiee.pdf")
        #expect(document.status == .ok && document.headers[.contentType] == "application/pdf")
    }

    @Test func `the convention says nothing of one that is not signed, and leads to one that is`() async throws {
        let path = reading + "/avenants/\(amendment.text)"
        let cookie = try await service.enter(link, bench, "student")
        #expect(try await !service.get(reading, cookie).text.contains("avenant"))
        #expect(try await service.get(path, cookie).status == .notFound)
        try await sign()
        #expect(try await service.get(path).status == .seeOther, "without a code for reading")
        let page = try await service.get(reading, cookie).text
        #expect(page.contains("modifiée par l’avenant n° <code>\(amendment.text)</code>"))
        #expect(page.contains("href=\"\(path)\"") && page.contains("La convention est signée par tous."))
        #expect(try await service.get(path, cookie).status == .ok)
        for other in [convention.text, "nonsense", String(repeating: "a", count: 20)] {
            #expect(try await service.get(reading + "/avenants/\(other)", cookie).status == .notFound, "\(other)")
        }
    }

    @Test func `not signed in time it alarms nobody: the placement goes on as it was agreed`() async throws {
        bench.advance(by: 9 * 86_400)
        _ = try await bench.workflow.meetDeadlines(of: amendment)
        let page = try await service.get(signing).text
        #expect(page.contains("s’appliquer sans changement") && !page.contains("ne doit pas commencer"))
    }

    @Test func `its receipt names what was signed, and refusing it stops no convention`() async throws {
        #expect(try await !service.get(signing).text.contains("Un refus arrête la convention"))
        let path = signing
        try await bench.sign("student")
        let page = try await service.get(path + "/receipt").text
        #expect(page.contains("Vous avez signé la modification de la convention de stage (avenant)"))
    }

    @Test func `a printed page of the convention names it`() async throws {
        try await sign()
        let digest = PaperDocument.digest(bench.sample.data)
        let page = try await service.get("/v/\(convention.text)/\(digest.hexadecimal)").text
        #expect(page.contains("puis modifiée par un avenant"))
        let words = page.replacing("\u{A0}", with: " ")
        #expect(words.contains("modifiée par l’avenant n° \(amendment.text), signé le 2 juin 2026"))
    }
}
