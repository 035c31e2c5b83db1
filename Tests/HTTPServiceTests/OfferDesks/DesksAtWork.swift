import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Persistence
import Placements
import Rosters
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The service with a real store behind the pages on which employers write offers and moderation judges them, on 26 January 2027.
final class DesksAtWork: Sendable {
    let entry: EntryBench
    let desk: OfferDesk
    let store: OfferStore
    let service: ServiceUnderTest
    private let rosters: RosterDesk
    private let opened: SQLiteStore
    private let clock: Clock
    private let directory: String

    /// - Parameter atOnce: How many offers one account may have.
    init(atOnce: Int = 200, publicBaseURL: String = "https://seing.example") async throws {
        directory = NSTemporaryDirectory() + "seing-desks-\(UUID().uuidString)"
        let opened = try SQLiteStore.open(directory: directory)
        self.opened = opened
        store = opened.offerStore
        entry = EntryBench(
            store: opened.entryStore, heads: opened, authenticate: opened.conventionStore.authenticate)
        let clock = Clock()
        self.clock = clock
        desk = OfferDesk(
            store: opened.offerStore, search: opened.offerSearch(), now: { clock.now.withLock { $0 } },
            makeID: { OffersAtWork.id() },
            terms: OfferTerms(offersAtOnce: atOnce))
        var service = ServiceUnderTest(
            entry: entry.desk, offers: OfferParts(desk: desk, today: { OffersAtWork.today }),
            publicBaseURL: publicBaseURL)
        service.followUp = FollowUpParts(
            desk: FollowUpAtWork.desk(opened, now: { clock.now.withLock { $0 } }), endVisits: { _ in })
        self.service = service
        rosters = RosterDesk(
            store: opened.rosterStore, now: { clock.now.withLock { $0 } }, today: { OffersAtWork.today },
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
        try await desk.setCampaign(
            OfferCampaign(
                schoolYear: SchoolYear(start: 2026), opensOn: [.troisieme: OffersAtWork.date("2027-01-10")]))
    }

    deinit {
        try? opened.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private final class Clock: Sendable {
        let now = Mutex(Date(timeIntervalSince1970: 1_801_000_000))
    }

    // MARK: Hands

    /// Of the clock by which offers are changed; the day on the pages stands.
    func advance(by seconds: TimeInterval) { clock.now.withLock { $0 = $0.addingTimeInterval(seconds) } }

    /// Gives a school a roster of so many pupils of 3e, in the place of the one it had.
    func enrol(_ count: Int, of school: UAI) async throws {
        let rows = (1...count).map { "\($0);Rostersecret;Awa \(Self.letters($0));03/02/2012;3e 2\n" }
        let file = Array(("Réf;Nom;Prénom;Né(e) le;Classe\n" + rows.joined()).utf8)
        let taken = try await rosters.preview(file, of: school)
        _ = try await rosters.take(file, of: school, token: taken.token, marksLeft: true)
    }

    /// A name has no digits.
    private static func letters(_ number: Int) -> String {
        String(number).compactMap { $0.wholeNumberValue }.map {
            ["a", "e", "i", "o", "u", "y", "b", "c", "d", "f"][$0]
        }
        .joined()
    }

    func employer(_ email: String = "claire@jardins.example") async throws -> VisitToken {
        try await entry.enter(email, as: .employer)
    }

    func moderator() async throws -> VisitToken {
        try await entry.hire()
        return try await entry.enter(EntryBench.moderator.email, as: .moderator)
    }

    func owner(_ email: String = "claire@jardins.example") async throws -> OfferOwner {
        try #require(try await entry.desk.employer(email: email)).offerOwner
    }

    /// Under both names that the cookie has, by https and without.
    static func cookie(_ visit: VisitToken) -> HTTPFields {
        [.cookie: "seing-visite=\(visit.text); __Host-seing-visite=\(visit.text)"]
    }

    func get(_ path: String, _ visit: VisitToken? = nil) async throws -> TestResponse {
        try await service.get(path, visit.map(Self.cookie) ?? [:])
    }

    /// Sends a form as a page of this visit would.
    func post(_ path: String, _ visit: VisitToken, _ fields: [String: String] = [:]) async throws -> TestResponse {
        try await service.post(
            path, fields, formToken: ServiceUnderTest.formToken(visit.text), Self.cookie(visit))
    }

    /// Writes an offer by the pages, to where the browser is sent.
    func write(
        _ visit: VisitToken, submits: Bool = false, _ changes: [String: String] = [:]
    ) async throws -> OfferID {
        let answer = try await post(EmployerOfferPaths.new, visit, Self.form(submits: submits, changes))
        #expect(answer.status == .seeOther, "\(Self.problems(answer.text))")
        return try Self.reference(answer)
    }

    /// Writes an offer and lets moderation accept it.
    func publish(_ visit: VisitToken, _ changes: [String: String] = [:]) async throws -> OfferID {
        let id = try await write(visit, submits: true, changes)
        if let found = try await store.find(id), found.state == .submitted {
            let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)
            try await desk.approve(id, clearance, version: found.version)
        }
        return id
    }

    func found(_ id: OfferID) async throws -> StoredOffer { try #require(try await store.find(id)) }

    // MARK: Reading pages

    static func reference(_ answer: TestResponse) throws -> OfferID {
        let path = answer.headers[.location]?.split(separator: "?").first ?? ""
        return try #require(OfferID(String(path.split(separator: "/").last ?? "")))
    }

    /// A hidden field of the page's form.
    static func hidden(_ name: String, in page: String) throws -> String {
        String(try #require(page.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\""))?.output[1].substring))
    }

    /// Lines of the summary of mistakes: where they lead, and what they say.
    static func problems(_ page: String) -> [(field: String, text: String)] {
        guard let summary = page.split(separator: "id=\"problemes\"").dropFirst().first,
            let list = summary.split(separator: "</ul>").first
        else { return [] }
        return list.matches(of: /<a href="#([^"]+)">([^<]+)<\/a>/).map { (String($0.1), String($0.2)) }
    }

    /// Everything filled in, as somebody would.
    static func form(submits: Bool = false, _ changes: [String: String] = [:]) -> [String: String] {
        var fields = [
            "siret": "356 000 000 00048", "raison-sociale": "Jardins d’Arcueil", "sorte": "association",
            "secteur": "environment", "taille": "under10", "contact-prenom": "Paule", "contact-nom": "Discrète",
            "contact-qualite": "Directrice", "contact-courriel": "paule@jardins.example",
            "contact-telephone": "06 39 98 12 34", "titre": "Jardinage en ville",
            "taches": "Suivre la culture des légumes.\r\nAccueillir le public.", "conditions": "Prévoir des bottes.",
            "classe-troisieme": "oui", "places-2027-S11": "2", "places-2027-S12": "1", "lieux": "1",
            "lieu-1-voie": "3 chemin des Serres", "lieu-1-code-postal": "94110", "lieu-1-commune": "Arcueil",
            "jour-1-1-de": "09:00", "jour-1-1-a": "12:00", "jour-1-2-de": "13:30", "jour-1-2-a": "17:00",
            "memes-horaires": "oui", "reservee": "tous", "acces-wheelchair": "oui",
        ]
        fields[submits ? OfferFormName.submit : OfferFormName.save] = "oui"
        return fields.merging(changes) { $1 }
    }
}
