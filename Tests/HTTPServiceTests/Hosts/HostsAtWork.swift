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

/// The service with a real store behind the pages of schools' directories, and what a school has met as a test says.
final class HostsAtWork: Sendable {
    let desk: HostDesk
    let service: ServiceUnderTest
    let entry: EntryBench
    let head: HeadAtWork
    /// Of another school.
    let stranger: HeadAtWork
    /// Of no school.
    let homeless: HeadAtWork
    let offers: OfferDesk
    private let store: SQLiteStore
    private let directory: String

    static let school = ApplicationsAtWork.uai("0990011Z")
    static let otherSchool = ApplicationsAtWork.uai("0990013B")
    static let bakery = siret("35600000000048")
    static let garage = siret("73282932000074")
    static let florist = siret("55208131766522")

    static func siret(_ text: String) -> SIRET { SIRET(text) ?? { preconditionFailure(text) }() }

    init(publicBaseURL: String = "https://seing.example") async throws {
        directory = NSTemporaryDirectory() + "seing-hosts-\(UUID().uuidString)"
        let store = try SQLiteStore.open(directory: directory)
        self.store = store
        let bench = WorkflowBench(
            store: store.conventionStore,
            // Leases that end at once: every message is read as often as one likes.
            mails: { try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail) },
            texts: try WorkflowTexts.load(directory: ServiceUnderTest.package.appending(path: "Templates").path))
        let office = HeadOffice(bench.workflow, store: store)
        desk = Self.desk(store, now: { bench.now })
        let entry = EntryBench(
            store: store.entryStore, heads: store, authenticate: store.conventionStore.authenticate,
            now: { bench.now })
        self.entry = entry
        let offers = OfferDesk(
            store: store.offerStore, search: store.offerSearch(), now: { bench.now }, makeID: { OffersAtWork.id() })
        self.offers = offers
        let desk = desk
        var offerParts = OfferParts(desk: offers, today: { OffersAtWork.today })
        offerParts.invitation = { try await desk.invitation($0) }
        var hosts = HostParts(
            desk: desk, account: { id in try await store.head(id)?.name },
            offers: { siret, school in
                let reader = OfferReader(school: school, blocked: try await desk.blocked(by: school))
                return try await offers.shown(of: siret, to: reader, on: OffersAtWork.today)
            })
        hosts.secondeWeeks = { OffersAtWork.date("2027-06-14")...OffersAtWork.date("2027-06-25") }
        service = ServiceUnderTest(
            heads: office, entry: entry.desk, offers: offerParts, hosts: hosts, publicBaseURL: publicBaseURL)
        head = try await HeadAtWork(
            bench, office, name: "Aline Mercier", email: "aline@ecole.example", role: .staff, school: Self.school.text)
        stranger = try await HeadAtWork(
            bench, office, name: "Paul Autre", email: "paul@autre.example", role: .staff,
            school: Self.otherSchool.text)
        homeless = try await HeadAtWork(
            bench, office, name: "Sans École", email: "sans@autre.example", role: .staff, school: nil)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    static func desk(_ store: SQLiteStore, now: @escaping @Sendable () -> Date) -> HostDesk {
        var desk = HostDesk(
            store: store.hostStore,
            encounters: HostEncounters { found throws(PlacementError) in found == school ? Self.encounters : [] },
            letters: HostLetters(
                write: { invitation, mailbox throws(PlacementError) in
                    EntryMail(
                        messageKey: "key-\(invitation.id.text)", email: mailbox.text, subject: "Invitation",
                        body: InvitationPaths.landing(invitation.id), notAfter: invitation.expiresAt)
                },
                makeID: { HostInvitation.ID(OffersAtWork.id().text) ?? { preconditionFailure("id") }() },
                schoolName: { _ in "Collège Jean Moulin" }), now: now)
        desk.messaging = store.hostMessaging(
            HostMessageLetters(
                write: { message, recipient, mailbox, replyTo, stop throws(PlacementError) in
                    var mail = EntryMail(
                        messageKey: "\(message.id.text)-\(recipient.siret.digits)", email: mailbox.text,
                        subject: message.words.subject, body: HostPaths.stop(stop), notAfter: message.at + 86_400)
                    mail.replyTo = replyTo?.text
                    return mail
                }, mailbox: { _ in nil }, authenticate: store.conventionStore.authenticate,
                makeID: { HostMessage.ID(OffersAtWork.id().text) ?? { preconditionFailure("id") }() }))
        return desk
    }

