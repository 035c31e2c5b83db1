import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Parties
import Synchronization
import Testing
import Workflow

@testable import HTTPService

@Suite("Signing forms")
struct SigningFormTests {
    static let actions = ["code", "sign", "refusal/code", "refusal", "renew", "not-me", "decline"]

    private func service(_ change: (inout SignatoryUseCases) -> Void) -> ServiceUnderTest {
        var useCases = SignatoryUseCases.working()
        change(&useCases)
        return ServiceUnderTest(signatories: useCases)
    }

    /// The page to which a form leads that has to be corrected.
    private func pageAfter(
        _ useCases: SignatoryUseCases, post action: String, _ fields: [String: String]
    ) async throws -> String {
        let service = ServiceUnderTest(signatories: useCases)
        let answer = try await service.post(SampleForm.path + action, fields)
        #expect(answer.status == .seeOther)
        let address = try #require(answer.headers[.location])
        #expect(address.hasSuffix("#problemes"))
        let page = try await service.get(String(address.prefix { $0 != "#" }))
        #expect(page.status == .ok)
        #expect(page.text.contains("id=\"problemes\""))
        return page.text
    }

    @Test(arguments: actions, [nil, "", "0000", ServiceUnderTest.formToken("another link")])
    func `does nothing for a form that no page of this link sent`(action: String, formToken: String?) async throws {
        let fields = SampleForm.agreed.merging(SampleForm.code) { first, _ in first }
        let response = try await ServiceUnderTest().post("\(SampleForm.path)/\(action)", fields, formToken: formToken)
        #expect(response.status == .forbidden)
        #expect(response.text.contains("Rien n’a été enregistré"))
    }

    @Test(arguments: actions)
    func `does nothing for a body of another type`(action: String) async throws {
        let response = try await ServiceUnderTest().send(
            .post, "\(SampleForm.path)/\(action)", [.contentType: "text/plain"], "jeton=x")
        #expect(response.status == .unsupportedMediaType)
    }

    @Test(arguments: ["a=%zz", "a=%f", "a=%ff", "a=1&a=2", String(repeating: "a&", count: 40)])
    func `does nothing for a form that cannot be read`(body: String) async throws {
        let response = try await ServiceUnderTest().send(
            .post, SampleForm.path + "/code", [.contentType: "application/x-www-form-urlencoded"], body)
        #expect(response.status == .badRequest)
    }

    @Test func `refuses a form that is too large`() async throws {
        let response = try await ServiceUnderTest().post(
            SampleForm.path + "/refusal", ["motif": String(repeating: "a", count: 70_000)])
        #expect(response.status == .contentTooLarge)
    }

    @Test func `asks for the tick again, with a summary that leads to the box`() async throws {
        var fields = SampleForm.agreed
        fields["accord"] = nil
        let page = try await pageAfter(.working(), post: "/code", fields)
        #expect(page.contains("<a href=\"#accord\">"))
        #expect(page.contains("aria-describedby=\"accord-erreur\""))
        #expect(page.contains("<title>Erreur – "))
        #expect(!page.contains(" checked"))
    }

