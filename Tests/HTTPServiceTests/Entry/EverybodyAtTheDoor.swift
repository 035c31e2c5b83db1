import Applications
import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Persistence
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// One of those who knock at every page, and what may be read of him or her.
struct Asker: Sendable, CustomTestStringConvertible {
    enum Role: Hashable, Sendable {
        case nobody
        case visitor(VisitorKind)
        /// Another head than the one whose conventions these are.
        case otherHead
        case staff
    }

    let role: Role
    let cookie: String
    /// To which the forms of the asker's own pages are bound.
    let secret: String
    let ownWords: Set<String>

    var testDescription: String { "\(role)" }
}

/// A service with a head's conventions and list, an employer, a moderator and a pupil, and others who knock.
final class EverybodyAtTheDoor: Sendable {
    let bench: WorkflowBench
    let office: HeadOffice
    let entry: EntryBench
    let service: ServiceUnderTest
    let head: HeadAtWork
    let convention: ConventionID
    let batch: BatchID
    /// Another pupil's, of another school than those who knock, for an offer of nobody who knocks.
    let application: ApplicationID
    /// Of an employer who is none of those who knock; it waits for moderation.
    let offer: OfferID
    private let offers: OfferDesk
    /// Of the head's school; who knocks is of others.
    let rosters: RosterDesk
    /// Likewise.
    let hosts: HostDesk
    /// The token of a preview that the head's school looked at.
    let rosterToken: String
    private let roster: StoredRoster
    private let store: SQLiteStore
    private let directory: String

    /// At a place where moderation has looked at nothing.
    private static func waitingOffer() throws -> Offer {
        try OffersAtWork.offer("Jardinage en ville") { $0.posting.sites[0].address.street = "9 allée des Ormes" }
    }

    init() async throws {
        directory = NSTemporaryDirectory() + "seing-everybody-\(UUID().uuidString)"
        let store = try SQLiteStore.open(directory: directory)
        self.store = store
        let bench = WorkflowBench(
            store: store.conventionStore,
            // Leases that end at once: every message is read as often as one likes.
            mails: { try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail) },
            texts: try WorkflowTexts.load(directory: ServiceUnderTest.package.appending(path: "Templates").path))
        self.bench = bench
        office = HeadOffice(bench.workflow, store: store)
        entry = EntryBench(
            store: store.entryStore, heads: store, authenticate: store.conventionStore.authenticate,
            now: { bench.now })
        let offers = OfferDesk(
            store: store.offerStore, search: store.offerSearch(), now: { bench.now }, makeID: OffersAtWork.id)
        self.offers = offers
        rosters = RosterDesk(
            store: store.rosterStore, now: { bench.now }, today: { OffersAtWork.today },
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
        let applications = ApplicationsAtWork.desk(store, now: { bench.now })
        hosts = HostsAtWork.desk(store, now: { bench.now })
        var service = ServiceUnderTest(
            signatories: SignatoryUseCases(bench.workflow), heads: office, entry: entry.desk,
            offers: OfferParts(desk: offers, today: { OffersAtWork.today }),
            applications: ApplicationsAtWork.parts(applications), rosters: RosterUseCases(rosters),
            hosts: Self.parts(hosts, store), preparing: bench.workflow)
        service.followUp = Self.followUp(store, bench)
        self.service = service
        try await Self.write(hosts)
        convention = try await bench.issued(.preset(.free))
        head = try await HeadAtWork(bench, office)
        batch = try await office.propose([convention], by: head.account)
        offer = try await offers.draft(try Self.waitingOffer(), of: OffersAtWork.owner)
        try await offers.submit(offer, of: OffersAtWork.owner)
        let file = Array((Self.heading + "30417;Rostersecret;Awa;03/02/2012;3e Secrète\n").utf8)
        let taken = try await rosters.preview(file, of: HeadAtTheDoor.school)
        _ = try await rosters.take(file, of: HeadAtTheDoor.school, token: taken.token, marksLeft: false)
        roster = try await rosters.roster(of: HeadAtTheDoor.school)
        rosterToken = try await rosters.preview(Self.intruders, of: HeadAtTheDoor.school).token
        application = try await Self.apply(offers, applications)
    }

    private static func followUp(_ store: SQLiteStore, _ bench: WorkflowBench) -> FollowUpParts {
        FollowUpParts(desk: FollowUpAtWork.desk(store, now: { bench.now }), endVisits: { _ in })
    }

    private static func parts(_ hosts: HostDesk, _ store: SQLiteStore) -> HostParts {
        HostParts(desk: hosts, account: { try await store.head($0)?.name }, offers: { _, _ in [] })
    }

    /// What a school keeps of its hosts, and wrote to them.
    private static func write(_ hosts: HostDesk) async throws {
        try await hosts.write(note: "Notesecrete", on: HostsAtWork.bakery, of: HostsAtWork.school, by: "account")
        try await HostsAtWork.write("Messagesecret", hosts)
    }

    private static func apply(
        _ offers: OfferDesk, _ desk: ApplicationDesk
    ) async throws -> ApplicationID {
        try await offers.setCampaign(
            OfferCampaign(schoolYear: SchoolYear(start: 2026), opensOn: [.troisieme: OffersAtWork.date("2027-01-10")]))
        let owner = OffersAtWork.owner
        let published = try await offers.draft(try OffersAtWork.offer("Jardinsecret"), of: owner)
        try await offers.submit(published, of: owner)
        try await offers.approve(
            published, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: 2)
        let pupil = ApplicationsAtWork.pupil(try ApplicationsAtWork.identity("Awa"))
        let id = try await desk.draft(
            for: pupil.applicant, reader: pupil.reader, offer: published, in: OffersAtWork.week(11),
            motivation: ApplicationsAtWork.motivation)
        try await desk.send(id, of: PupilIdentity(pupil.applicant), reader: pupil.reader)
        return id
    }

