import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages by which a school writes to several hosts", .timeLimit(.minutes(10)))
struct HostMessagePagesTests {
    private let work: HostsAtWork
    private let session: HeadSessionToken
    private let path = "/ecole/entreprises/ecrire"

    init() async throws {
        work = try await HostsAtWork()
        session = try await work.head.enter()
    }

    private let typed = ["objet": "Places <en> seconde", "texte": "Bonjour,\r\n\r\nUn & deux."]

    private func review(_ fields: [String: String]) async throws -> TestResponse {
        try await work.post(path, session, typed.merging(fields) { $1 }.merging(["acte": "relire"]) { $1 })
    }

    private func hidden(_ page: TestResponse) -> [String: String] {
        HeadAtTheDoor.hidden(page.text)
    }

    @Test func `proposes a text, is read once more, and leaves once`() async throws {
        let form = try await work.get(path, session)
        #expect(form.status == .ok && form.text.contains("du 14 au 25\u{A0}juin 2027"))
        #expect(form.text.contains("Collège Jean Moulin") && form.text.contains("name=\"s-35600000000048\""))
        #expect(!form.text.contains("claire.secrete"), "an address is not shown")
        let page = try await review(["s-35600000000048": "oui"])
        #expect(page.status == .ok && page.text.contains("Envoyer à 1\u{A0}structure"))
        #expect(page.text.contains("Places &lt;en&gt; seconde") && page.text.contains("Un &amp; deux."))
        #expect(try await work.messageMails().isEmpty, "nothing has left yet")
        let kept = hidden(page)
        let sending = [
            "objet": "Places <en> seconde", "texte": "Bonjour,\n\nUn & deux.", "structures": kept["structures"] ?? "",
            "cle": kept["cle"] ?? "", "acte": "envoyer",
        ]
        for _ in 0..<2 {
            let sent = try await work.post(path, session, sending)
            #expect(sent.headers[.location] == "/ecole/entreprises/messages?fait=envoye")
        }
        let mails = try await work.messageMails()
        #expect(mails.map(\.to) == ["claire.secrete@exemple.fr"])
        #expect(mails.first?.replyTo == "aline@ecole.example" && mails.first?.subject == "Places <en> seconde")
        let list = try await work.get("/ecole/entreprises/messages?fait=envoye", session)
        #expect(list.text.contains("Places &lt;en&gt; seconde") && list.text.contains("par Aline Mercier"))
        #expect(list.text.contains("Boulangerie Martinsecret") && list.text.contains("part dans un instant"))
    }

    @Test func `keeps what was typed when something is wrong, and when it is changed once more`() async throws {
        let nobody = try await review([:])
        #expect(nobody.status == .unprocessableContent && nobody.text.contains("Choisissez au moins une structure"))
        #expect(nobody.text.contains("href=\"#structures\"") && nobody.text.contains("Un &amp; deux."))
        let blank = try await review(["objet": " ", "s-35600000000048": "oui"])
        #expect(blank.status == .unprocessableContent && blank.text.contains("href=\"#objet\""))
        #expect(blank.text.contains("name=\"s-35600000000048\" value=\"oui\" checked"))
        let again = try await work.post(
            path, session,
            typed.merging(["structures": "35600000000048", "acte": "modifier", "liste": "stages"]) { $1 })
        #expect(again.status == .ok && again.text.contains("name=\"s-35600000000048\" value=\"oui\" checked"))
        #expect(again.text.contains("name=\"liste\" value=\"stages\""))
        #expect(try await work.messageMails().isEmpty)
    }

    /// Rule: all of a list means those of the list that is shown.
    @Test func `takes all of the list that words or a group name`() async throws {
        let all = try await review(["tout": "oui", "q": "garage"])
        #expect(hidden(all)["structures"] == "73282932000074")
        #expect(try await review(["tout": "oui", "q": "zzz"]).status == .unprocessableContent)
    }

    /// Rule: a subject is one line, whatever is sent as one; another school's hosts and forged forms reach nobody.
    @Test func `lets nobody add headers, reach others' hosts or send from elsewhere`() async throws {
        let page = try await review(["objet": "Places\r\nBcc: tous", "s-35600000000048": "oui"])
        #expect(hidden(page)["objet"] == "Places Bcc: tous")
        let sending = typed.merging([
            "structures": "35600000000048", "cle": hidden(page)["cle"] ?? "", "acte": "envoyer",
        ]) { $1 }
        #expect(try await work.post(path, session, sending, formToken: "0").status == .forbidden)
        let other = try await work.stranger.enter()
        #expect(try await work.post(path, other, sending).status == .unprocessableContent)
        #expect(try await work.get(path + "?acte=envoyer&structures=35600000000048", session).status == .ok)
        #expect(try await work.post(path, try await work.homeless.enter(), sending).status == .notFound)
        #expect(try await work.messageMails().isEmpty)
    }

    @Test func `is followed by a link that a host uses to be left alone`() async throws {
        try await work.write()
        let stop = try #require(try await work.messageMails().first?.textBody)
        let question = try await work.service.get(stop)
        #expect(question.status == .ok && question.text.contains("Collège Jean Moulin ne vous écrira plus"))
        let bakery = "/ecole/entreprises/35600000000048"
        #expect(try await !work.get(bakery, session).text.contains("n’en veut plus"), "a look changes nothing")
        #expect(try await work.service.post(stop, [:], formToken: "0").status == .forbidden)
        let done = try await work.service.post(stop, [:], formToken: ServiceUnderTest.formToken(stop))
        #expect(done.status == .ok && done.text.contains("C’est noté"))
        let page = try await work.get(bakery, session)
        #expect(
            page.text.contains("n’en veut plus de votre établissement depuis le") && !page.text.contains("/inviter"))
        #expect(try await work.get(bakery + "/inviter", session).status == .seeOther)
        #expect(try await work.get("/ecole/entreprises", session).text.contains("Ne pas écrire"))
        #expect(try await work.get(path, session).text.contains("Ne veulent plus de messages\u{A0}: 1"))
        for dead in ["/employeurs/ne-plus-ecrire/x", stop + "0"] {
            #expect(try await work.service.get(dead).status == .notFound)
            let answer = try await work.service.post(dead, [:], formToken: ServiceUnderTest.formToken(dead))
            #expect(answer.status == .notFound)
        }
    }

    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let work = try await HostsAtWork(publicBaseURL: "http://127.0.0.1")
        let session = try await work.head.enter()
        let before = [
            "/ecole/entreprises", path, path + "?q=zzz", path + "=>.act button",
            path + "=>#s-35600000000048=>.act button",
        ]
        try await work.look(at: before, session)
        try await work.write()
        let stop = try #require(try await work.messageMails().first?.textBody)
        let after = [
            "/ecole/entreprises/messages?fait=envoye", stop, stop + "=>.act button", path, "/ecole/entreprises",
        ]
        try await work.look(at: after, session)
        try await work.look(at: ["/ecole/entreprises/messages"], try await work.stranger.enter())
    }
}
