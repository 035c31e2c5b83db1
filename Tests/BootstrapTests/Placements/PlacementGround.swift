import Foundation
import Offers
import Parties
import Persistence
import Placements
import TestSupport
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

/// A store with an offer that was published, and what the service does with it by itself.
struct PlacementGround {
    let folder: TemporaryDirectory
    let store: SQLiteStore
    let bench: WorkflowBench
    let desk: OfferDesk

    static let now = Date(timeIntervalSince1970: 1_801_000_000)
    static let mailbox: MailboxAddress = {
        guard let address = MailboxAddress("direction@college.example") else { preconditionFailure("address") }
        return address
    }()

    init() async throws {
        folder = try TemporaryDirectory()
        store = try SQLiteStore.open(directory: folder.file("data"))
        bench = WorkflowBench(
            store: store.conventionStore, mails: { [] },
            texts: try .load(directory: PythonTool.root.appending(path: "Templates").path))
        desk = OfferDesk(
            store: store.offerStore, search: store.offerSearch(), now: { Self.now }, makeID: { Self.offerID() })
    }

    static func offerID() -> OfferID {
        guard let id = OfferID(randomBytes: (0..<20).map { _ in .random(in: 0...255) }) else { preconditionFailure() }
        return id
    }

    static func owner() throws -> OfferOwner { try #require(OfferOwner("employer-1")) }

    static func offer() throws -> Offer {
        let week = try #require(ISOWeek(year: 2027, number: 11))
        let times = ["09:00", "12:00", "13:00", "17:00"].compactMap(TimeOfDay.init(iso8601:))
        let slots = [ConventionData.TimeSlot(from: times[0], to: times[1]), .init(from: times[2], to: times[3])]
        let employer = Employer(
            legalName: "Boulangerie Martin", siret: try #require(SIRET("35600000000048")), kind: .business,
            sector: .foodIndustry, size: .under10)
        let posting = PublicOffer(
            title: "Découvrir le métier de boulangère", employer: employer, grades: [.troisieme],
            periods: [OfferedPeriod(.week(week), places: 2)],
            sites: [
                OfferSite(address: PostalAddress(street: "12 rue des Lilas", postalCode: "94000", city: "Créteil"))
            ],
            tasks: "Observer la préparation des pâtes et l’accueil des clients.",
            hours: WeeklyHours(Dictionary(uniqueKeysWithValues: (1...5).map { ($0, slots) })))
        return Offer(
            posting: posting,
            contact: OfferContact(
                name: PersonName(given: "Claire", family: "Secrète"), capacity: "Gérante",
                email: try #require(MailboxAddress("claire@boulangerie.example"))))
    }

    func published(_ offer: Offer? = nil) async throws -> OfferID {
        let (offer, owner) = (try offer ?? Self.offer(), try Self.owner())
        let id = try await desk.draft(offer, of: owner)
        try await desk.submit(id, of: owner)
        let version = try #require(try await store.offerStore.find(id)).version
        try await desk.approve(id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: version)
        return id
    }

    func alarm(_ mailboxes: SchoolMailboxes) -> DangerAlarm {
        DangerAlarm(store: store, workflow: bench.workflow, mailboxes: mailboxes)
    }

    func waitingMails() async throws -> [OutgoingMail] {
        try await store.outboxStore.claim(Self.now, Self.now.addingTimeInterval(60), 100).map(\.mail)
    }
}
