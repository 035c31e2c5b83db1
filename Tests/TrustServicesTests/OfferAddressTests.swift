import CurlBridge
import Foundation
import Logging
import Offers
import Parties
import Persistence
import Placements
import TestSupport
import Testing
import ToolSupport
import TrustServices
import Workflow

@testable import Bootstrap

/// An installation whose operator has named a service of addresses.
@Suite("Addresses of offers, from the settings to the search", .serialized, .timeLimit(.minutes(10)))
struct OfferAddressTests {
    private let folder: TemporaryDirectory
    private let server: TrustServer
    private static let now = Date(timeIntervalSince1970: 1_801_000_000)

    init() throws { (folder, server) = (try TemporaryDirectory(), try TrustServer()) }

    private func open(_ mode: String) throws -> (installation: Installation, clock: WallClock) {
        let data = folder.file("data")
        let resources = Resources(directory: PythonTool.root.path)
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: data, resources: resources, now: Self.now)
        let (url, host) = (try server.url("/geo/\(mode)").description, "127.0.0.1:\(server.port)")
        try Data("{\"addressService\": {\"url\": \"\(url)\"}}".utf8).write(to: URL(filePath: data + "/settings.json"))
        try Data("{\"internalHosts\": [\"\(host)\"]}".utf8).write(to: URL(filePath: data + "/trust-services.json"))
        let clock = WallClock { Self.now }
        let installation = try Installation.open(
            resources: resources, dataDirectory: data, passphrase: passphrase, clock: clock)
        return (installation, clock)
    }

    private func submit(_ installation: Installation, _ clock: WallClock) async throws -> OfferID {
        let times = ["09:00", "12:00", "13:00", "17:00"].compactMap(TimeOfDay.init(iso8601:))
        let slots = [ConventionData.TimeSlot(from: times[0], to: times[1]), .init(from: times[2], to: times[3])]
        let posting = PublicOffer(
            title: "Découvrir le métier de boulangère",
            employer: Employer(
                legalName: "Boulangerie Martin", siret: try #require(SIRET("35600000000048")), kind: .business,
                sector: .foodIndustry, size: .under10),
            grades: [.troisieme],
            periods: [OfferedPeriod(.week(try #require(ISOWeek(year: 2027, number: 11))), places: 2)],
            sites: [
                OfferSite(address: PostalAddress(street: "12 rue des Lilas", postalCode: "94000", city: "Créteil"))
            ], tasks: "Observer la préparation des pâtes et l’accueil des clients.",
            hours: WeeklyHours(Dictionary(uniqueKeysWithValues: (1...5).map { ($0, slots) })))
        let contact = OfferContact(
            name: PersonName(given: "Claire", family: "Secrète"), capacity: "Gérante",
            email: try #require(MailboxAddress("claire@boulangerie.example")))
        let (desk, owner) = (installation.offerDesk(clock: clock), try #require(OfferOwner("employer-1")))
        let id = try await desk.draft(Offer(posting: posting, contact: contact), of: owner)
        try await desk.submit(id, of: owner)
        return id
    }

    private func place(of id: OfferID, _ installation: Installation) async throws -> GeoPoint? {
        try #require(try await installation.store.offerStore.find(id)).offer.posting.sites[0].location
    }

    @Test func `an offer is at its street after a round, and its address is asked for once`() async throws {
        let (installation, clock) = try open("good")
        defer { try? installation.store.close() }
        let ids = [try await submit(installation, clock), try await submit(installation, clock)]
        #expect(try await place(of: ids[0], installation) == nil, "publishing does not wait")
        let placing = OfferPlacing(installation, clock: clock, logger: Logger(label: "test"))
        for _ in 0..<2 { try await placing.placeDue() }
        for id in ids {
            #expect(try await place(of: id, installation) == GeoPoint(latitude: 48.7812, longitude: 2.4567))
        }
        try await OfferPlacing(installation, clock: clock, logger: Logger(label: "test")).placeDue()
        #expect(try await installation.store.dueAddresses(clock.now(), limit: 10).isEmpty)
        let http = OutboundHTTP(policy: try server.policy())
        let count = try http.body(of: .get, at: server.url("/hits/geo"), mediaTypes: [], maximumByteCount: 100)
        #expect(String(decoding: count, as: UTF8.self) == "1")
    }

    /// Rule: an address that is answered with nonsense is tried again four times in all, over days; a service that is down costs no address a try.
    @Test(arguments: [("garbage", 1), ("error", 0), ("none", nil)])
    func `what is not answered is asked again with pauses`(mode: String, tries: Int?) async throws {
        let (installation, clock) = try open(mode)
        defer { try? installation.store.close() }
        let id = try await submit(installation, clock)
        let placing = OfferPlacing(installation, clock: clock, logger: Logger(label: "test"))
        for _ in 0..<3 { try await placing.placeDue() }
        #expect(try await place(of: id, installation) == nil)
        let later = try await installation.store.dueAddresses(clock.now().addingTimeInterval(3_600), limit: 10)
        #expect(later.map(\.tries) == [tries].compactMap(\.self))
        #expect(try await installation.store.dueAddresses(clock.now(), limit: 10).isEmpty == (mode != "error"))
    }
}
