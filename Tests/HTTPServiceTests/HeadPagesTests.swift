import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages of those who sign for schools")
struct HeadPagesTests {
    private let door: HeadAtTheDoor

    init() async throws { door = try await HeadAtTheDoor() }

    private func conventions(_ count: Int) async throws -> [ConventionID] {
        var ids: [ConventionID] = []
        for _ in 0..<count { ids.append(try await door.bench.issued(.preset(.free))) }
        return ids
    }

    /// From the address to the cookie, as a browser would.
    private func enter(_ cookie: HTTPFields = [:]) async throws -> (token: HeadSessionToken, setCookie: String) {
        let home = try await door.service.get("/ecole")
        let asked = try await door.post(
            "/ecole/lien", nil, ["courriel": HeadAtWork.email],
            formToken: HeadAtTheDoor.hidden(home.text)["jeton"])
        #expect(asked.headers[.location] == "/ecole/lien-envoye")
        let path = "/ecole/entrer/\(try await door.head.entry().text)"
        for _ in 0..<2 { #expect(try await door.service.get(path).status == .ok, "looking changes nothing") }
        let formToken = HeadAtTheDoor.hidden(try await door.service.get(path).text)["jeton"]
        let fields = ["code": try door.head.code(), "jeton": formToken ?? ""]
        var headers = cookie
        headers[.contentType] = "application/x-www-form-urlencoded"
        let entered = try await door.service.send(.post, path, headers, ServiceUnderTest.form(fields))
        #expect(entered.headers[.location] == "/ecole/conventions")
        let set = try #require(entered.headers[.setCookie])
        let value = try #require(set.split(separator: ";").first?.split(separator: "=").last)
        return (try #require(HeadSessionToken(String(value))), set)
    }

    @Test func `who was led to the door with the link of a mail comes to its page after the code`() async throws {
        let id = try await conventions(1)[0]
        let wanted = "/ecole/conventions/\(id.text)"
        let led = try await door.service.get(wanted)
        #expect(led.headers[.location] == "/ecole?erreur=session")
        let cookie = try #require(led.headers[.setCookie]?.split(separator: ";").first)
        #expect(cookie == "__Host-seing-page=\(wanted)")
        for (kept, expected) in [(cookie, wanted), ("__Host-seing-page=//evil.example", "/ecole/conventions")] {
            let home = try await door.service.get("/ecole")
            _ = try await door.post(
                "/ecole/lien", nil, ["courriel": HeadAtWork.email],
                formToken: HeadAtTheDoor.hidden(home.text)["jeton"])
            let path = "/ecole/entrer/\(try await door.head.entry().text)"
            let formToken = HeadAtTheDoor.hidden(try await door.service.get(path).text)["jeton"]
            let entered = try await door.service.post(
                path, ["code": try door.head.code()], formToken: formToken ?? "", [.cookie: String(kept)])
            #expect(entered.headers[.location] == expected)
            door.bench.advance(by: 60)
        }
    }

    @Test func `a head enters, reads, agrees to a list once, and sees it signed`() async throws {
        let ids = try await conventions(3)
        let session = try await enter().token
        let desk = try await door.get("/ecole/conventions", session)
        #expect(desk.text.contains("3 conventions attendent votre signature."))
        let reading = try await door.get("/ecole/conventions/\(ids[0].text)", session)
        #expect(reading.text.contains("Article 1"))
        let document = try await door.get("/ecole/conventions/\(ids[0].text)/document.pdf", session)
        #expect(document.text.hasPrefix("DOCUMENT \(ids[0].text)"))
        let proposed = try await door.post(
            "/ecole/lots", session, ["c-\(ids[0].text)": "oui", "c-\(ids[2].text)": "oui"])
        let path = try #require(proposed.headers[.location])
        let review = try await door.get(path, session)
        #expect(review.text.contains("Relire et signer 2 conventions") && review.text.contains("chef d’établissement"))
        door.bench.advance(by: 60)
        var fields = HeadAtTheDoor.hidden(review.text)
        (fields["accord"], fields["code"]) = ("oui", try door.head.code())
        for _ in 0..<2 {
            let agreed = try await door.post(path + "/signer", session, fields)
            #expect(agreed.headers[.location] == path)
        }
        let running = try await door.get(path, session)
        #expect(running.text.contains("Signature en cours") && running.headers[.refresh] == "5")
        #expect(try await door.get(path + "?suivi=non", session).headers[.refresh] == nil)
        #expect(try await BatchRunner(door.office).runDue().signed == 2)
        let done = try await door.get(path, session)
        #expect(done.text.contains("2 conventions signées sur 2") && done.headers[.refresh] == nil)
        #expect(try await door.get("/ecole/conventions", session).text.contains("Une convention attend"))
    }

    @Test func `the cookie is for this host, for requests of its own pages, and for no script`() async throws {
        let set = try await enter().setCookie
        #expect(set.hasPrefix("__Host-seing-ecole="))
        for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
            #expect(set.contains(attribute))
        }
        #expect(!set.contains("Domain"))
    }

    @Test func `a session that somebody else chose is not taken over`() async throws {
        let chosen = try #require(HeadSessionToken(String(repeating: "A", count: 43)))
        let session = try await enter(door.cookie(chosen)).token
        #expect(session != chosen)
        #expect(try await door.get("/ecole/conventions", chosen).status == .seeOther)
    }

    @Test func `nobody without a session gets beyond the door`() async throws {
        let id = try await conventions(1)[0]
        let batch = String(repeating: "A", count: 22)
        let paths = [
            "/ecole/conventions", "/ecole/conventions/\(id.text)", "/ecole/conventions/\(id.text)/document.pdf",
            "/ecole/lots/\(batch)",
        ]
        for path in paths {
            let response = try await door.get(path, nil)
            #expect(response.status == .seeOther && response.headers[.location] == "/ecole?erreur=session")
        }
        for path in ["/ecole/lots", "/ecole/lots/\(batch)/signer"] {
            #expect(try await door.post(path, nil).headers[.location] == "/ecole?erreur=session")
        }
    }

    @Test func `a form that is not of a page of this session changes nothing`() async throws {
        let id = try await conventions(1)[0]
        let session = try await enter().token
        let lot = try await door.office.propose([id], by: door.head.account)
        door.bench.advance(by: 60)
        let other = ServiceUnderTest.formToken(String(repeating: "B", count: 43))
        let code = try door.head.code()
        for path in ["/ecole/lots", "/ecole/lots/\(lot.text)/signer", "/ecole/sortir"] {
            for token in ["", other] {
                let fields = ["c-\(id.text)": "oui", "accord": "oui", "code": code]
                #expect(try await door.post(path, session, fields, formToken: token).status == .forbidden)
            }
        }
        #expect(try await door.get("/ecole/conventions", session).status == .ok)
        #expect(try await door.office.view(lot, of: door.head.account).batch.confirmation == nil)
    }

    @Test func `who is known and who is not get the same answer`() async throws {
        let token = HeadAtTheDoor.hidden(try await door.service.get("/ecole").text)["jeton"]
        var answers: Set<String> = []
        for email in [HeadAtWork.email, "inconnue@exemple.fr"] {
            let response = try await door.post("/ecole/lien", nil, ["courriel": email], formToken: token)
            answers.insert("\(response.status) \(response.headers[.location] ?? "") \(response.text)")
        }
        #expect(answers.count == 1)
    }

    @Test func `who leaves is out`() async throws {
        let session = try await enter().token
        let left = try await door.post("/ecole/sortir", session)
        #expect(left.headers[.setCookie]?.contains("Max-Age=0") == true)
        #expect(try await door.get("/ecole/conventions", session).status == .seeOther)
    }

    @Test func `mistakes are said on the page that can correct them`() async throws {
        let id = try await conventions(1)[0]
        let session = try await enter().token
        #expect(try await door.post("/ecole/lots", session).headers[.location] == "/ecole/conventions?erreur=choix")
        let lot = "/ecole/lots/\(try await door.office.propose([id], by: door.head.account).text)"
        var fields = HeadAtTheDoor.hidden(try await door.get(lot, session).text)
        fields["code"] = try door.head.code()
        #expect(try await door.post(lot + "/signer", session, fields).headers[.location] == lot + "?erreur=accord")
        fields["accord"] = "oui"
        #expect(try await door.post(lot + "/signer", session, fields).headers[.location] == lot + "?erreur=utilise")
        #expect(try await door.get(lot + "?erreur=utilise", session).text.contains("Ce code a déjà servi"))
        fields["code"] = "12"
        #expect(
            try await door.post(lot + "/signer", session, fields).headers[.location]?.hasPrefix(lot + "?erreur=")
                == true)
    }

