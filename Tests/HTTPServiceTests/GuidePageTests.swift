import Foundation
import Guides
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Offers
import Parties
import Testing

@testable import HTTPService

@Suite("The pages that explain")
struct GuidePageTests {
    @Test(arguments: [
        "/aide", "/aide/eleves", "/aide/familles", "/aide/employeurs", "/aide/etablissements",
        "/aide/question/horaires",
        "/secteurs", "/secteurs/sante", "/employeurs", "/guides", "/guides/signer",
    ])
    func `are French, have one main heading and no script`(path: String) async throws {
        let response = try await ServiceUnderTest().get(path)
        let page = response.text
        #expect(response.status == .ok && page.contains("<html lang=\"fr\">"))
        #expect(page.ranges(of: "<h1>").count == 1 && !page.contains("<script") && !page.contains(" style="))
        #expect(page.firstMatch(of: /[\p{L}\p{N}] [;:!?»]/) == nil)
    }

    @Test(arguments: [
        "/aide/voisins", "/aide/question/nulle-part", "/secteurs/nulle-part", "/employeurs/kit/affiche",
        "/employeurs/kit/autre.pdf?nom=x",
    ])
    func `are not found elsewhere`(path: String) async throws {
        #expect(try await ServiceUnderTest().get(path).status == .notFound)
    }

    @Test func `give each answer an anchor in its group and a page of its own, with its sources`() async throws {
        let service = ServiceUnderTest()
        for audience in Audience.allCases {
            let page = try await service.get("/aide/\(audience.rawValue)").text
            for question in try #require(service.parts().guides).questions.questions(for: audience) {
                #expect(page.contains("<section id=\"\(question.id)\""))
                #expect(page.contains("href=\"/aide/question/\(question.id)\""))
            }
        }
        let answer = try await service.get("/aide/question/dates-seconde").text
        #expect(answer.contains("<a href=\"https://www.education.gouv.fr/bo/2025/Hebdo47/MENE2517062C\">"))
        #expect(answer.contains("Réponse écrite le 28\u{A0}novembre 2026"))
        #expect(answer.contains("<p class=\"notice\">Pour 2027"))
    }

    @Test func `find answers by words, and say so when there are none`() async throws {
        let service = ServiceUnderTest()
        let found = try await service.get("/aide?mots=regles+horaires").text
        #expect(found.contains("href=\"/aide/question/horaires\""))
        #expect(found.contains("value=\"regles horaires\""))
        let nothing = try await service.get("/aide?mots=%22%3E%3Cscript%3Exylophone").text
        #expect(nothing.contains("Aucune réponse ne contient ces mots") && nothing.contains("/aide/familles"))
        #expect(!nothing.contains("<script") && nothing.contains("value=\"&quot;&gt;&lt;script&gt;xylophone\""))
        #expect(try await service.get("/aide?mots=").text.contains("réponses.</span>"))
    }

    @Test func `lead from a sector to its offers`() async throws {
        let service = ServiceUnderTest()
        for page in try #require(service.parts().guides).sectors.pages {
            let text = try await service.get("/secteurs/\(page.slug)").text
            #expect(text.contains("href=\"/offres?secteur=\(page.sector.rawValue)\""))
        }
    }

    @Test func `claim that a sector wants people only with the source of a list`() async throws {
        let plain = ServiceUnderTest()
        for path in ["/secteurs", "/secteurs/filiere-bois"] {
            #expect(try await !plain.get(path).text.contains("recrut"))
        }
        let day = try #require(CalendarDate(iso8601: "2026-11-28"))
        var service = ServiceUnderTest()
        service.guides = try ServiceUnderTest.guides(
            need: SectorsInNeed(asOf: day, source: "Enquête d’essai", sectors: [.wood]))
        let list = try await service.get("/secteurs").text
        #expect(list.contains("Enquête d’essai (28\u{A0}novembre 2026)"))
        let place = try #require(list.range(of: "/secteurs/filiere-bois")).lowerBound
        #expect(place < (try #require(list.range(of: "/secteurs/agriculture\""))).lowerBound)
        #expect(try await service.get("/secteurs/filiere-bois").text.contains("<strong>Ce secteur recrute</strong>"))
        #expect(try await !service.get("/secteurs/sport").text.contains("recrute"))
    }

    @Test(arguments: KitPiece.allCases)
    func `make a paper with a name`(piece: KitPiece) async throws {
        let response = try await ServiceUnderTest().get("/employeurs/kit/\(piece.fileName)?nom=Bois+%26+Cie")
        #expect(response.status == .ok && response.headers[.contentType] == "application/pdf")
        #expect(response.headers[.contentDisposition] == "inline; filename=\"\(piece.fileName)\"")
        #expect(response.body.getString(at: 0, length: 5) == "%PDF-")
    }

    @Test(arguments: [
        ("", "Indiquez le nom"), ("?nom=%F0%9F%8D%B0", "U+1F370 (SHORTCAKE)"),
        ("?nom=\(String(repeating: "a", count: 4_000))", "4000 caractères, au plus 80"),
    ])
    func `say beside the field what is wrong with a name`(query: String, words: String) async throws {
        let response = try await ServiceUnderTest().get("/employeurs/kit/affiche.pdf\(query)")
        #expect(response.status == .unprocessableContent && response.text.contains(words), "\(response.text)")
        #expect(response.text.contains("aria-describedby=\"nom-erreur\"") && response.text.contains("href=\"#nom\""))
        #expect(!response.text.contains(String(repeating: "a", count: 201)))
    }

    @Test func `show a name that is refused as text`() async throws {
        let text = try await ServiceUnderTest().get("/employeurs/kit/tract.pdf?nom=%22%3E%3Cb%3E%E2%80%AE").text
        #expect(text.contains("value=\"&quot;&gt;&lt;b&gt;") && !text.contains("<b>"))
    }

    @Test func `make no more papers for one address than anybody prints`() async throws {
        var service = ServiceUnderTest()
        service.limits.kitsPerMinuteAndAddress = 2
        let statuses = try await service.requests { client in
            var statuses: [HTTPResponse.Status] = []
            for path in [
                "/employeurs/kit/guide.pdf?nom=A", "/employeurs/kit/guide.pdf?nom=B", "/employeurs/kit/guide.pdf?nom=C",
                "/employeurs",
            ] {
                statuses.append(try await client.execute(uri: path, method: .get) { $0.status })
            }
            return statuses
        }
        #expect(statuses == [.ok, .ok, .tooManyRequests, .ok])
    }
}
