import Foundation
import HTTPTypes
import HummingbirdTesting
import Placements
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages by which employers, moderators and pupils enter")
struct EntrancePagesTests {
    private let door: EntranceAtWork

    init() throws { door = try EntranceAtWork() }

    /// Asks for a link on the page and finds it in the mail.
    private func ask(_ kind: VisitorKind) async throws -> String {
        let email = try await door.admit(kind)
        let entrance = VisitorPaths.entrance(kind)
        let token = try EntranceAtWork.formToken(
            try await door.get(entrance).text, to: VisitorPaths.link(kind))
        let asked = try await door.post(VisitorPaths.link(kind), nil, ["courriel": email], formToken: token)
        #expect(asked.headers[.location] == VisitorPaths.linkSent(kind))
        return VisitorPaths.entry(try #require(door.bench.letters(to: email).last).token, as: kind)
    }

    /// From the address to the cookie, as a browser would.
    private func enter(
        _ kind: VisitorKind, _ headers: HTTPFields = [:]
    ) async throws -> (visit: VisitToken, setCookie: String) {
        let path = try await ask(kind)
        for _ in 0..<2 { #expect(try await door.get(path).status == .ok, "looking changes nothing") }
        let page = try await door.get(path).text
        #expect(page.contains("name=\"code\"") == (kind == .moderator))
        #expect(page.contains("name=\"nom\"") == (kind == .employer))
        let fields = ["nom": "Claire Martin", "code": EntryBench.code]
        let token = try EntranceAtWork.formToken(page, to: path)
        let entered = try await door.service.post(path, fields, formToken: token, headers)
        #expect(entered.headers[.location] == VisitorPaths.landing(kind))
        let set = try #require(entered.headers[.setCookie])
        let value = try #require(set.split(separator: ";").first?.split(separator: "=").last)
        return (try #require(VisitToken(String(value))), set)
    }

    @Test(arguments: VisitorKind.allCases)
    func `somebody asks, opens the link, enters, and leaves`(kind: VisitorKind) async throws {
        let visit = try await enter(kind).visit
        let account = VisitorPaths.account(kind)
        let page = try await door.get(account, visit)
        #expect(page.status == .ok && page.text.contains("Quitter"))
        #expect(try await door.get(VisitorPaths.entrance(kind), visit).headers[.location] == VisitorPaths.landing(kind))
        let left = try await door.post(VisitorPaths.leave(kind), visit)
        #expect(left.headers[.setCookie]?.contains("Max-Age=0") == true)
        #expect(try await door.get(account, visit).status == .seeOther)
    }

    @Test func `the cookie is for this host, for requests of its own pages, and for no script`() async throws {
        let set = try await enter(.pupil).setCookie
        #expect(set.hasPrefix("__Host-seing-visite="))
        for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
            #expect(set.contains(attribute))
        }
        #expect(!set.contains("Domain"))
    }

    @Test func `a visit that somebody else chose is not taken over, and a former one ends`() async throws {
        let chosen = try #require(VisitToken(String(repeating: "a", count: VisitToken.length)))
        let first = try await enter(.employer, EntranceAtWork.cookie(chosen)).visit
        #expect(first != chosen)
        #expect(try await door.get("/employeurs/compte", chosen).status == .seeOther)
        _ = try await enter(.pupil, EntranceAtWork.cookie(first))
        #expect(try await door.get("/employeurs/compte", first).status == .seeOther)
    }

    @Test(arguments: VisitorKind.allCases)
    func `who is known and who is not get the same answer`(kind: VisitorKind) async throws {
        let email = try await door.admit(kind)
        let token = try EntranceAtWork.formToken(
            try await door.get(VisitorPaths.entrance(kind)).text, to: VisitorPaths.link(kind))
        var answers: Set<String> = []
        for address in [email, "inconnue@exemple.fr"] {
            let response = try await door.post(VisitorPaths.link(kind), nil, ["courriel": address], formToken: token)
            let page = try await door.get(response.headers[.location] ?? "")
            answers.insert("\(response.status) \(response.headers[.location] ?? "") \(response.text)\(page.text)")
        }
        #expect(answers.count == 1)
    }

    @Test(arguments: VisitorKind.allCases)
    func `a dead link says so and leads to a new one`(kind: VisitorKind) async throws {
        let path = try await ask(kind)
        door.bench.advance(by: 900)
        for dead in [path, VisitorPaths.entrance(kind) + "/no-link", path + "x"] {
            let page = try await door.get(dead)
            #expect(page.status == .gone && page.text.contains(VisitorPaths.entrance(kind)))
            let token = ServiceUnderTest.formToken(String(dead.split(separator: "/").last ?? ""))
            #expect(try await door.post(dead, nil, ["nom": "X Y"], formToken: token).status == .gone)
        }
    }

    @Test func `a form that is not of a page of ours changes nothing`() async throws {
        let visit = try await enter(.employer).visit
        let awa = door.bench.enrol("Awa")
        let claim = claimFields(awa)
        let other = ServiceUnderTest.formToken("other")
        for token in ["", other] {
            for kind in VisitorKind.allCases {
                let fields = ["courriel": EntranceAtWork.email]
                #expect(
                    try await door.post(VisitorPaths.link(kind), nil, fields, formToken: token).status == .forbidden)
            }
            #expect(try await door.post(VisitorPaths.claim, nil, claim, formToken: token).status == .forbidden)
            #expect(try await door.post("/employeurs/sortir", visit, formToken: token).status == .forbidden)
        }
        #expect(door.bench.letters(to: EntranceAtWork.email).count == 1 && door.bench.looks == 0)
        #expect(try await door.get("/employeurs/compte", visit).status == .ok)
    }

    @Test func `a name that lacks and a code that is wrong are said where they can be mended`() async throws {
        let employer = try await ask(.employer)
        let page = try await door.get(employer).text
        let token = try EntranceAtWork.formToken(page, to: employer)
        let refused = try await door.post(employer, nil, ["nom": " "], formToken: token)
        #expect(refused.headers[.location] == employer + "?erreur=nom" && refused.headers[.setCookie] == nil)
        #expect(try await door.get(employer + "?erreur=nom").text.contains("Saisissez votre prénom et votre nom"))
        let moderator = try await ask(.moderator)
        let code = try EntranceAtWork.formToken(try await door.get(moderator).text, to: moderator)
        let wrong = try await door.post(moderator, nil, ["code": "000000"], formToken: code)
        #expect(wrong.headers[.location] == moderator + "?erreur=4" && wrong.headers[.setCookie] == nil)
        let nobody = try await door.post(
            "/eleves/lien", nil, ["courriel": "awa"], formToken: ServiceUnderTest.formToken("/eleves/lien"))
        #expect(nobody.headers[.location] == "/eleves/entrer?erreur=adresse")
    }

    /// Rule: nobody is made to use a visit of somebody else's by a page of another site.
    @Test(arguments: [("cross-site", false), ("same-origin", true), ("none", true)])
    func `a form that a page of another site sends lets nobody in`(site: String, isIn: Bool) async throws {
        let awa = door.bench.enrol("Awa")
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let answer = try await door.service.post(
            VisitorPaths.claim, claimFields(awa), formToken: ServiceUnderTest.formToken(VisitorPaths.claim),
            [name: site])
        #expect((answer.headers[.setCookie] != nil) == isIn && (answer.status == .forbidden) == !isIn)
    }

    // MARK: The code of a class

    private func claimFields(_ entry: EntryBench.RosterEntry, born: String = "03/02/2011") -> [String: String] {
        [
            "classe": entry.claim.classCode, "nom": entry.claim.familyName, "prenom": entry.claim.givenName,
            "naissance": born,
        ]
    }

    @Test(arguments: ["03/02/2011", "3.2.2011", "2011-02-03", " 3 / 2 / 2011 "])
    func `a pupil enters with the code of the class, however the birthday is written`(born: String) async throws {
        let awa = door.bench.enrol("Awa")
        let token = try EntranceAtWork.formToken(try await door.get("/eleves/entrer").text, to: VisitorPaths.claim)
        let entered = try await door.post(VisitorPaths.claim, nil, claimFields(awa, born: born), formToken: token)
        #expect(entered.headers[.location] == VisitorPaths.landing(.pupil))
        let set = try #require(entered.headers[.setCookie])
        let visit = try #require(
            VisitToken(String(set.dropFirst("__Host-seing-visite=".count).prefix(VisitToken.length))))
        #expect(try await door.bench.desk.visitor(of: visit) == .pupil(awa.pupil))
    }

    @Test func `whatever is wrong, the page is the same but for what was typed`() async throws {
        let awa = door.bench.enrol("Awa")
        let token = ServiceUnderTest.formToken(VisitorPaths.claim)
        var pages: Set<String> = []
        for (name, value) in [("classe", "ZZZZZZ"), ("nom", "Zzz"), ("prenom", "Zz"), ("naissance", "04/02/2011")] {
            var fields = claimFields(awa)
            fields[name] = value
            let answer = try await door.post(VisitorPaths.claim, nil, fields, formToken: token)
            #expect(answer.status == .unprocessableContent && answer.headers[.setCookie] == nil)
            #expect(answer.text.contains("value=\"\(value)\""), "what was typed stays")
            pages.insert(answer.text.replacing(/value="[^"]*"/, with: ""))
        }
        #expect(pages.count == 1)
        let none = try await door.post(VisitorPaths.claim, nil, claimFields(awa, born: "31/02/2011"), formToken: token)
        #expect(none.status == .unprocessableContent && none.text.contains("Saisissez votre date de naissance"))
    }
}
