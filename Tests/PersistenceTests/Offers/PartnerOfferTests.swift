import Foundation
import GRDB
import Offers
import Parties
import Placements
import Testing
import WorkflowTestSupport

@testable import Persistence

@Suite("Offers of partners in the store")
struct PartnerOfferTests {
    private let bench: OfferBench

    init() throws { bench = try OfferBench() }

    private func name(_ text: String) throws -> RemoteOfferID { try #require(RemoteOfferID(text)) }

    private func put(
        _ text: String = "a-1", _ offer: Offer = OfferBench.offer(), of owner: OfferOwner = OfferBench.owner
    ) async throws -> PartnerOutcome {
        try await bench.desk.put(try name(text), offer, of: owner)
    }

    private func found(_ text: String = "a-1", of owner: OfferOwner = OfferBench.owner) async throws -> StoredOffer? {
        try await bench.desk.named(try name(text), of: owner)
    }

    @Test(arguments: ["", "-a", ".", "..", "a/b", "a b", "é", "a\n", String(repeating: "a", count: 65), "a?b", "a%20b"])
    func `a name is one that stands in an address as it is`(text: String) {
        #expect(RemoteOfferID(text) == nil)
    }

    @Test func `the same offer told again changes nothing, not even its version`() async throws {
        #expect(try await put() == .created)
        let first = try #require(try await found())
        #expect(first.state == .submitted)
        #expect(try await put() == .unchanged)
        var reordered = OfferBench.offer()
        reordered.posting.sites[0].location = nil
        #expect(try await put("a-1", reordered) == .unchanged)
        #expect(try await found() == first)
        #expect(try await bench.desk.offers(of: OfferBench.owner, limit: 9).count == 1)
    }

    @Test func `what is told otherwise is changed in its place, and a new place is looked at again`() async throws {
        _ = try await put()
        let first = try #require(try await found())
        try await bench.desk.approve(
            first.id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: first.version)
        let titled = OfferBench.offer { $0.posting.title = "Autre titre" }
        #expect(try await put("a-1", titled) == .replaced)
        #expect(try await found()?.state == .published)
        #expect(try await found()?.id == first.id)
        let moved = OfferBench.offer { $0.posting.sites[0].address.street = "1 rue Neuve" }
        #expect(try await put("a-1", moved) == .replaced)
        #expect(try await found()?.state == .submitted, "nobody has looked at that place")
    }

    @Test func `another offer of an employer that was checked is published, that of another owner waits`() async throws
    {
        _ = try await put()
        let first = try #require(try await found())
        try await bench.desk.approve(
            first.id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: first.version)
        #expect(try await put("a-2") == .created)
        #expect(try await found("a-2")?.state == .published)
        let other = OfferBench.owner("employer-2")
        #expect(try await put("a-2", of: other) == .created)
        #expect(try await found("a-2", of: other)?.state == .submitted)
    }

    @Test func `a name is its owner's alone`() async throws {
        _ = try await put()
        let other = OfferBench.owner("employer-2")
        #expect(try await found(of: other) == nil)
        await #expect(throws: PlacementError.unknownOffer) {
            _ = try await bench.desk.withdraw(try name("a-1"), of: other)
        }
        #expect(try await put("a-1", of: other) == .created)
        #expect(try await bench.desk.named(of: other, after: nil, limit: 10).count == 1)
    }

