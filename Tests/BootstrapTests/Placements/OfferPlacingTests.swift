import Foundation
import HTTPService
import Logging
import Offers
import Parties
import Persistence
import Placements
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

/// An installation with a table of places in its data directory, from the file to the search.
@Suite("Places of an installation", .timeLimit(.minutes(10)))
struct OfferPlacingTests {
    private let folder: TemporaryDirectory
    private let resources = Resources(directory: PythonTool.root.path)
    private static let now = Date(timeIntervalSince1970: 1_801_000_000)
    private static let clock = WallClock { now }

    init() throws { folder = try TemporaryDirectory() }

    private var data: String { folder.file("data") }

    private func open(places: String?) throws -> Installation {
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: data, resources: resources, now: Self.now)
        if let places { try Data(places.utf8).write(to: URL(filePath: data + "/places.csv")) }
        return try Installation.open(
            resources: resources, dataDirectory: data, passphrase: passphrase, clock: Self.clock)
    }

    private static let table = "nom_commune;code_postal;latitude;longitude\nCréteil;94000;48.78;2.45\n"

    private func near(_ installation: Installation) async throws -> [OfferID] {
        var query = OfferQuery(reader: .anyone, today: try #require(CalendarDate(iso8601: "2027-01-26")))
        query.near = GeoPoint(latitude: 48.78, longitude: 2.46).map { OfferQuery.Nearby($0, kilometres: 5) }
        return try await installation.offerDesk(clock: Self.clock).search.page(query).hits.map(\.id)
    }

    private func publish(_ installation: Installation) async throws -> OfferID {
        let (desk, owner) = (installation.offerDesk(clock: Self.clock), try PlacementGround.owner())
        _ = try await desk.open(
            SchoolYear(start: 2026), for: [.troisieme], on: try #require(CalendarDate(iso8601: "2027-01-10")))
        let id = try await desk.draft(try PlacementGround.offer(), of: owner)
        try await desk.submit(id, of: owner)
        let version = try #require(try await installation.store.offerStore.find(id)).version
        try await desk.approve(id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: version)
        return id
    }

    @Test func `an offer is found by distance as soon as it is published`() async throws {
        let installation = try open(places: Self.table)
        defer { try? installation.store.close() }
        let id = try await publish(installation)
        #expect(try await near(installation) == [id])
        #expect(try installation.offerParts(clock: Self.clock).places?.rows.count == 1)
    }

    @Test func `an offer that was written before there was a table is found once there is`() async throws {
        let before = try open(places: nil)
        let id = try await publish(before)
        #expect(try await near(before).isEmpty)
        #expect(try before.offerParts(clock: Self.clock).places == nil)
        try before.store.close()
        let after = try open(places: Self.table)
        defer { try? after.store.close() }
        try await OfferPlacing(after, clock: Self.clock, logger: Logger(label: "test")).placeDue()
        #expect(try await near(after) == [id])
    }

    @Test func `a table with a mistake keeps the service from starting, and says where it is`() async throws {
        let installation = try open(places: Self.table + "Orly;94310;48.74;\n")
        defer { try? installation.store.close() }
        let fault = try #require(throws: PlaceBookFault.self) { try installation.offerParts(clock: Self.clock) }
        #expect(fault.description.contains("places.csv: line 3, column C: "), "\(fault)")
        #expect(fault.description.contains("seing places check"))
        let address = PostalAddress(street: "1 rue", postalCode: "94000", city: "Créteil")
        #expect(await installation.coordinates.locate(address) == nil, "nothing is taken of it")
    }

    @Test(arguments: [
        "https://data.geopf.fr/geocodage/search", "http://127.0.0.1:8000/search", "http://localhost/search",
    ])
    func `a service of addresses is named in the settings`(url: String) throws {
        let file = try folder.write("settings.json", Array("{\"addressService\": {\"url\": \"\(url)\"}}".utf8))
        let settings = try SchoolSettings.read(dataDirectory: (file as NSString).deletingLastPathComponent)
        #expect(settings.addressService != nil)
    }

    @Test(arguments: [
        "\"https://a.example\"", "{}", "{\"url\": \"http://a.example/\"}", "{\"url\": \"ftp://a.example/\"}",
        "{\"url\": \"https://user@a.example/\"}", "{\"url\": \"https://a.example/\", \"key\": 1}", "{\"url\": 1}",
    ])
    func `anything else is refused`(value: String) throws {
        let file = try folder.write("settings.json", Array("{\"addressService\": \(value)}".utf8))
        #expect(throws: SchoolSettings.Fault.self) {
            try SchoolSettings.read(dataDirectory: (file as NSString).deletingLastPathComponent)
        }
    }
}
