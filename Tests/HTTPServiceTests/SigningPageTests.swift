import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Testing

@testable import HTTPService
@testable import Workflow

@Suite("Signing page")
struct SigningPageTests {
    @Test(arguments: ["x", "%3Cb%3E", String(repeating: "a", count: 42), String(repeating: "a", count: 44), "a.b"])
    func `answers an address that is no link with a page that tells nothing`(token: String) async throws {
        let response = try await ServiceUnderTest().get("/s/\(token)")
        #expect(response.status == .notFound)
        #expect(response.text.contains("Page introuvable"))
        #expect(!response.text.contains("Recevoir"))
    }

    @Test func `says who asks for what, on which convention, until when`() async throws {
        let page = try await ServiceUnderTest().get(SampleForm.path)
        #expect(page.status == .ok)
        for text in [
            "Bonjour Mariam Diallo",
            "Collège Jean-Moulin vous demande de lire et de signer la convention de stage d’Awa Diallo",
            "Menuiserie Martin", "du 15 au 19\u{A0}juin 2026", "<strong>Mère</strong>", "11\u{A0}juin 2026",
            Sample.conventionText,
        ] {
            #expect(page.text.contains(text), "\(text)")
        }
    }

    @Test func `shows the text of the convention and the way to the PDF`() async throws {
        let page = try await ServiceUnderTest().get(SampleForm.path).text
        #expect(page.contains("<h3>Convention relative à l’organisation d’une séquence d’observation</h3>"))
        #expect(page.contains("<caption>Horaires de présence</caption>"))
        #expect(page.contains("href=\"\(SampleForm.path)/document.pdf\""))
    }

    @Test func `says of each signatory in words whether he or she has signed`() async throws {
        let page = try await ServiceUnderTest().get(SampleForm.path).text
        #expect(page.contains("A signé le 31\u{A0}mai 2026"))
        #expect(page.contains("C’est votre tour"))
        #expect(page.contains("Mariam Diallo (vous)"))
        #expect(page.contains("Signera ensuite"))
    }

    @Test func `lists first who has signed, then whose turn it is, then the others`() async throws {
        let earlier = Sample.now.addingTimeInterval(-90_000)
        var view = Sample.view()
        view = SigningView(
            convention: view.convention, linkKind: .signing, signatory: view.signatory, outline: view.outline,
            situation: .toSign,
            parties: [
                PartyStatus(signatory: Sample.claire, signedAt: nil, isAwaited: false),
                PartyStatus(signatory: Sample.mariam, signedAt: nil, isAwaited: true),
                PartyStatus(signatory: Sample.head, signedAt: Sample.now, isAwaited: false),
                PartyStatus(signatory: Sample.awa, signedAt: earlier, isAwaited: false),
            ], consent: view.consent, documentDigest: view.documentDigest, linkExpiresAt: view.linkExpiresAt)
        let page = try await ServiceUnderTest(signatories: .reading(view)).get(SampleForm.path).text
        let names = page.matches(of: /<li class="(?:done|now|later)"><strong>([^<]*)</).map { String($0.1) }
        #expect(names == ["Awa Diallo", "Hélène Roussel", "Mariam Diallo (vous)", "Claire Martin"])
    }

    @Test func `offers the consent unticked, with the statement's name, version and document`() async throws {
        let page = try await ServiceUnderTest().get(SampleForm.path).text
        let box = try #require(page.firstMatch(of: /<input type="checkbox"[^>]*>/)?.output)
        #expect(!box.contains("checked"))
        #expect(page.contains(Sample.consent().text))
        #expect(page.contains("name=\"engagement\" value=\"consent-representative\""))
        #expect(page.contains("name=\"version\" value=\"2025-11\""))
        #expect(page.contains("name=\"empreinte\" value=\"\(Sample.digest(1).hexadecimal)\""))
        #expect(page.contains("name=\"jeton\" value=\"\(ServiceUnderTest.formToken())\""))
    }

    @Test func `lets who has to wait read and refuse, but not sign`() async throws {
        let view = Sample.view(.waiting(for: [.student, .representative]), signatory: Sample.head)
        let page = try await ServiceUnderTest(signatories: .reading(view)).get(SampleForm.path).text
        #expect(page.contains("Ce n’est pas encore votre tour"))
        #expect(page.contains("l’élève et le responsable légal"))
        #expect(page.contains("Refuser de signer"))
        #expect(!page.contains("Recevoir mon code"))
    }

    @Test func `shows the PDF alone when the text cannot be shown`() async throws {
        var useCases = SignatoryUseCases.reading()
        useCases.readableDocument = { _ throws(WorkflowError) in throw .unavailable(.rendering) }
        let page = try await ServiceUnderTest(signatories: useCases).get(SampleForm.path)
        #expect(page.status == .ok)
        #expect(page.text.contains("lisez le document PDF"))
        #expect(page.text.contains("Recevoir mon code"))
    }