    @Test func `more than a page are shown on several, and can be chosen all`() async throws {
        _ = try await conventions(203)
        let session = try await enter().token
        let first = try await door.get("/ecole/conventions?coche=oui", session).text
        #expect(first.matches(of: /type="checkbox"[^>]* checked>/).count == 200)
        #expect(first.contains("Conventions 1 à 200 sur 203") && first.contains("toutes les pages"))
        let second = try await door.get("/ecole/conventions?page=2", session).text
        #expect(second.matches(of: /type="checkbox"/).count == 3)
        let proposed = try await door.post("/ecole/lots", session, ["tout": "oui"])
        let review = try await door.get(try #require(proposed.headers[.location]), session).text
        #expect(review.contains("Relire et signer 203 conventions"))
    }

    @Test func `no address, code or token is logged`() async throws {
        let session = try await enter().token
        _ = try await door.get("/ecole/conventions", session)
        let log = door.service.log.text
        for text in [HeadAtWork.email, session.text, try door.head.code(), try await door.head.entry().text] {
            #expect(!log.contains(text))
        }
        #expect(log.contains("/ecole/entrer"))
    }
}

/// The same pages in a real browser.
@Suite("Accessibility of the pages of those who sign for schools", .timeLimit(.minutes(10)))
struct HeadAccessibilityTests {
    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let door = try await HeadAtTheDoor(publicBaseURL: "http://127.0.0.1")
        let (session, paths) = try await prepare(door)
        try await door.service.look(at: paths, cookie: "seing-ecole=\(session.text)")
        try await door.service.look(at: ["/ecole", "/ecole?erreur=adresse"])
    }

