import Applications
import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Owners of offers")
struct OfferOwnerTests {
    private let bench: OfferBench
    private let mine = OfferBench.owner
    private let theirs = OfferBench.owner("partner:2")

    init() throws { bench = try OfferBench() }

    /// Rule: an offer and what is asked of it go by the account that wrote it, never by the number that it names.
    @Test func `who claims another's SIRET reads nothing of that one's offers and applications`() async throws {
        let bench = try await ApplicationBench()
        let (own, other) = (try await bench.publish(), try await bench.offers.publish(of: theirs))
        let id = try await bench.sent(1, own)
        #expect(try await bench.offers.store.ofOwner(mine, .all, 0, 1_000).map(\.id) == [own])
        #expect(try await bench.offers.store.ofOwner(theirs, .all, 0, 1_000).map(\.id) == [other])
        #expect(try await bench.desk.received(by: theirs).isEmpty)
        #expect(try await bench.desk.received(by: mine).map(\.view.id) == [id])
        await #expect(throws: PlacementError.unknownApplication) { try await bench.desk.open(id, by: theirs) }
        await #expect(throws: PlacementError.unknownApplication) { try await bench.desk.accept(id, by: theirs) }
        await #expect(throws: PlacementError.unknownOffer) { try await bench.offers.desk.withdraw(own, of: theirs) }
        await #expect(throws: PlacementError.unknownOffer) {
            try await bench.offers.desk.edit(own, of: theirs, to: OfferBench.offer())
        }
    }

    /// Rule: a check holds for owner, number, name and address together.
    @Test
    func `another account, another name and another number wait for a person, each address that was seen does not`()
        async throws
    {
        let second = OfferSite(address: PostalAddress(street: "9 rue du Four", postalCode: "94000", city: "Créteil"))
        _ = try await bench.publish(OfferBench.offer { $0.posting.sites.append(second) })
        func state(_ owner: OfferOwner, _ change: (inout Offer) -> Void = { _ in }) async throws -> OfferState? {
            let id = try await bench.desk.draft(OfferBench.offer(change), of: owner)
            try await bench.desk.submit(id, of: owner)
            return try await bench.store.find(id)?.state
        }
        #expect(try await state(mine) == .published)
        #expect(try await state(mine) { $0.posting.sites = [second] } == .published)
        #expect(try await state(theirs) == .submitted)
        #expect(try await state(mine) { $0.posting.employer.legalName = "Boulangerie Dupont" } == .submitted)
        #expect(
            try await state(mine) { $0.posting.employer.siret = OfferBench.siret("55208131766522") } == .submitted)
    }

    @Test func `a number is mended in a draft, and never in what others have seen`() async throws {
        let other = OfferBench.offer { $0.posting.employer.siret = OfferBench.siret("55208131766522") }
        let draft = try await bench.desk.draft(OfferBench.offer(), of: mine)
        try await bench.desk.edit(draft, of: mine, to: other)
        #expect(try await bench.store.find(draft)?.offer.posting.employer.siret == other.posting.employer.siret)
        let published = try await bench.publish()
        await #expect(throws: PlacementError.otherEmployer) {
            try await bench.desk.edit(published, of: mine, to: other)
        }
    }

    @Test(arguments: ["", "a b", "é", "a/b", "a\n", String(repeating: "a", count: 65)])
    func `an owner's reference is short and plain`(text: String) { #expect(OfferOwner(text) == nil) }
}
