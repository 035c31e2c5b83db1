import Foundation
import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Offers whose place becomes known later")
struct OfferPlacesTests {
    private static let point = GeoPoint(latitude: 45, longitude: 5)

    private static let offer = OfferBench.offer { $0.posting.sites[0].location = nil }

    private func found(_ bench: OfferBench) async throws -> [OfferID] {
        try await bench.found { query in
            query.near = Self.point.map { OfferQuery.Nearby($0, kilometres: 5) }
        }
    }

    @Test func `are found by distance from then on, and are the same version of the same offer`() async throws {
        let bench = try OfferBench()
        try await bench.openCampaign()
        let id = try await bench.publish(Self.offer)
        let draft = try await bench.desk.draft(Self.offer, of: OfferBench.owner)
        let before = try #require(try await bench.store.find(id))
        #expect(try await found(bench).isEmpty)
        let placed = try await bench.test.store.placeOffers(changedSince: nil) { address in
            address.city == "Créteil" ? Self.point : nil
        }
        #expect(placed == 2)
        #expect(try await found(bench) == [id])
        let after = try #require(try await bench.store.find(id))
        #expect(after.offer.posting.sites[0].location == Self.point)
        #expect((after.version, after.state) == (before.version, before.state))
        #expect(try await bench.store.history(id).count == before.version)
        #expect(try await bench.store.find(draft)?.offer.posting.sites[0].location == Self.point)
        // By its words, too, and once.
        #expect(try await bench.found { $0.words = "boulangère" } == [id])
    }

    @Test func `what is known, unknown, over or unchanged since is left as it is`() async throws {
        let bench = try OfferBench()
        try await bench.openCampaign()
        let known = try await bench.publish(OfferBench.offer())
        let unknown = try await bench.publish(Self.offer)
        let withdrawn = try await bench.publish(Self.offer)
        try await bench.desk.withdraw(withdrawn, of: OfferBench.owner)
        #expect(try await bench.test.store.placeOffers(changedSince: nil) { _ in nil } == 0)
        let later = OfferBench.now.addingTimeInterval(1)
        #expect(try await bench.test.store.placeOffers(changedSince: later) { _ in Self.point } == 0)
        #expect(try await bench.test.store.placeOffers(changedSince: OfferBench.now) { _ in Self.point } == 1)
        #expect(try await bench.store.find(unknown)?.offer.posting.sites[0].location == Self.point)
        let former = OfferBench.offer().posting.sites[0].location
        #expect(try await bench.store.find(known)?.offer.posting.sites[0].location == former)
        #expect(try await bench.store.find(withdrawn)?.offer.posting.sites[0].location == nil)
    }

    @Test func `of hundreds none is passed over`() async throws {
        let bench = try OfferBench()
        for _ in 0..<205 { _ = try await bench.desk.draft(Self.offer, of: OfferBench.owner, atMost: 1_000) }
        #expect(try await bench.test.store.placeOffers(changedSince: nil) { _ in Self.point } == 205)
        #expect(try await bench.test.store.placeOffers(changedSince: nil) { _ in Self.point } == 0)
    }
}

@Suite("Addresses of offers that a service is asked for")
struct OfferAddressesTests {
    private static let now = OfferBench.now
    private static let point = GeoPoint(latitude: 45.5, longitude: 5.5)

    @Test func `wait once for all offers that are there, and put all of them where the answer says`() async throws {
        let bench = try OfferBench()
        try await bench.openCampaign()
        let store = bench.test.store
        let ids = [try await bench.publish(), try await bench.publish()]
        _ = try await bench.desk.draft(
            OfferBench.offer { $0.posting.sites[0].address.street = "Un brouillon" }, of: OfferBench.owner)
        try await store.awaitAddresses(changedSince: nil, at: Self.now)
        let due = try await store.dueAddresses(Self.now, limit: 10)
        #expect(
            due == [
                DueAddress(address: "12 rue des Lilas, 94000 Créteil", postalCode: "94000", tries: 0, known: nil)
            ])
        try await store.settle(due[0], at: Self.point)
        for id in ids { #expect(try await bench.store.find(id)?.offer.posting.sites[0].location == Self.point) }
        #expect(
            Set(try await bench.found { $0.near = Self.point.map { .init($0, kilometres: 1) } }) == Set(ids))
        #expect(try await store.dueAddresses(Self.now, limit: 10).isEmpty)
        // Asked for once; a third offer there takes the answer of the others.
        let third = try await bench.publish()
        try await store.awaitAddresses(changedSince: nil, at: Self.now)
        let again = try await store.dueAddresses(Self.now, limit: 10)
        #expect(again.map(\.known) == [Self.point])
        try await store.settle(again[0], at: again[0].known)
        #expect(try await bench.store.find(third)?.offer.posting.sites[0].location == Self.point)
    }

    @Test func `are asked for again later, and not for ever`() async throws {
        let bench = try OfferBench()
        let store = bench.test.store
        let id = try await bench.publish()
        try await store.awaitAddresses(changedSince: nil, at: Self.now)
        let due = try #require(try await store.dueAddresses(Self.now, limit: 10).first)
        try await store.postpone(due, until: Self.now.addingTimeInterval(60))
        #expect(try await store.dueAddresses(Self.now.addingTimeInterval(59), limit: 10).isEmpty)
        let later = try await store.dueAddresses(Self.now.addingTimeInterval(60), limit: 10)
        #expect(later.map(\.tries) == [1])
        try await store.postpone(due, until: nil)
        try await store.awaitAddresses(changedSince: nil, at: Self.now)
        #expect(try await store.dueAddresses(.distantFuture.addingTimeInterval(-1), limit: 10).isEmpty)
        #expect(
            try await bench.store.find(id)?.offer.posting.sites[0].location
                == OfferBench.offer().posting.sites[0].location)
    }

    @Test func `are forgotten when no offer names them`() async throws {
        let bench = try OfferBench()
        let store = bench.test.store
        let id = try await bench.publish()
        try await store.awaitAddresses(changedSince: nil, at: Self.now)
        try await bench.desk.edit(
            id, of: OfferBench.owner, to: OfferBench.offer { $0.posting.sites[0].address.street = "13 rue des Lilas" })
        try await store.awaitAddresses(changedSince: nil, at: Self.now)
        #expect(try await store.dueAddresses(Self.now, limit: 10).map(\.address) == ["13 rue des Lilas, 94000 Créteil"])
        try await bench.desk.withdraw(id, of: OfferBench.owner)
        let gone = try await store.forgetPlacements(
            PlacementLimits(applications: .distantPast, offers: Self.now.addingTimeInterval(1), now: Self.now))
        #expect(gone.offers == 1)
        #expect(try await store.dueAddresses(Self.now, limit: 10).isEmpty)
    }
}
