import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// An amendment that is announced to a father who does not sign. Rule: nobody reads that a convention is held up or stopped, which holds.
@Suite("What is said of an amendment to whoever does not sign it, or reads it")
struct AmendmentNoticeTests {
    private let store = InMemoryStore()
    private let bench: WorkflowBench
    private let father: OtherParent
    private let service: ServiceUnderTest
    private let amendment: ConventionID

    init() async throws {
        let store = store
        var documents = OtherParent.documents
        documents.amend = { source in
            CheckedConvention(
                canonicalData: source.inForce + Array(" hours".utf8), outline: SampleConvention().checked.outline,
                signatories: SampleConvention.fourSignatories, organisations: [:],
                templateIdentifier: "amendment-2025-11")
        }
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails },
            texts: try WorkflowTexts.load(directory: ServiceUnderTest.package.appending(path: "Templates").path),
            documents: documents)
        father = OtherParent(bench)
        let convention = try await father.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
        try await bench.countersign(convention)
        bench.advance(by: 86_400)
        let day = try #require(CalendarDate(iso8601: "2026-06-17"))
        amendment = try await bench.workflow.amend(
            convention, AmendmentRequest(data: Array("hours".utf8), effectiveOn: day))
        try await bench.workflow.issue(amendment)
        var service = ServiceUnderTest(
            signatories: SignatoryUseCases(bench.workflow), employers: EmployerUseCases(bench.workflow))
        service.preparing = bench.workflow
        self.service = service
    }

    /// With plain spaces, and without what is said of the convention rightly: that it goes on as it was.
    private func words(_ path: String, _ cookie: HTTPFields = [:]) async throws -> String {
        try await service.get(path, cookie).text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
            .replacing("&nbsp;", with: " ").replacing("&#8239;", with: " ")
    }

    private func namesNoConvention(_ page: String) -> Bool {
        [
            "cette convention", "signer la convention", "Lire la convention", "La convention pourra", "à ce stage",
            "de ce stage",
        ]
        .allSatisfy { !page.contains($0) }
    }

    @Test func `is called an amendment on every page of that parent, and in the mails with his codes`() async throws {
        let token = try await father.link()
        let path = "/a/\(token.text)"
        let cookie = try await service.enter(token, father)
        let page = try await words(path, cookie)
        #expect(page.contains("Un avenant qui vous est annoncé") && page.contains("Je m’oppose à cette modification"))
        #expect(page.contains("personne ne pourra signer l’avenant") && page.contains("Texte de l’avenant"))
        #expect(namesNoConvention(page), "\(page)")
        let asked = try await service.post(
            path + "/code", [:], formToken: ServiceUnderTest.formToken(token.text), cookie)
        let mail = try #require(try await bench.mails(toAddress: OtherParent.email).last)
        #expect(mail.textBody.contains("pour vous opposer à la modification de la convention de stage (avenant)"))
        let form = try await words(try #require(asked.headers[.location]), cookie)
        #expect(form.contains("M’opposer à cette modification") && form.contains("personne ne pourra signer l’avenant"))
        #expect(namesNoConvention(form), "\(form)")
        try await father.object()
        let held = try await words(path, cookie)
        #expect(
            held.contains("Votre opposition à cette modification") && held.contains("On pourra alors de nouveau signer")
        )
        #expect(held.contains("la convention s’applique sans changement") && namesNoConvention(held), "\(held)")
        try await father.withdraw()
        let told = try #require(try await bench.mails(to: "school").last { $0.subject.contains("retirée") })
        #expect(told.subject.contains("avenant") && told.textBody.contains("à la modification de la convention"))
    }

    @Test(arguments: ["expired", "refused", "cancelled", "completed"])
    func `is called an amendment whatever became of it`(end: String) async throws {
        let token = try await father.link()
        switch end {
        case "expired":
            bench.advance(by: 15 * 86_400)
            _ = try await bench.workflow.meetDeadlines(of: amendment)
        case "refused": try await bench.refuse(try await bench.signingLink("student"), "student", reason: "Non")
        case "cancelled": try await bench.workflow.cancel(amendment, reason: "Erreur")
        default:
            for fieldName in ["student", "representative-1", "school"] { try await bench.sign(fieldName) }
            try await bench.countersign(amendment, key: "key-2")
        }
        let view = try await bench.workflow.noticeView(token)
        #expect(view.relation.isOfAnAmendment && "\(view.situation)" == end)
        let sentence = view.sentence(FrenchDate(timeZone: .paris))
        #expect(sentence.contains("avenant") && namesNoConvention(sentence), "\(sentence)")
        #expect(sentence.contains("s’applique sans changement") == (end != "completed"))
        #expect(!sentence.contains("commencer"))
    }

    @Test func `is called an amendment to who signs, reads, waits or is too late`() async throws {
        let signing = "/s/\(try await bench.signingLink("student").text)"
        let page = try await words(signing)
        #expect(page.contains("Ouvrir l’avenant en PDF") && page.contains("<h2 id=\"lire\">Lire l’avenant</h2>"))
        try await bench.sign("student")
        let receipt = try #require(try await bench.mails(to: "student").last)
        #expect(
            !receipt.textBody.contains("relire la convention") && !receipt.textBody.contains("signé cette convention"))
        let link = try await bench.readingLink("student")
        let cookie = try await service.enter(link, bench, "student")
        #expect(try await words("/r/\(link.text)", cookie).contains("<h2 id=\"lire\">Lire l’avenant</h2>"))
        bench.advance(by: 3_600)
        try await father.object()
        let held = try await words("/r/\(link.text)", try await service.enter(link, bench, "student"))
        #expect(held.contains("L’établissement examine cet avenant") && !held.contains("examine cette convention"))
        let mother = "/s/\(try await bench.signingLink("representative-1").text)"
        try await bench.workflow.cancel(amendment, reason: "Erreur")
        let closed = try await words(mother)
        #expect(closed.contains("Cet avenant n’est plus à signer") && !closed.contains("Cette convention n’est plus"))
    }
}
