import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Moderation of offers")
struct OfferModerationTests {
    private let bench: OfferBench
    private let owner = OfferBench.owner

    init() throws { bench = try OfferBench() }

    private func submitted() async throws -> OfferID {
        let id = try await bench.desk.draft(OfferBench.offer(), of: owner)
        try await bench.desk.submit(id, of: owner)
        return id
    }

    /// Rule: an approval is of the text that was read.
    @Test func `what was changed or reported since it was read is neither approved nor refused`() async throws {
        let changes: [(OfferID) async throws -> Void] = [
            { try await bench.desk.edit($0, of: owner, to: OfferBench.offer { $0.posting.title = "Autre chose" }) },
            { try await bench.desk.report($0, .danger, text: "Un adulte y est violent.") },
        ]
        for change in changes {
            let id = try await submitted()
            let read = try await bench.version(id)
            try await change(id)
            await #expect(throws: PlacementError.changedMeanwhile) {
                try await bench.desk.approve(id, OfferBench.clearance, version: read)
            }
            await #expect(throws: PlacementError.changedMeanwhile) {
                try await bench.desk.refuse(id, because: "Rien à voir", version: read)
            }
            #expect(try await bench.store.find(id)?.state == .submitted)
            #expect(try await bench.store.checks(owner, OfferBench.siret).isEmpty)
            try await bench.refuse(id, because: "Rien à voir")
        }
    }

    /// Rule: what is said of places is what is there when it is written.
    @Test func `an offer without a place left is full after an approval and after a pause, whatever was read before`()
        async throws
    {
        let week = OfferBench.week(11)
        let id = try await bench.publish(OfferBench.offer { $0.posting.periods[0].places = 1 })
        _ = try await bench.desk.takePlace(id, in: week)
        try await bench.desk.edit(
            id, of: owner,
            to: OfferBench.offer {
                $0.posting.periods[0].places = 1
                $0.posting.employer.kind = .association
            })
        try await bench.approve(id)
        #expect(try await bench.store.find(id)?.state == .full)
        // Taken between the reading and the writing of somebody who takes it up again.
        let paused = try await bench.publish()
        try await bench.desk.pause(paused, of: owner)
        let found = try #require(try await bench.store.find(paused))
        for _ in 0..<2 { _ = try await bench.desk.takePlace(paused, in: week) }
        let entry = OfferEntry(.resumed(placesLeft: 2), by: .employer, at: OfferBench.now)
        try await bench.store.commit(
            OfferChange(
                id: paused, owner: owner, expectedVersion: found.version, offer: found.offer, entries: [entry],
                state: .published))
        #expect(try await bench.store.find(paused)?.state == .full)
        for id in [id, paused] {
            let history = try await bench.store.history(id)
            let state = try history.reduce(OfferState.notBegun) { try $0.applying($1.event, by: $1.actor) }
            let stored = try #require(try await bench.store.find(id))
            #expect(state == .full && stored.version == history.count)
        }
    }
}