    /// What stands on the head's roster, or in what the head's school wrote, and nowhere else.
    static let rosterWords = ["Rostersecret", "3e Secrète", "Messagesecret"]

    private static let heading = "Réf;Nom;Prénom;Né(e) le;Classe\n"
    /// Names the head's pupil by the reference, as somebody else.
    private static let intruders = Array((heading + "30417;Intrus;Ivo;04/05/2012;3e 1\n").utf8)
    /// Of whoever knocks, where an account has a school.
    static let otherSchool = "0990013B"

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Everybody who is not the head whose conventions these are.
    func askers() async throws -> [Asker] {
        var askers = [Asker(role: .nobody, cookie: "", secret: "", ownWords: [])]
        try await entry.hire()
        entry.enrol("Issa", email: "issa@eleve.example", representatives: ["mariam@exemple.fr"])
        let visitors: [(VisitorKind, String, Set<String>)] = [
            (.employer, "zoe@host.example", ["Zoé Petit", "zoe@host.example"]),
            (
                .moderator, EntryBench.moderator.email,
                ["Fontaine", "exemple.fr", "Discrète", "paule@", "Jardinage", "Jardinsecret"]
            ),
            (.pupil, "issa@eleve.example", ["0990011Z", "Issa"]),
            (.family, "mariam@exemple.fr", ["Issa", "mariam@exemple.fr"]),
        ]
        for (kind, email, words) in visitors {
            let visit = try await entry.enter(email, as: kind, name: "Zoé Petit").text
            askers.append(
                Asker(
                    role: .visitor(kind), cookie: "__Host-seing-visite=\(visit)", secret: visit, ownWords: words))
        }
        let accounts: [(Asker.Role, String, String, AccountRole)] = [
            (.otherHead, "Paul Autre", "paul@autre.example", .signatory),
            // A namesake of the head: the name alone gives nothing.
            (.staff, "Hélène Roussel", "secretariat@autre.example", .staff),
        ]
        for (role, name, email, accountRole) in accounts {
            let account = try await HeadAtWork(
                bench, office, name: name, email: email, role: accountRole, school: Self.otherSchool)
            let session = try await account.enter().text
            askers.append(
                Asker(
                    role: role, cookie: "__Host-seing-ecole=\(session)", secret: session,
                    ownWords: Set(name.split(separator: " ").map(String.init))))
        }
        return askers
    }

    /// Sends a request as a page of the asker's own would, so that nothing but the asker decides about the answer.
    func ask(_ method: HTTPRequest.Method, _ path: String, _ asker: Asker) async throws -> TestResponse {
        let cookies: HTTPFields = asker.cookie.isEmpty ? [:] : [.cookie: asker.cookie]
        guard method == .post else { return try await service.send(method, path, cookies) }
        if path.hasPrefix("/ecole/eleves/importer") { return try await sendRoster(path, asker, cookies) }
        let consent = try await office.view(batch, of: head.account).consent
        let fields = [
            "semaine": "2027-S11", "acte": path.hasPrefix(FollowUpPaths.pupils) ? "dispenser" : "envoyer",
            "motif": "other", "message": "Bonjour", "motivation": "Bonjour", "note": "Bonjour",
            "c-\(convention.text)": "oui", "tout": "oui", "accord": "oui", "code": "123456",
            SigningFieldName.consentID: consent.id, SigningFieldName.consentVersion: consent.version,
        ]
        return try await service.post(path, fields, formToken: ServiceUnderTest.formToken(asker.secret), cookies)
    }

    /// A file that would take the place of the head's roster, with what the head's school was given to take it by.
    private func sendRoster(_ path: String, _ asker: Asker, _ cookies: HTTPFields) async throws -> TestResponse {
        let fields = [
            FormToken.fieldName: ServiceUnderTest.formToken(asker.secret), "apercu": rosterToken, "partis": "oui",
            "texte": String(decoding: Self.intruders, as: UTF8.self),
        ]
        let parts = fields.map { name, value in
            "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        var headers = cookies
        headers[.contentType] = "multipart/form-data; boundary=b"
        return try await service.send(.post, path, headers, parts.sorted().joined() + "--b--\r\n")
    }

    /// What must be as it was, whoever asked for whatever.
    func expectNothingHappened(events: Int) async throws {
        #expect(try await rosters.roster(of: HeadAtTheDoor.school) == roster)
        #expect(try await rosters.roster(of: try #require(UAI(Self.otherSchool))).pupils.isEmpty)
        let host = try await hosts.host(HostsAtWork.bakery, of: HostsAtWork.school)
        #expect(host.record?.note == "Notesecrete" && host.record?.acts.count == 2 && !host.isBlocked)
        #expect(try await hosts.messages(of: HostsAtWork.school).count == 1)
        #expect(try await hosts.hosts(of: HostsAtWork.otherSchool).isEmpty)
        #expect(try await office.view(batch, of: head.account).batch.confirmation == nil)
        #expect(try await office.batches(of: head.account).isEmpty)
        #expect(try await store.conventionStore.history(convention)?.entries.count == events)
        #expect(try await office.desk(of: head.account).rows.map(\.convention) == [convention])
        #expect(try await store.offerStore.find(offer)?.version == 2)
        #expect(try await store.offerStore.find(offer)?.state == .submitted)
        #expect(try await store.applicationStore.history(application).map(\.event) == [.drafted, .sent])
        #expect(try await store.applicationStore.ofSchool(ApplicationsAtWork.school).count == 1)
    }

    func eventCount() async throws -> Int {
        try #require(try await store.conventionStore.history(convention)?.entries.count)
    }
}