    @Test func `what was withdrawn has no name, and the name begins anew`() async throws {
        _ = try await put()
        let first = try #require(try await found())
        #expect(try await bench.desk.withdraw(try name("a-1"), of: OfferBench.owner).state == .withdrawn)
        #expect(try await found() == nil)
        await #expect(throws: PlacementError.unknownOffer) {
            _ = try await bench.desk.withdraw(try name("a-1"), of: OfferBench.owner)
        }
        #expect(try await put() == .created)
        #expect(try await found()?.id != first.id)
    }

    @Test func `what is over stays over while it is told as it was`() async throws {
        _ = try await put()
        let first = try #require(try await found())
        _ = try await bench.desk.expire(on: OfferBench.date("2027-07-01"))
        #expect(try await found()?.state == .expired)
        #expect(try await put() == .unchanged)
        #expect(try await found()?.id == first.id)
        let next = OfferBench.offer { $0.posting.periods = [OfferedPeriod(OfferBench.week(12), places: 1)] }
        let preview = try await bench.desk.preview(try name("a-1"), next, of: OfferBench.owner)
        #expect(preview == (.replaced, true), "another offer begins under the name of one that is over")
        #expect(try await put("a-1", next) == .replaced)
        let anew = try #require(try await found())
        #expect(anew.id != first.id && anew.state == .submitted)
    }

    /// Rule: a draft that nobody went on with is not what the partner takes back; told again, it begins anew.
    @Test func `a draft that was forgotten begins anew when it is told again`() async throws {
        _ = try await bench.desk.put(try name("a-1"), OfferBench.offer(), of: OfferBench.owner, submits: false)
        let first = try #require(try await found())
        #expect(first.state == .draft)
        let later = OfferDesk(
            store: bench.store, search: bench.desk.search,
            now: { OfferBench.now.addingTimeInterval(86_400 * Double(OfferTerms().draftDays + 1)) },
            makeID: { OfferBench.id() })
        _ = try await later.expire(on: OfferBench.today)
        #expect(try await found()?.state == .expired)
        let preview = try await later.preview(try name("a-1"), OfferBench.offer(), of: OfferBench.owner)
        #expect(preview == (.created, true))
        #expect(try await later.put(try name("a-1"), OfferBench.offer(), of: OfferBench.owner) == .created)
        let anew = try #require(try await found())
        #expect(anew.id != first.id && anew.state == .submitted)
    }

    @Test func `what moderation refused is not asked again by the same words`() async throws {
        _ = try await put()
        let first = try #require(try await found())
        try await bench.desk.refuse(first.id, because: "Adresse inconnue.", version: first.version)
        #expect(try await put() == .unchanged)
        #expect(try await found()?.state.phase == .refusedByModeration)
        #expect(try await put("a-1", OfferBench.offer { $0.posting.title = "Autre titre" }) == .replaced)
        #expect(try await found()?.state == .submitted)
    }

    @Test func `an offer against the rules leaves nothing behind`() async throws {
        await #expect(throws: PlacementError.self) {
            _ = try await put("a-1", OfferBench.offer { $0.posting.title = "" })
        }
        #expect(try await bench.desk.offers(of: OfferBench.owner, limit: 9).isEmpty)
    }

    @Test func `no pupil loses a place, and an offer that was seen keeps its employer`() async throws {
        _ = try await put()
        let first = try #require(try await found())
        try await bench.desk.approve(
            first.id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: first.version)
        _ = try await bench.desk.takePlace(first.id, in: OfferBench.week(11))
        let elsewhere = OfferBench.offer { $0.posting.periods = [OfferedPeriod(OfferBench.week(12), places: 1)] }
        let other = OfferBench.offer { $0.posting.employer.siret = OfferBench.siret("99900004500016") }
        for (offer, error) in [(elsewhere, PlacementError.placesTaken), (other, .otherEmployer)] {
            await #expect(throws: error) { _ = try await put("a-1", offer) }
            await #expect(throws: error) {
                _ = try await bench.desk.preview(try name("a-1"), offer, of: OfferBench.owner)
            }
        }
    }

    @Test func `an owner has a thousand offers and no more, and can still change those`() async throws {
        let desk = OfferDesk(
            store: bench.store, search: bench.desk.search, now: { OfferBench.now }, makeID: { OfferBench.id() },
            terms: OfferTerms(offersAtOnce: 1, partnersOffersAtOnce: 2))
        for text in ["a-1", "a-2"] { _ = try await desk.put(try name(text), OfferBench.offer(), of: OfferBench.owner) }
        await #expect(throws: PlacementError.tooManyOffers(limit: 2)) {
            _ = try await desk.put(try name("a-3"), OfferBench.offer(), of: OfferBench.owner)
        }
        #expect(try await found("a-3") == nil)
        let changed = OfferBench.offer { $0.posting.title = "Autre titre" }
        #expect(try await desk.put(try name("a-2"), changed, of: OfferBench.owner) == .replaced)
        #expect(OfferTerms().partnersOffersAtOnce == 1_000)
    }

    @Test func `told ten times at once it is one offer`() async throws {
        let (desk, owner, name) = (bench.desk, OfferBench.owner, try name("a-1"))
        let outcomes = await withTaskGroup(of: PartnerOutcome?.self) { group in
            for _ in 0..<10 { group.addTask { try? await desk.put(name, OfferBench.offer(), of: owner) } }
            return await group.reduce(into: [PartnerOutcome?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .created } == 1)
        #expect(try await desk.offers(of: owner, limit: 9).count == 1)
        #expect(try await found()?.state == .submitted)
    }

    @Test func `pages are in the order of the names, without what was written by hand`() async throws {
        for text in ["b", "a:2", "a-1"] { _ = try await put(text) }
        _ = try await bench.desk.draft(OfferBench.offer(), of: OfferBench.owner)
        let first = try await bench.desk.named(of: OfferBench.owner, after: nil, limit: 2)
        let rest = try await bench.desk.named(of: OfferBench.owner, after: first.last?.remote, limit: 2)
        #expect((first + rest).map(\.remote?.text) == ["a-1", "a:2", "b"])
    }

    @Test func `an offer comes back as it was told`() throws {
        let offers = [
            OfferBench.offer(),
            OfferBench.offer {
                $0.audience = .priority([.rep, .qpv])
                $0.posting.isRemote = true
                $0.posting.conditions = "Prévoir des bottes."
                $0.posting.accessibility = OfferAccessibility(features: [.hearing], note: "Boucle magnétique.")
                $0.posting.employer.kind = .ministry(name: "Ministère")
                $0.posting.employer.naf = NAFCode("10.71C", edition: .of2025)
                $0.contact.phone = nil
            },
            OfferBench.offer { $0.audience = .schools(Set(["0940120V"].compactMap { UAI($0) })) },
        ]
        for offer in offers {
            var expected = offer
            expected.posting.sites[0].location = nil
            #expect(try PartnerOffer(offer).offer(calendar: .standard) == expected)
        }
    }

    /// Rule: a member that is mistyped opens no reserved offer to everybody.
    @Test func `an audience that names nobody is refused`() throws {
        var told = PartnerOffer(OfferBench.offer())
        told.audience = try JSONDecoder().decode(
            PartnerOffer.Audience.self, from: Data(#"{"school":["0990011Z"]}"#.utf8))
        let faults = #expect(throws: PartnerFaults.self) { try told.offer(calendar: .standard) }
        #expect(faults?.faults.map(\.pointer) == ["/audience"])
    }

    @Test func `the number that others claim is looked up, not searched for`() async throws {
        let plan = try await bench.test.store.pool.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN \(SQLiteStore.otherOwnersQuery)", arguments: ["35600000000048", "a"]
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH offer USING COVERING INDEX offerOfSIRET (siret=?") }, "\(plan)")
    }

    @Test func `the newest offers of one number are read from their index, and no more than were asked for`()
        async throws
    {
        let plan = try await bench.test.store.pool.read { db in
            try Row.fetchAll(
                db,
                sql:
                    "EXPLAIN QUERY PLAN SELECT * FROM offer \(SQLiteStore.condition(ofEmployerIn: [.submitted, .published]))",
                arguments: ["35600000000048", 2]
            ).map { $0["detail"] as String }
        }
        #expect(plan.first?.hasPrefix("SEARCH offer USING INDEX offerOfSIRET (siret=?") == true, "\(plan)")
    }
}