    @Test func `asks for the code once the opening is recorded, and leads to a page that can be loaded again`()
        async throws
    {
        let calls = Mutex<[String]>([])
        let service = service { useCases in
            useCases.recordOpening = { _ in calls.withLock { $0.append("opening") } }
            useCases.requestCode = { token, consent, _ in
                calls.withLock { $0.append("code \(token.text) \(consent)") }
                return Sample.codeRequested()
            }
        }
        let response = try await service.post(SampleForm.path + "/code", SampleForm.agreed)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == SampleForm.codeAddress)
        let consent = ConsentGiven(
            statementID: "consent-representative", version: "2025-11", shownDigest: Sample.digest(1))
        #expect(calls.withLock { $0 } == ["opening", "code \(Sample.secret) \(consent)"])
    }

    @Test func `says where the code went and until when it is good`() async throws {
        let page = try await ServiceUnderTest(signatories: .working()).requests { client in
            let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            var fields = SampleForm.agreed
            fields["jeton"] = ServiceUnderTest.formToken()
            let body = ByteBuffer(string: ServiceUnderTest.form(fields))
            try await client.execute(uri: SampleForm.path + "/code", method: .post, headers: headers, body: body) { _ in
            }
            return try await client.execute(uri: SampleForm.codeAddress, method: .get) { $0.text }
        }
        #expect(page.contains("m…@famille.example"))
        #expect(page.contains("jusqu’à 10\u{A0}h\u{A0}10"))
    }

    @Test(arguments: [
        (WorkflowError.consentVersionChanged(current: "2026-01"), HTTPResponse.Status.conflict, "a changé"),
        (.documentChanged(current: Sample.digest(4)), .conflict, "n’est plus le bon"),
    ])
    func `shows the page again when what it showed is out of date`(
        error: WorkflowError, status: HTTPResponse.Status, text: String
    ) async throws {
        let service = service { $0.requestCode = { _, _, _ throws(WorkflowError) in throw error } }
        let response = try await service.post(SampleForm.path + "/code", SampleForm.agreed)
        #expect(response.status == status)
        #expect(response.text.contains(text))
        #expect(response.text.contains("Recevoir mon code"))
    }

    @Test func `signs with what was typed and leads to the receipt`() async throws {
        let entries = Mutex<[SignatoryUseCases.CodeEntry]>([])
        let service = service { useCases in
            useCases.sign = { _, entry in
                entries.withLock { $0.append(entry) }
                return .signed(Sample.receipt())
            }
        }
        let response = try await service.post(SampleForm.path + "/sign", SampleForm.code)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == SampleForm.path + "/receipt")
        let entry = try #require(entries.withLock { $0 }.first)
        #expect(entry.code == "123456")
        #expect(entry.attempt.text == Sample.attemptText)
        #expect(entry.shownDigest == Sample.digest(1))
    }

    @Test(arguments: [(1, "il vous reste 1 essai."), (4, "il vous reste 4 essais.")])
    func `says how many tries are left after a wrong code, on a page for the same attempt`(
        tries: Int, text: String
    ) async throws {
        var useCases = SignatoryUseCases.working()
        useCases.sign = { _, _ throws(WorkflowError) in throw .wrongCode(remainingTries: tries) }
        let page = try await pageAfter(useCases, post: "/sign", SampleForm.code)
        #expect(page.contains(text))
        #expect(page.contains("value=\"\(Sample.attemptText)\""))
        #expect(page.contains("aria-describedby=\"code-erreur\""))
        #expect(!page.contains("123456"))
    }

    @Test(arguments: ["0", "10", "-1", "1e3", "<b>", ""])
    func `shows no mistake that no form of ours made`(mistake: String) async throws {
        let page = try await ServiceUnderTest(signatories: .working()).get(
            "\(SampleForm.codeAddress)&erreur=\(mistake.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        )
        #expect(page.status == .ok)
        #expect(!page.text.contains("À corriger"))
    }

    @Test func `pauses after too many wrong codes and says until when`() async throws {
        let until = Sample.now.addingTimeInterval(900)
        let service = service { $0.sign = { _, _ throws(WorkflowError) in throw .codeLocked(until: until) } }
        let response = try await service.post(SampleForm.path + "/sign", SampleForm.code)
        #expect(response.status == .tooManyRequests)
        #expect(response.headers[.retryAfter] == "900")
        #expect(response.text.contains("10\u{A0}h\u{A0}15"))
        #expect(response.text.contains("href=\"\(SampleForm.path)\""))
    }

    @Test func `asks for a code when none was typed, without a try`() async throws {
        var fields = SampleForm.code
        fields["code"] = ""
        let page = try await pageAfter(.working(), post: "/sign", fields)
        #expect(page.contains("Saisissez le code à six chiffres"))
    }

    @Test func `leads from a code that is too old to a new one`() async throws {
        var useCases = SignatoryUseCases.working()
        useCases.sign = { _, _ throws(WorkflowError) in throw .codeExpired }
        let page = try await pageAfter(useCases, post: "/sign", SampleForm.code)
        #expect(page.contains("Ce code n’est plus valable"))
        #expect(page.contains("href=\"\(SampleForm.path)#signer\""))
    }

    @Test(arguments: ["code", "sign"])
    func `ends on the receipt when another tab has signed`(action: String) async throws {
        let service = service {
            $0.requestCode = { _, _, _ throws(WorkflowError) in throw .alreadySigned }
            $0.sign = { _, _ throws(WorkflowError) in throw .alreadySigned }
        }
        let fields = action == "code" ? SampleForm.agreed : SampleForm.code
        let response = try await service.post("\(SampleForm.path)/\(action)", fields)
        #expect(response.headers[.location] == SampleForm.path + "/receipt")
    }

    @Test func `records a refusal with its reason`() async throws {
        let entries = Mutex<[SignatoryUseCases.RefusalEntry]>([])
        let service = service { $0.refuse = { _, entry in entries.withLock { $0.append(entry) } } }
        let response = try await service.post(SampleForm.path + "/refusal", SampleForm.refusal)
        #expect(response.status == .ok)
        #expect(response.text.contains("Votre refus est enregistré"))
        #expect(entries.withLock { $0.map(\.reason) } == ["Les dates sont fausses é+&="])
        #expect(entries.withLock { $0.map(\.code) } == ["123456"])
    }

    @Test func `wants an attempt with a refusal`() async throws {
        let response = try await ServiceUnderTest().post(SampleForm.path + "/refusal", ["motif": "Non", "code": "1"])
        #expect(response.status == .badRequest)
    }

    @Test(arguments: ["/s/", "/r/"])
    func `asks for a code before a refusal, and leads to a page that can be loaded again`(prefix: String) async throws {
        let service = ServiceUnderTest(signatories: .working())
        let path = prefix + Sample.secret
        let answer = try await service.post(path + "/refusal/code")
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "\(path)/refusal?demande=\(Sample.attemptText)")
        let page = try await service.get("\(path)/refusal?demande=\(Sample.attemptText)").text
        #expect(page.contains("action=\"\(path)/refusal\"") && page.contains("id=\"motif\""))
        let closed = ServiceUnderTest(signatories: .working(Sample.view(.signed(Sample.receipt()))))
        #expect(try await closed.get("\(path)/refusal?demande=\(Sample.attemptText)").status == .seeOther)
    }

    @Test(arguments: [
        (WorkflowError.wrongCode(remainingTries: 3), "il vous reste 3 essais", "code-erreur"),
        (.codeExpired, "Ce code n’est plus valable", "code-erreur"),
        (.invalidData([BilingualText("Indiquez un motif.", "x")]), "Indiquez un motif.", "motif-erreur"),
    ])
    func `shows a refusal again with what was wrong and what was typed`(
        error: WorkflowError, text: String, place: String
    ) async throws {
        let service = service { $0.refuse = { _, _ throws(WorkflowError) in throw error } }
        let page = try await service.post(SampleForm.path + "/refusal", SampleForm.refusal)
        #expect(page.status == .unprocessableContent)
        #expect(page.text.contains(text) && page.text.contains("id=\"\(place)\""))
        #expect(page.text.contains("Les dates sont fausses é+&amp;=</textarea>"))
        #expect(!page.text.contains("123456"))
    }

    @Test func `offers an awaited employer a new token and a refusal, and nobody else`() async throws {
        let awaited = Sample.view(.toSign, kind: .reading, signatory: Sample.claire)
        let waiting = Sample.view(.waiting(for: [.school]), kind: .reading, signatory: Sample.claire)
        let signed = Sample.view(.signed(Sample.receipt()), kind: .reading)
        for (view, isOffered) in [(awaited, true), (waiting, false), (signed, false)] {
            let path = "/r/\(Sample.secret)"
            let page = try await ServiceUnderTest(signatories: .reading(view)).get(path).text
            #expect(page.contains("action=\"\(path)/renew\"") == isOffered)
            #expect(page.contains("action=\"\(path)/refusal/code\"") == isOffered)
        }
    }

    @Test func `says in French that a convention was erased`() async throws {
        let page = try await ServiceUnderTest(signatories: .failing(.conventionErased)).get(SampleForm.path)
        #expect(page.status == .gone)
        #expect(page.text.contains("Cette convention a été effacée"))
    }

    @Test(arguments: ["/s/", "/r/"])
    func `gives the same answer to whoever asks for a new link`(prefix: String) async throws {
        let response = try await ServiceUnderTest(signatories: .working()).post("\(prefix)\(Sample.secret)/renew")
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/lien-demande")
        #expect(
            try await ServiceUnderTest().get("/lien-demande").text.contains("Si votre signature est encore attendue"))
    }

    @Test func `takes a form without an attempt for unreadable`() async throws {
        let response = try await ServiceUnderTest().post(SampleForm.path + "/sign", ["code": "123456"])
        #expect(response.status == .badRequest)
    }
}
