import Foundation
import HTTPTypes
import HummingbirdTesting
import Placements
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("The page that somebody wanted who was led to a door")
struct WantedPageTests {
    private static let application = "abcdefghijkmnpqrstuv"

    @Test(arguments: [
        ("/eleves/candidatures/\(application)", "/eleves"), ("/offres/\(application)", "/eleves"),
        ("/offres/\(application)/candidater", "/eleves"), ("/employeurs/candidatures", "/employeurs"),
        ("/employeurs/offres/nouvelle?invitation=\(application)", "/employeurs"),
        ("/moderation/signalements/12", "/moderation"), ("/ecole/entreprises/35600000000048/bloquer", "/ecole"),
        ("/ecole/sans-stage", "/ecole"),
    ])
    func `is a page behind one door`(text: String, door: String) throws {
        let page = try #require(WantedPage(text))
        #expect(page.text == text)
        for base in ["/ecole", "/eleves", "/employeurs", "/moderation"] {
            #expect(page.isBehind(base) == (base == door))
        }
    }

    /// Rule: a way back leads to this service, to a page that is there, and holds nothing that somebody typed.
    @Test(arguments: [
        "", "/", "//evil.example", "//evil.example/eleves/candidatures", "/\\evil.example", "\\\\evil.example",
        "https://evil.example/eleves/candidatures", "https:/eleves/candidatures", "javascript:alert(1)",
        "/eleves/candidatures//evil.example", "/eleves//candidatures", "/eleves/../../evil", "/eleves/candidatures/..",
        "/eleves/candidatures/%0d%0aSet-Cookie:x=y", "/eleves/candidatures\r\nSet-Cookie: x=y",
        "/eleves/candidatures/\u{E9}", "/eleves/candidatures/e\u{301}", "/eleves/candidatures/a;b",
        "/eleves/candidatures/a b",
        "/eleves/candidatures/\(application)#x", "/eleves/candidatures?q=Awa", "/eleves/candidatures/", "/eleves",
        "/eleves/candidatures/" + String(repeating: "a", count: 4_000),
        "/eleves/candidatures/a/b/c/d/e", "/offres", "/offres/x?q=y", "/eleves/entrer", "/eleves/sortir",
        "/eleves/lien",
        "/employeurs/entrer/\(application)", "/employeurs/kit/affiche", "/ecole/sortir", "/ecole/entrer/x",
        "/api/v1/offers",
        "/s/\(application)", "/mailbox/x", "@evil.example/x/y", "eleves/candidatures", "/ELEVES/candidatures",
        "/employeurs/offres/nouvelle?invitation=x&copie=y", "/employeurs/offres/nouvelle?suite=https",
    ])
    func `is nothing else`(text: String) { #expect(WantedPage(text) == nil) }

    // MARK: From the mail to the page

    /// What a browser would send back of the cookies that it was given.
    private func kept(_ answer: TestResponse) throws -> String {
        let cookie = try #require(answer.headers[.setCookie])
        for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure", "; Max-Age=1800"] {
            #expect(cookie.contains(attribute), "\(attribute)")
        }
        return String(try #require(cookie.split(separator: ";").first))
    }

    /// Enters by a mailed link with these cookies.
    private func enter(
        _ door: EntranceAtWork, _ kind: VisitorKind, _ email: String, cookies: String
    ) async throws -> TestResponse {
        let token = try await door.bench.link(to: email, as: kind)
        let fields = ["nom": "Claire Martin", "code": EntryBench.code]
        return try await door.service.post(
            VisitorPaths.entry(token, as: kind), fields, formToken: ServiceUnderTest.formToken(token.text),
            cookies.isEmpty ? [:] : [.cookie: cookies])
    }

    @Test(arguments: VisitorKind.allCases)
    func `opens once somebody has entered by the mailed link, and only once`(kind: VisitorKind) async throws {
        let door = try EntranceAtWork()
        let wanted = VisitorPaths.account(kind)
        let cookie = try kept(try await door.get(wanted + "?fait=x"))
        #expect(cookie == "__Host-seing-page=" + wanted, "no query is kept")
        let entered = try await enter(door, kind, try await door.admit(kind), cookies: cookie)
        #expect(entered.status == .seeOther && entered.headers[.location] == wanted)
        let cookies = entered.headers[values: .setCookie]
        #expect(cookies.contains { $0.hasPrefix("__Host-seing-page=;") && $0.hasSuffix("; Max-Age=0") })
        #expect(cookies.contains { $0.hasPrefix("__Host-seing-visite=") && !$0.contains("Max-Age") })
    }

    @Test(arguments: VisitorKind.allCases)
    func `is the usual one in another browser, and for who enters as something else`(kind: VisitorKind) async throws {
        let door = try EntranceAtWork()
        let email = try await door.admit(kind)
        #expect(try await enter(door, kind, email, cookies: "").headers[.location] == VisitorPaths.landing(kind))
        for other in VisitorKind.allCases where other != kind {
            // Three links an hour are sent.
            door.bench.advance(by: 1_300)
            let cookie = "__Host-seing-page=\(VisitorPaths.account(other))"
            let answer = try await enter(door, kind, email, cookies: cookie)
            #expect(answer.headers[.location] == VisitorPaths.landing(kind))
        }
    }

    @Test(arguments: ["//evil.example", "/\\evil.example", "https://evil.example", "/eleves/x%0d%0aA:b", "/s/abc"])
    func `is the usual one when a browser sends what this service never set`(target: String) async throws {
        let door = try EntranceAtWork()
        for kind in VisitorKind.allCases {
            let email = try await door.admit(kind)
            let answer = try await enter(door, kind, email, cookies: "__Host-seing-page=\(target)")
            #expect(answer.headers[.location] == VisitorPaths.landing(kind))
        }
    }

    @Test func `opens with the code of the class as well, and for who has entered meanwhile`() async throws {
        let door = try EntranceAtWork()
        let awa = door.bench.enrol("Awa")
        let wanted = "/eleves/candidatures/\(Self.application)"
        let fields = [
            "classe": awa.claim.classCode, "nom": awa.claim.familyName, "prenom": awa.claim.givenName,
            "naissance": "03/02/2011",
        ]
        let cookie = "__Host-seing-page=\(wanted)"
        let entered = try await door.service.post(
            VisitorPaths.claim, fields, formToken: ServiceUnderTest.formToken(VisitorPaths.claim), [.cookie: cookie])
        #expect(entered.headers[.location] == wanted)
        let visit = try await door.enter(.pupil)
        let again = try await door.service.get(
            "/eleves/entrer", [.cookie: "__Host-seing-visite=\(visit.text); \(cookie)"])
        #expect(again.headers[.location] == wanted)
        #expect(again.headers[.setCookie]?.hasPrefix("__Host-seing-page=;") == true)
    }

    /// Rule: a page of another site neither opens this one nor chooses what comes after entering by a form.
    @Test func `is not chosen by a form of another site`() async throws {
        let door = try EntranceAtWork()
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let led = try await door.service.get("/employeurs/compte", [name: "cross-site"])
        #expect(led.status == .ok && led.text.contains("Continuer") && led.headers[.setCookie] == nil)
    }

    @Test func `is the offer that a pupil read, or the form that an invitation filled`() async throws {
        let door = try EntranceAtWork()
        let entrance = "/eleves/entrer?offre=\(Self.application)"
        let cookie = try kept(try await door.get(entrance))
        #expect(cookie == "__Host-seing-page=/offres/\(Self.application)")
        let visit = try await door.enter(.pupil)
        #expect(try await door.get(entrance, visit).headers[.location] == "/offres/\(Self.application)")
        let form = "/employeurs/offres/nouvelle?invitation=\(Self.application)"
        let invited = try await door.get("/employeurs/entrer?invitation=\(Self.application)")
        #expect(try kept(invited) == "__Host-seing-page=\(form)")
        for hostile in ["/eleves/entrer?offre=//evil", "/eleves/entrer?offre=", "/employeurs/entrer?invitation=..%2F"] {
            let page = try await door.get(hostile)
            #expect(page.status == .ok && page.headers[.setCookie] == nil)
        }
    }

    @Test func `is remembered with the text that somebody had typed`() async throws {
        let work = try await ApplicationsAtWork()
        let path = "/eleves/candidatures/\(Self.application)/message"
        let answer = try await work.service.post(
            path, ["message": "Un texte assez long pour être copié."], formToken: "x")
        #expect(answer.status == .unauthorized && answer.text.contains("assez long"))
        #expect(try kept(answer) == "__Host-seing-page=\(path)")
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let foreign = try await work.service.post(path, ["message": "Bonjour"], formToken: "x", [name: "cross-site"])
        #expect(foreign.status == .seeOther && foreign.headers[.setCookie] == nil)
    }
}