    /// A list that is finished, with one convention left out, one that runs, and one that is reviewed.
    private func prepare(_ door: HeadAtTheDoor) async throws -> (session: HeadSessionToken, paths: [String]) {
        var ids: [ConventionID] = []
        for _ in 0..<4 { ids.append(try await door.bench.issued(.preset(.free))) }
        let finished = try await door.office.propose([ids[0], ids[1]], by: door.head.account)
        try await door.head.agree(to: finished)
        try await door.bench.workflow.cancel(ids[0], reason: "Doublon")
        _ = try await BatchRunner(door.office).runDue()
        let running = try await door.office.propose([ids[2]], by: door.head.account)
        try await door.head.agree(to: running)
        let session = try await door.head.enter()
        let reviewed = try await door.office.propose([ids[3]], by: door.head.account)
        try await door.office.sendEntry(to: HeadAtWork.email)
        let entry = try await door.head.entry().text
        let paths = [
            "/ecole/conventions", "/ecole/conventions?erreur=choix", "/ecole/conventions?q=boulangerie",
            "/ecole/conventions?coche=oui", "/ecole/conventions/\(ids[1].text)", "/ecole/lots/\(reviewed.text)",
            "/ecole/lots/\(reviewed.text)?erreur=3", "/ecole/lots/\(running.text)?suivi=non",
            "/ecole/lots/\(finished.text)", "/ecole/lots/\(finished.text)=>summary", "/ecole/lien-envoye",
            "/ecole/entrer/\(entry)", "/ecole/entrer/\(entry)?erreur=utilise", "/ecole/entrer/x",
        ]
        return (session, paths)
    }
}
