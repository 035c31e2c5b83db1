import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Places of offers")
struct OfferPlaceTests {
    private let bench: OfferBench
    private let week = OfferBench.week(11)

    init() throws { bench = try OfferBench() }

    @Test(arguments: [1, 3, 7])
    func `no place is taken twice, however many come at once`(places: Int) async throws {
        let id = try await bench.publish(OfferBench.offer { $0.posting.periods[0].places = places })
        let (desk, week) = (bench.desk, week)
        let taken = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 { group.addTask { (try? await desk.takePlace(id, in: week)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let found = try #require(try await bench.store.find(id))
        #expect(taken == places && found.taken == [week: places] && found.placesLeft == 0 && found.state == .full)
        #expect(try await bench.store.history(id).filter { $0.event.kind == .filled }.count == 1)
    }

    @Test func `places are never fewer than none, whoever takes and gives back`() async throws {
        let id = try await bench.publish()
        let (desk, week) = (bench.desk, week)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    if number.isMultiple(of: 2) {
                        _ = try? await desk.takePlace(id, in: week)
                    } else {
                        _ = try? await desk.returnPlace(id, in: week)
                    }
                }
            }
        }
        let found = try #require(try await bench.store.find(id))
        #expect((0...2).contains(found.taken[week] ?? -1))
        #expect(found.state == (found.placesLeft == 0 ? .full : .published))
        let state = try await bench.store.history(id).reduce(OfferState.notBegun) {
            try $0.applying($1.event, by: $1.actor)
        }
        #expect(state == found.state)
    }

    @Test func `the last place fills the offer, one that comes back frees it`() async throws {
        try await bench.openCampaign()
        let id = try await bench.publish()
        #expect(try await bench.desk.takePlace(id, in: week) == 1)
        #expect(try await bench.page().hits.map(\.placesLeft) == [[week: 1]])
        #expect(try await bench.desk.takePlace(id, in: week) == 0)
        await #expect(throws: PlacementError.noPlaceLeft) { try await bench.desk.takePlace(id, in: week) }
        #expect(try await bench.found() == [])
        #expect(try await bench.found { $0.hasFreePlaces = false } == [id])
        #expect(try await bench.desk.returnPlace(id, in: week) == 1)
        #expect(try await bench.store.find(id)?.state == .published)
        #expect(try await bench.found() == [id])
    }

    @Test func `there is no place in a period that is not offered, nor in an offer that is not to be had`() async throws
    {
        let id = try await bench.publish()
        await #expect(throws: PlacementError.periodNotOffered) {
            try await bench.desk.takePlace(id, in: OfferBench.week(12))
        }
        await #expect(throws: PlacementError.periodNotOffered) { try await bench.desk.returnPlace(id, in: week) }
        try await bench.desk.withdraw(id, of: OfferBench.owner)
        await #expect(throws: PlacementError.periodNotOffered) { try await bench.desk.takePlace(id, in: week) }
        let draft = try await bench.desk.draft(OfferBench.offer(), of: OfferBench.owner)
        await #expect(throws: PlacementError.periodNotOffered) { try await bench.desk.takePlace(draft, in: week) }
    }

    @Test func `an employer that pauses keeps its word to who was accepted`() async throws {
        let id = try await bench.publish()
        try await bench.desk.pause(id, of: OfferBench.owner)
        #expect(try await bench.desk.takePlace(id, in: week) == 1)
        #expect(try await bench.desk.takePlace(id, in: week) == 0)
        try await bench.desk.resume(id, of: OfferBench.owner)
        #expect(try await bench.store.find(id)?.state == .full)
    }

    @Test func `an offer cannot become smaller than what is taken`() async throws {
        let id = try await bench.publish()
        _ = try await bench.desk.takePlace(id, in: week)
        _ = try await bench.desk.takePlace(id, in: week)
        let smaller = OfferBench.offer { $0.posting.periods[0].places = 1 }
        let other = OfferBench.offer { $0.posting.periods[0].period = OfferBench.week(12) }
        for change in [smaller, other] {
            await #expect(throws: PlacementError.placesTaken) {
                try await bench.desk.edit(id, of: OfferBench.owner, to: change)
            }
            // Whoever looked before the places were taken is refused by the store.
            let found = try #require(try await bench.store.find(id))
            let entry = OfferEntry(
                .edited(OfferEdit(needsModeration: false, placesLeft: 1)), by: .employer, at: OfferBench.now)
            let late = OfferChange(
                id: id, owner: found.owner, expectedVersion: found.version, offer: change, entries: [entry],
                state: .published)
            await #expect(throws: OfferStoreError.changedMeanwhile) { try await bench.store.commit(late) }
        }
        let larger = OfferBench.offer { $0.posting.periods[0].places = 3 }
        try await bench.desk.edit(id, of: OfferBench.owner, to: larger)
        #expect(try await bench.store.find(id)?.state == .published)
        #expect(try await bench.store.find(id)?.placesLeft == 1)
    }
}
