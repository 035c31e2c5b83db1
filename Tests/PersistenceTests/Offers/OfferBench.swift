import Foundation
import Offers
import Parties
import Placements

@testable import Persistence

/// A desk over a store of its own, with a clock that stands.
struct OfferBench {
    let test: TestStore
    let desk: OfferDesk

    static let now = Date(timeIntervalSince1970: 1_801_000_000)
    static let today = date("2027-01-26")
    static let opening = date("2027-01-10")
    static let siret = siret("35600000000048")
    static let owner = owner("employer-1")

    static func owner(_ text: String) -> OfferOwner {
        guard let owner = OfferOwner(text) else { preconditionFailure(text) }
        return owner
    }

    init(coordinates: AddressCoordinates = .none) throws {
        test = try TestStore()
        desk = OfferDesk(
            store: test.store.offerStore, search: test.store.offerSearch(), coordinates: coordinates, now: { Self.now },
            makeID: { Self.id() })
    }

    var store: OfferStore { test.store.offerStore }

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(iso8601: text) else { preconditionFailure(text) }
        return date
    }

    static func siret(_ text: String) -> SIRET {
        guard let siret = SIRET(text) else { preconditionFailure(text) }
        return siret
    }

    static func id() -> OfferID {
        guard let id = OfferID(randomBytes: (0..<20).map { _ in .random(in: 0...255) }) else { preconditionFailure() }
        return id
    }

    static func week(_ number: Int) -> OfferPeriod {
        guard let week = ISOWeek(year: 2027, number: number) else { preconditionFailure("week") }
        return .week(week)
    }

    static let hours: WeeklyHours = {
        let times = ["09:00", "12:00", "13:00", "17:00"].compactMap(TimeOfDay.init(iso8601:))
        let slots = [ConventionData.TimeSlot(from: times[0], to: times[1]), .init(from: times[2], to: times[3])]
        return WeeklyHours(Dictionary(uniqueKeysWithValues: (1...5).map { ($0, slots) }))
    }()

    static func offer(_ change: (inout Offer) -> Void = { _ in }) -> Offer {
        guard let email = MailboxAddress("claire.secrete@exemple.fr") else { preconditionFailure() }
        let employer = Employer(
            legalName: "Boulangerie Martin", siret: siret, kind: .business, sector: .foodIndustry, size: .under10)
        let posting = PublicOffer(
            title: "Découvrir le métier de boulangère", employer: employer, grades: [.troisieme],
            periods: [OfferedPeriod(week(11), places: 2)],
            sites: [
                OfferSite(
                    address: PostalAddress(street: "12 rue des Lilas", postalCode: "94000", city: "Créteil"),
                    location: GeoPoint(latitude: 48.79, longitude: 2.455))
            ], tasks: "Observer la préparation des pâtes et l’accueil des clients.", hours: hours)
        var offer = Offer(
            posting: posting,
            contact: OfferContact(
                name: PersonName(given: "Claire", family: "Secrète"), capacity: "Gérante", email: email,
                phone: PhoneNumber("0639981234")))
        change(&offer)
        return offer
    }

    /// A published offer of an employer that moderation has looked at.
    func publish(_ offer: Offer = offer(), of owner: OfferOwner = owner) async throws -> OfferID {
        let id = try await desk.draft(offer, of: owner)
        try await desk.submit(id, of: owner)
        if try await store.find(id)?.state == .submitted { try await approve(id) }
        return id
    }

    static let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)

    /// What stands there now, as somebody who has read it.
    func approve(_ id: OfferID, _ clearance: OfferClearance = clearance) async throws {
        try await desk.approve(id, clearance, version: try await version(id))
    }

    func refuse(_ id: OfferID, because reason: String) async throws {
        try await desk.refuse(id, because: reason, version: try await version(id))
    }

    func version(_ id: OfferID) async throws -> Int { try await store.find(id)?.version ?? 0 }

    func openCampaign(_ grades: [ConventionData.Grade] = ConventionData.Grade.observing) async throws {
        try await desk.setCampaign(
            OfferCampaign(
                schoolYear: SchoolYear(start: 2026),
                opensOn: Dictionary(uniqueKeysWithValues: grades.map { ($0, Self.opening) })))
    }

    func found(_ change: (inout OfferQuery) -> Void = { _ in }) async throws -> [OfferID] {
        try await page(change).hits.map(\.id)
    }

    func page(_ change: (inout OfferQuery) -> Void = { _ in }) async throws -> OfferPage {
        var query = OfferQuery(reader: .anyone, today: Self.today)
        change(&query)
        return try await desk.search.page(query)
    }
}