    /// Publishes an offer of a host, in an open campaign.
    ///
    /// - Parameter school: For whose pupils alone; `nil` for everybody.
    func publish(
        _ title: String, at siret: SIRET, for school: UAI? = nil, _ change: (inout Offer) -> Void = { _ in }
    ) async throws {
        try await offers.setCampaign(
            OfferCampaign(schoolYear: SchoolYear(start: 2026), opensOn: [.troisieme: OffersAtWork.date("2027-01-10")]))
        let offer = try OffersAtWork.offer(title) { offer in
            offer.posting.employer.siret = siret
            if let school { offer.audience = .schools([school]) }
            change(&offer)
        }
        let id = try await offers.draft(offer, of: OffersAtWork.owner)
        try await offers.submit(id, of: OffersAtWork.owner)
        if let found = try await store.offerStore.find(id), found.state == .submitted {
            let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)
            try await offers.approve(id, clearance, version: found.version)
        }
    }

    /// By the use cases, for tests of what lies behind.
    static func write(_ text: String, _ desk: HostDesk) async throws {
        guard let id = desk.newMessageID() else { preconditionFailure("messages") }
        try await desk.send(
            HostMessageWords(subject: "Places en seconde", text: text), as: id, to: [bakery], of: school,
            by: HostMessageAuthor(account: "account", mailbox: nil))
    }

    func write() async throws { try await Self.write("Bonjour,\n\nAvez-vous une place ?", desk) }

    /// Messages to hosts that wait to leave.
    func messageMails() async throws -> [OutgoingMail] {
        try await store.outboxStore.claim(.distantFuture, .distantPast, 1000).map(\.mail)
            .filter { $0.textBody.hasPrefix(HostPaths.stopPrefix) }
    }

    /// Two placements at a bakery, and one that is being prepared at a host with a hostile name.
    static let encounters: [HostEncounter] = [
        encounter(bakery, "Boulangerie Martinsecret", .over, "2026-06-15", "2026-06-19", "Awa"),
        encounter(bakery, "Boulangerie Martinsecret", .agreed, "2027-03-15", "2027-03-19", "Issa"),
        encounter(
            garage, "<b>Garage</b> \"Pins\"", .preparing, "2027-03-15", "2027-03-19", "Léa", "paul.secret@exemple.fr"),
    ]

    private static func encounter(
        _ siret: SIRET, _ name: String, _ standing: HostEncounter.Standing, _ first: String, _ last: String,
        _ pupil: String, _ email: String = "claire.secrete@exemple.fr"
    ) -> HostEncounter {
        var host = HostIdentity(
            siret: siret, name: name,
            address: PostalAddress(street: "12 rue des Lilas", postalCode: "94000", city: "Créteil"))
        host.email = MailboxAddress(email)
        return HostEncounter(
            source: .convention("R"), standing: standing, host: host,
            pupil: PersonName(given: pupil, family: "Diallosecret"), className: "3e 2", grade: .troisieme,
            days: OffersAtWork.date(first)...OffersAtWork.date(last))
    }

    /// Where the link of the mail to an address leads.
    func landing(_ email: String) async throws -> String? {
        try await store.outboxStore.claim(.distantFuture, .distantPast, 1000).map(\.mail)
            .first { $0.to == email && $0.subject == "Invitation" }?.textBody
    }

    /// Looks at pages of the school in a browser, as who has entered.
    func look(at paths: [String], _ session: HeadSessionToken) async throws {
        try await service.look(at: paths, cookie: "seing-ecole=\(session.text)")
    }

    func get(_ path: String, _ session: HeadSessionToken) async throws -> TestResponse {
        try await service.get(path, ApplicationsAtWork.cookie(session))
    }

    func post(
        _ path: String, _ session: HeadSessionToken, _ fields: [String: String] = [:], formToken: String? = nil
    ) async throws -> TestResponse {
        try await service.post(
            path, fields, formToken: formToken ?? ServiceUnderTest.formToken(session.text),
            ApplicationsAtWork.cookie(session))
    }
}
