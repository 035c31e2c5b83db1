import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Persistence
import Placements
import Testing

@testable import HTTPService

/// The service with a real store behind the pages of offers, on 26 January 2027.
final class OffersAtWork: Sendable {
    static let today = date("2027-01-26")
    static let owner = OfferOwner("employer-test") ?? { preconditionFailure("owner") }()
    let desk: OfferDesk
    let store: OfferStore
    let service: ServiceUnderTest
    private let opened: SQLiteStore
    private let directory: String

    /// - Parameters:
    ///   - opening: From which day on pupils of 3e see offers; those of 2de from March on.
    ///   - places: Where communes are; `nil` when nobody knows.
    init(
        opening: String = "2027-01-10", publicBaseURL: String = "https://seing.example", places: PlaceTable? = nil
    ) async throws {
        directory = NSTemporaryDirectory() + "seing-offers-\(UUID().uuidString)"
        let opened = try SQLiteStore.open(directory: directory)
        self.opened = opened
        store = opened.offerStore
        desk = OfferDesk(
            store: opened.offerStore, search: opened.offerSearch(),
            coordinates: AddressCoordinates { address in places?.locate(address) },
            now: { Date(timeIntervalSince1970: 1_801_000_000) }, makeID: { Self.id() })
        var parts = OfferParts(desk: desk, today: { Self.today })
        parts.places = places
        service = ServiceUnderTest(offers: parts, publicBaseURL: publicBaseURL)
        try await desk.setCampaign(
            OfferCampaign(
                schoolYear: SchoolYear(start: 2026),
                opensOn: [.troisieme: Self.date(opening), .seconde: Self.date("2027-03-01")]))
    }

    deinit {
        try? opened.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    static func date(_ text: String) -> CalendarDate {
        CalendarDate(iso8601: text) ?? { preconditionFailure(text) }()
    }

    @Sendable static func id() -> OfferID {
        OfferID(randomBytes: (0..<20).map { _ in .random(in: 0...255) }) ?? { preconditionFailure("id") }()
    }

    static func week(_ number: Int) -> OfferPeriod {
        .week(ISOWeek(year: 2027, number: number) ?? { preconditionFailure("week") }())
    }

    static func offer(_ title: String, _ change: (inout Offer) -> Void = { _ in }) throws -> Offer {
        let times = ["09:00", "12:00", "13:30", "17:00"].compactMap(TimeOfDay.init(iso8601:))
        let day = [ConventionData.TimeSlot(from: times[0], to: times[1]), .init(from: times[2], to: times[3])]
        var posting = PublicOffer(
            title: title,
            employer: Employer(
                legalName: "Jardins d’Arcueil", siret: try #require(SIRET("35600000000048")), kind: .association,
                sector: .environment, size: .under10),
            grades: [.troisieme], periods: [OfferedPeriod(week(11), places: 2), OfferedPeriod(week(12), places: 1)],
            sites: [
                OfferSite(
                    address: PostalAddress(street: "3 chemin des Serres", postalCode: "94110", city: "Arcueil"))
            ], tasks: "Suivre la culture des légumes.\nAccueillir le public.",
            hours: WeeklyHours(Dictionary(uniqueKeysWithValues: (1...5).map { ($0, day) })))
        posting.conditions = "Prévoir des bottes."
        posting.accessibility = OfferAccessibility(features: [.wheelchair])
        var offer = Offer(
            posting: posting,
            contact: OfferContact(
                name: PersonName(given: "Paule", family: "Discrète"), capacity: "Directrice",
                email: try #require(MailboxAddress("paule@jardins.example")), phone: PhoneNumber("0639981234")))
        change(&offer)
        return offer
    }

    /// Writes an offer that moderation lets be seen.
    func publish(_ title: String, _ change: (inout Offer) -> Void = { _ in }) async throws -> OfferID {
        let id = try await desk.draft(try Self.offer(title, change), of: Self.owner)
        try await desk.submit(id, of: Self.owner)
        if let found = try await store.find(id), found.state == .submitted {
            let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)
            try await desk.approve(id, clearance, version: found.version)
        }
        return id
    }

    /// Says that something is wrong, as the form of the offer's page does.
    func report(_ id: OfferID, _ fields: [String: String]) async throws -> TestResponse {
        let path = OfferPaths.offer(id)
        return try await service.post(
            path + OfferPaths.report, fields, formToken: ServiceUnderTest.formToken(path), [:])
    }
}
