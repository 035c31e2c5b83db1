import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Offers
import Parties
import Placements
import Testing

@testable import HTTPService

@Suite("Pages of offers")
struct OfferPagesTests {
    @Test func `somebody looks for a word, reads an offer, and never how the employer is reached`() async throws {
        let work = try await OffersAtWork()
        let id = try await work.publish("Jardinage en ville")
        _ = try await work.publish("Menuiserie") { $0.posting.employer.legalName = "Ateliers du Bois" }
        let all = try await work.service.get("/offres")
        #expect(all.text.contains("2 offres") && all.text.contains("Jardinage en ville"))
        // A word with a slip of the finger, and a space as a browser writes it.
        let found = try await work.service.get("/offres?q=jardinaje+ville")
        #expect(found.text.contains("Jardinage en ville") && !found.text.contains("Menuiserie</a>"))
        let page = try await work.service.get("/offres/\(id.text)")
        for shown in [
            "Suivre la culture des légumes.", "3 chemin des Serres, 94110 Arcueil", "Prévoir des bottes.",
            "accessible en fauteuil roulant", "du 15 au 20\u{A0}mars 2027", "2 places",
            "lundi, mardi, mercredi, jeudi, vendredi\u{A0}: 9\u{A0}h\u{A0}-\u{A0}12\u{A0}h et 13\u{A0}h\u{A0}30",
        ] { #expect(page.text.contains(shown), "\(shown)") }
        for text in [all.text, found.text, page.text] {
            for secret in ["Discrète", "Paule", "paule@", "39 98", "639981234"] { #expect(!text.contains(secret)) }
        }
    }

    @Test func `before the day of opening nothing is seen, and the day is told`() async throws {
        let work = try await OffersAtWork(opening: "2027-02-13")
        let id = try await work.publish("Jardinage en ville")
        let page = try await work.service.get("/offres")
        #expect(
            page.text.contains("Les offres pour les élèves de 3e seront visibles à partir du 13\u{A0}février 2027."))
        #expect(page.text.contains("pour les élèves de 4e n’ont pas encore de date d’ouverture"))
        #expect(!page.text.contains("Jardinage en ville"))
        #expect(try await work.service.get("/offres/\(id.text)").status == .notFound)
    }

    @Test func `what is not for a reader looks like what is not there`() async throws {
        let work = try await OffersAtWork()
        let uai = try #require(UAI("0750654D"))
        let reserved = try await work.publish("Pour un lycée") { $0.audience = .schools([uai]) }
        let later = try await work.publish("Pour la seconde") { offer in
            offer.posting.grades = [.seconde]
            offer.posting.periods = [OfferedPeriod(.fortnight(year: 2027), places: 3)]
        }
        let draft = try await work.desk.draft(try OffersAtWork.offer("Un brouillon"), of: OffersAtWork.owner)
        let withdrawn = try await work.publish("Retirée")
        try await work.desk.withdraw(withdrawn, of: OffersAtWork.owner)
        var answers: Set<String> = []
        for path in [reserved.text, later.text, draft.text, withdrawn.text, "x", String(repeating: "a", count: 20)] {
            let answer = try await work.service.get("/offres/\(path)")
            #expect(answer.status == .notFound)
            answers.insert(answer.text)
        }
        #expect(answers.count == 1)
        #expect(try await work.service.get("/offres").text.contains("Aucune offre"))
    }

    @Test func `choices stand in the address, and stay from page to page`() async throws {
        let work = try await OffersAtWork()
        for number in 1...23 { _ = try await work.publish("Atelier \(number)") }
        let path = "/offres?classe=troisieme&secteur=environment&semaine=2027-S11&employeur=association&accessible=oui"
        let first = try await work.service.get(path)
        #expect(first.text.contains("Offres 1 à 20"))
        let next = try #require(first.text.firstMatch(of: /<a href="([^"]+)">Page suivante/)).1
        let second = try await work.service.get(String(next).replacing("&amp;", with: "&"))
        #expect(second.text.contains("Offres 21 à 23") && second.text.contains("value=\"2027-S11\" selected"))
        #expect(second.text.contains("value=\"association\" selected"))
        for other in [
            "classe=seconde", "secteur=building", "semaine=2027-S20", "employeur=business", "a-distance=oui",
        ] {
            let none = try await work.service.get("/offres?\(other)")
            #expect(none.text.contains("Aucune offre visible ne correspond"), "\(other)")
        }
        // What cannot be understood is no choice; what was typed is text.
        let odd = try await work.service.get(
            "/offres?classe=x&semaine=2027-S9223372036854775807&page=-3&q=%3Cscript%3Ealert(1)%3C/script%3E")
        #expect(odd.status == .ok && !odd.text.contains("<script>alert"))
        for page in [Int.min, Int.max, 0, 50] {
            let far = try await work.service.get("/offres?page=\(page)")
            #expect(far.status == .ok && far.text.contains(page > 0 ? "Aucune offre" : "Offres 1 à 20"), "\(page)")
        }
    }

    @Test func `periods that have begun are not shown, and the one that was chosen is first`() async throws {
        let work = try await OffersAtWork()
        let id = try await work.publish("Jardinage en ville") { offer in
            offer.posting.periods = ([2, 3] + Array(10...16)).map { OfferedPeriod(OffersAtWork.week($0), places: 1) }
        }
        let list = try await work.service.get("/offres?semaine=2027-S16").text
        let lines = list.matches(of: /<li>(du [^<]+)<\/li>/).map { String($0.1) }
        #expect(lines.map { String($0.prefix(15)) }.first == "du 19 au 24\u{A0}avr" && lines.count == 4)
        #expect(list.contains("et 3 autres périodes"))
        let page = try await work.service.get("/offres/\(id.text)").text
        #expect(!page.contains("janvier 2027") && page.contains("mars 2027"))
    }

    @Test func `a plus sign that was typed is looked for as one`() async throws {
        let work = try await OffersAtWork()
        #expect(try await work.service.get("/offres?q=C%2B%2B+avanc%C3%A9").text.contains("value=\"C++ avancé\""))
    }

    @Test func `more reports than anybody makes within a minute are refused`() async throws {
        let work = try await OffersAtWork()
        let id = try await work.publish("Jardinage en ville")
        let path = OfferPaths.offer(id)
        let form = ServiceUnderTest.form(
            ["jeton": ServiceUnderTest.formToken(path), "motif": "other", "texte": "x"])
        let codes = try await work.service.requests { client in
            var codes: [Int] = []
            for _ in 0..<5 {
                codes.append(
                    try await client.execute(
                        uri: path + OfferPaths.report, method: .post,
                        headers: [.contentType: "application/x-www-form-urlencoded"], body: ByteBuffer(string: form)
                    ) { $0.status.code })
            }
            return codes
        }
        #expect(codes == [200, 200, 200, 429, 429])
    }

    @Test func `a full offer is left out unless it is asked for`() async throws {
        let work = try await OffersAtWork()
        let id = try await work.publish("Une seule place") { offer in
            offer.posting.periods = [OfferedPeriod(OffersAtWork.week(11), places: 1)]
        }
        _ = try await work.desk.takePlace(id, in: OffersAtWork.week(11))
        #expect(!(try await work.service.get("/offres").text.contains("Une seule place")))
        #expect(try await work.service.get("/offres?completes=oui").text.contains("Une seule place"))
        #expect(try await work.service.get("/offres/\(id.text)").text.contains("complet"))
    }

    @Test func `a danger that is reported hides the offer at once; a report says something, and comes from our page`()
        async throws
    {
        let work = try await OffersAtWork()
        let id = try await work.publish("Jardinage en ville")
        let empty = try await work.report(id, ["motif": "danger", "texte": " \n"])
        #expect(empty.headers[.location] == "/offres/\(id.text)?erreur=texte&motif=danger#signaler")
        let again = try await work.service.get("/offres/\(id.text)?erreur=texte&motif=danger").text
        #expect(again.contains("ce qui ne va pas.") && again.contains("value=\"danger\" required checked"))
        let forged = try await work.service.post(
            "/offres/\(id.text)/signaler", ["motif": "danger", "texte": "x"], formToken: "00", [:])
        #expect(forged.status == .forbidden)
        #expect(try await work.service.get("/offres/\(id.text)").status == .ok)
        let told = try await work.report(id, ["motif": "danger", "texte": "Un adulte a demandé des photos."])
        #expect(told.status == .ok && told.text.contains("119"))
        #expect(try await work.service.get("/offres/\(id.text)").status == .notFound)
        #expect(try await work.desk.reports().map(\.report.kind) == [.danger])
        // Once more, by somebody who had the page open: a second witness is heard, too.
        let second = try await work.report(id, ["motif": "danger", "texte": "Moi aussi."])
        #expect(second.status == .ok && second.text.contains("119"))
        #expect(try await work.desk.reports().map(\.report.text).contains("Moi aussi."))
        let unknown = try await work.report(OffersAtWork.id(), ["motif": "danger", "texte": "x"])
        #expect(unknown.status == .notFound)
    }

    @Test func `the name of a period in an address is read back as it was written, and nothing else is`() {
        let year = SchoolYear(start: 2026)
        for slot in 0..<OfferPeriod.slotCount {
            guard let period = OfferPeriod(slot: slot, of: year) else { continue }
            #expect(OfferPeriod(formText: period.formText) == period)
        }
        for odd in [
            "", "2027-S1", "2027-S001", "2027-S54", "2de", "2de-2027-3", "2de-27", "2de-2027-", "2027-11", "+2027-S11",
            "2027-S9223372036854775807", "9223372036854775807-S1",
        ] {
            #expect(OfferPeriod(formText: odd) == nil, "\(odd)")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let work = try await OffersAtWork(publicBaseURL: "http://127.0.0.1")
        let id = try await work.publish("Jardinage en ville")
        for number in 1...21 { _ = try await work.publish("Atelier \(number)") }
        let paths = [
            "/offres", "/offres?q=jardinaje", "/offres?q=zzzz&classe=seconde", "/offres?page=2", "/offres/\(id.text)",
            "/offres/\(id.text)?erreur=texte", "/offres/x",
        ]
        try await work.service.look(at: paths)
    }
}
