import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Placements
import Testing

@testable import HTTPService

/// Looking for offers around a place, on the page and through the store.
@Suite("Offers around a place")
struct OfferPlacesTests {
    private static func table() throws -> PlaceTable {
        try PlaceTable.read(
            Array(
                """
                code_commune_insee;nom_de_la_commune;code_postal;latitude;longitude
                94028;Créteil;94000;48.78;2.45
                94003;Arcueil;94110;48.81;2.33
                69123;Lyon;69003;45.76;4.85
                93066;Saint-Denis;93200;48.94;2.36
                97411;Saint-Denis;97400;-20.93;55.45
                """.utf8))
    }

    private func work() async throws -> OffersAtWork {
        let work = try await OffersAtWork(places: try Self.table())
        _ = try await work.publish("Près d’ici")
        _ = try await work.publish("À Lyon") { offer in
            offer.posting.sites[0].address = PostalAddress(
                street: "1 quai du Rhône", postalCode: "69003", city: "Lyon")
        }
        return work
    }

    private func shown(_ text: String) -> [String] {
        text.matches(of: /<h3><a href="[^"]+">([^<]+)<\/a>/).map { String($0.1) }
    }

    @Test func `the search finds what is near, says how far, and keeps what was typed`() async throws {
        let work = try await work()
        let near = try await work.service.get("/offres?lieu=cr%C3%A9teil&rayon=20").text
        #expect(shown(near) == ["Près d’ici"])
        #expect(near.contains("1 offre à 20\u{A0}km au plus de Créteil (94)"))
        #expect(near.contains("Arcueil (94110), à 10\u{A0}km environ"))
        #expect(near.contains("name=\"lieu\" type=\"text\" value=\"créteil\"") && !near.contains("aria-invalid"))
        #expect(near.contains("par distance"))
        #expect(shown(try await work.service.get("/offres?lieu=69003&rayon=5").text) == ["À Lyon"])
        let all = try await work.service.get("/offres").text
        #expect(shown(all).count == 2 && !all.contains("km environ") && !all.contains("Tout montrer"))
        #expect(!(try await work.service.get("/offres?rayon=50&lieu=").text).contains("Tout montrer"))
    }

    @Test func `nothing near leads farther, or everywhere, with the rest of the search`() async throws {
        let work = try await work()
        let page = try await work.service.get("/offres?q=pres&lieu=94000&rayon=5&classe=troisieme").text
        #expect(shown(page).isEmpty)
        #expect(page.contains("Aucune offre visible à 5\u{A0}km au plus de Créteil (94000)"))
        let wider = try #require(page.firstMatch(of: /<a href="([^"]+)">Chercher jusqu’à 20\u{A0}km/)).1
        let next = try await work.service.get(String(wider).replacing("&amp;", with: "&")).text
        #expect(shown(next) == ["Près d’ici"])
        #expect(next.contains("value=\"troisieme\" selected") && next.contains("value=\"pres\""))
        let anywhere = try #require(page.firstMatch(of: /<a href="([^"]+)">Chercher partout/)).1
        #expect(
            shown(try await work.service.get(String(anywhere).replacing("&amp;", with: "&")).text) == ["Près d’ici"])
        #expect(!anywhere.contains("lieu=") && !anywhere.contains("rayon="))
        let far = try await work.service.get("/offres?q=pres&lieu=97400&rayon=100").text
        #expect(shown(far).isEmpty && far.contains("Chercher partout") && !far.contains("Chercher jusqu’à"))
    }

    @Test func `of two places with one name the person chooses`() async throws {
        let work = try await work()
        let page = try await work.service.get("/offres?lieu=Saint-Denis&rayon=30").text
        #expect(shown(page).isEmpty && page.contains("Où cherchez-vous\u{A0}?"))
        #expect(page.contains("aria-describedby=\"lieu-reponse\"") && page.contains("value=\"Saint-Denis\""))
        let links = page.matches(of: /<li><a href="([^"]+)">(Saint-Denis [^<]+)<\/a>/)
        #expect(links.map { String($0.2) } == ["Saint-Denis (93)", "Saint-Denis (974)"])
        let first = try await work.service.get(String(links[0].1).replacing("&amp;", with: "&")).text
        #expect(shown(first) == ["Près d’ici"] && first.contains("30\u{A0}km au plus de Saint-Denis (93)"))
        let second = try await work.service.get(String(links[1].1).replacing("&amp;", with: "&")).text
        #expect(shown(second).isEmpty && second.contains("Saint-Denis (974)"))
    }

    @Test func `a place that is not known is said to be, and nothing typed is lost`() async throws {
        let work = try await work()
        let page = try await work.service.get("/offres?lieu=%3Cb%3EAtlantide&q=jardin&semaine=2027-S11").text
        #expect(shown(page).isEmpty && page.contains("n’est pas connu ici"))
        #expect(page.contains("value=\"&lt;b&gt;Atlantide\"") && !page.contains("<b>Atlantide"))
        #expect(page.contains("value=\"jardin\"") && page.contains("value=\"2027-S11\" selected"))
        // What is no distance is the usual one.
        let odd = try await work.service.get("/offres?lieu=94000&rayon=999999999999999999999").text
        #expect(odd.contains("20\u{A0}km au plus de Créteil (94000)"))
    }

    @Test func `pages of what is near stay around the place`() async throws {
        let work = try await OffersAtWork(places: try Self.table())
        for number in 1...23 { _ = try await work.publish("Atelier \(number)") }
        let first = try await work.service.get("/offres?lieu=94000&rayon=30").text
        let next = try #require(first.firstMatch(of: /<a href="([^"]+)">Page suivante/)).1
        let second = try await work.service.get(String(next).replacing("&amp;", with: "&")).text
        #expect(second.contains("Offres 21 à 23 à 30\u{A0}km au plus de Créteil (94000)") && shown(second).count == 3)
    }

    @Test func `where nothing is known of places nobody is asked for one`() async throws {
        let work = try await OffersAtWork()
        _ = try await work.publish("Jardinage en ville")
        let page = try await work.service.get("/offres?lieu=94000").text
        #expect(!page.contains("name=\"lieu\"") && shown(page) == ["Jardinage en ville"])
    }

    @Test(.timeLimit(.minutes(10)))
    func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let work = try await OffersAtWork(publicBaseURL: "http://127.0.0.1", places: try Self.table())
        _ = try await work.publish("Jardinage en ville")
        let paths = [
            "/offres", "/offres?lieu=94000", "/offres?lieu=Saint-Denis", "/offres?lieu=Atlantide", "/offres?lieu=97400",
        ]
        try await work.service.look(at: paths)
    }
}