    @Test func `leads who has signed to the receipt`() async throws {
        let service = ServiceUnderTest(signatories: .reading(Sample.view(.signed(Sample.receipt()))))
        let response = try await service.get(SampleForm.path)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == SampleForm.path + "/receipt")
        let receipt = try await service.get(SampleForm.path + "/receipt").text
        #expect(receipt.contains("Votre signature est enregistrée"))
        #expect(receipt.contains("1er\u{A0}juin 2026 à 10\u{A0}h\u{A0}00 (heure de Paris)"))
        #expect(receipt.contains("D’autres personnes doivent encore signer"))
        #expect(receipt.contains(Sample.digest(2).hexadecimal))
    }

    @Test func `tells the last signatory that all have signed`() async throws {
        let view = Sample.view(.completed(Sample.receipt()))
        let page = try await ServiceUnderTest(signatories: .reading(view)).get(SampleForm.path + "/receipt").text
        #expect(page.contains("Tout le monde a signé"))
    }

    @Test func `shows no receipt before the signature`() async throws {
        let response = try await ServiceUnderTest().get(SampleForm.path + "/receipt")
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == SampleForm.path)
    }

    @Test(arguments: [SigningView.Situation.refused, .cancelled])
    func `has nothing to sign when the convention is closed`(situation: SigningView.Situation) async throws {
        let page = try await ServiceUnderTest(signatories: .reading(Sample.view(situation))).get(SampleForm.path)
        #expect(page.text.contains("Cette convention n’est plus à signer"))
        #expect(!page.text.contains("<form"))
    }

    @Test(arguments: [LinkKind.signing, .reading])
    func `says that a corrected version took the place, shows nothing of the former one, and leads on by one button`(
        kind: LinkKind
    ) async throws {
        let service = ServiceUnderTest(signatories: .reading(Sample.view(.superseded, kind: kind)))
        let path = (kind == .signing ? "/s/" : "/r/") + Sample.secret
        let page = try await service.get(path)
        #expect(page.status == .ok)
        #expect(page.text.contains("<h1>Une version corrigée remplace cette convention</h1>"))
        #expect(page.text.contains("ne la signez pas, même sur papier"))
        #expect(page.text.contains("Recevoir le lien vers la nouvelle version"))
        #expect(page.text.contains("action=\"\(path)/renew\""))
        #expect(page.text.ranges(of: "<form").count == 1 && page.text.ranges(of: "<button").count == 1)
        #expect(!page.text.contains("document.pdf") && !page.text.contains("Diallo"))
    }

    @Test func `leads each kind of link to its own page`() async throws {
        let reading = ServiceUnderTest(signatories: .reading(Sample.view(kind: .reading)))
        #expect(try await reading.get(SampleForm.path).headers[.location] == "/r/\(Sample.secret)")
        let signing = ServiceUnderTest()
        #expect(try await signing.get("/r/\(Sample.secret)").headers[.location] == SampleForm.path)
    }

    @Test func `gives the reader of a completed convention document and receipt`() async throws {
        let view = Sample.view(.completed(Sample.receipt()), kind: .reading)
        let service = ServiceUnderTest(signatories: .reading(view))
        let page = try await service.get("/r/\(Sample.secret)").text
        #expect(page.contains("La convention est signée par tous."))
        #expect(page.contains("href=\"/r/\(Sample.secret)/document.pdf\""))
        #expect(page.contains("Votre signature"))
        #expect(!page.contains("<form"))
    }

    @Test func `gives the PDF with its digest, and nothing when the client has it`() async throws {
        let service = ServiceUnderTest()
        let path = SampleForm.path + "/document.pdf"
        let response = try await service.get(path)
        let tag = "\"\(Sample.digest(1).hexadecimal)\""
        #expect(response.headers[.contentType] == "application/pdf")
        #expect(response.headers[.eTag] == tag)
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.text == "%PDF-1.7")
        #expect(try await service.get(path, [.ifNoneMatch: tag]).status == .notModified)
    }

    @Test func `shows on the code's page a field that a phone fills by itself`() async throws {
        let page = try await ServiceUnderTest().get(SampleForm.codeAddress)
        #expect(page.status == .ok)
        let field = try #require(page.text.firstMatch(of: /<input id="code"[^>]*>/)?.output)
        #expect(field.contains("autocomplete=\"one-time-code\""))
        #expect(field.contains("inputmode=\"numeric\""))
        #expect(page.text.contains("name=\"demande\" value=\"\(Sample.attemptText)\""))
    }

    @Test(arguments: ["", "?demande=x", "?demande=%3Cscript%3E&empreinte=1"])
    func `leads back from a code's page without an attempt`(query: String) async throws {
        let response = try await ServiceUnderTest().get(SampleForm.path + "/code" + query)
        #expect(response.headers[.location] == SampleForm.path)
    }
}
