import GRDB
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

    /// Rule: what moderation holds is published again by moderation alone.
    @Test func `what is held does not come back as a copy`() async throws {
        let held = try await bench.publish()
        try await bench.desk.report(held, .danger, text: "Un adulte y est violent.")
        let copy = try await submitted()
        #expect(try await bench.store.find(copy)?.state == .submitted)
        try await bench.desk.withdraw(held, of: owner)
        #expect(try await bench.store.find(try await submitted())?.state == .submitted)
    }

    /// Rule: one look at an employer is enough for all that waits for it at that place, and says nothing of another place or another employer.
    @Test func `what else waits of an employer is published with the one that was looked at`() async throws {
        let (first, second) = (try await submitted(), try await submitted())
        func waiting(_ change: (inout Offer) -> Void) async throws -> OfferID {
            let id = try await bench.desk.draft(OfferBench.offer(change), of: owner)
            try await bench.desk.submit(id, of: owner)
            return id
        }
        let elsewhere = try await waiting { $0.posting.sites[0].address.street = "1 rue Neuve" }
        let other = try await waiting { $0.posting.employer.siret = OfferBench.siret("55208131766522") }
        let stranger = try await bench.desk.draft(OfferBench.offer(), of: OfferBench.owner("employer-2"))
        try await bench.desk.submit(stranger, of: OfferBench.owner("employer-2"))
        try await bench.approve(first)
        for (id, state) in [
            (first, OfferState.published), (second, .published), (elsewhere, .submitted), (other, .submitted),
            (stranger, .submitted),
        ] { #expect(try await bench.store.find(id)?.state == state) }
        #expect(try await bench.store.history(second).last?.actor == .service)
    }

    /// Rule: what moderation holds stops its employer, not everybody for whom the same account publishes.
    @Test func `what is held of one employer stops no other of the same account`() async throws {
        _ = try await bench.publish()
        let other = try await bench.desk.draft(
            OfferBench.offer { $0.posting.employer.siret = OfferBench.siret("55208131766522") }, of: owner)
        try await bench.desk.submit(other, of: owner)
        try await bench.refuse(other, because: "Adresse inconnue.")
        try await bench.desk.withdraw(other, of: owner)
        #expect(try await submittedIsPublished())
    }

    /// Rule: pupils read no kind of organisation that nobody has looked at.
    @Test func `another kind is looked at, and one that stands is not`() async throws {
        func another(_ kind: Employer.Kind) async throws -> OfferState? {
            let id = try await bench.desk.draft(OfferBench.offer { $0.posting.employer.kind = kind }, of: owner)
            try await bench.desk.submit(id, of: owner)
            defer { last = id }
            return try await bench.store.find(id)?.state
        }
        var last: OfferID?
        _ = try await bench.publish()
        #expect(try await submittedIsPublished())
        #expect(try await another(.ministry(name: "Ministère des Armées")) == .submitted)
        try await bench.approve(try #require(last))
        #expect(try await another(.ministry(name: "Ministère des Armées")) == .published)
        #expect(try await another(.ministry(name: "Ministère de la Culture")) == .submitted)
    }

    private func submittedIsPublished() async throws -> Bool {
        try await bench.store.find(try await submitted())?.state == .published
    }

    /// Rule: a number that was mistyped is mended after moderation has said so; one that pupils have seen is another employer's.
    @Test func `another number is accepted of what was refused unseen alone`() async throws {
        let other = try #require(SIRET("55208131766522"))
        func renumbered(_ id: OfferID) async throws {
            try await bench.desk.edit(id, of: owner, to: OfferBench.offer { $0.posting.employer.siret = other })
        }
        let refused = try await submitted()
        try await bench.refuse(refused, because: "Ce numéro est celui d’un autre.")
        try await renumbered(refused)
        #expect(try await bench.store.find(refused)?.offer.posting.employer.siret == other)
        let seen = try await bench.publish()
        try await bench.desk.suspend(seen)
        await #expect(throws: PlacementError.otherEmployer) { try await renumbered(seen) }
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

    /// Rule: a report is lost for no change of the same moment, and leaves no offer to be seen.
    @Test func `a danger hides the offer whatever else happens at that moment`() async throws {
        for _ in 0..<5 {
            let id = try await bench.publish()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        try? await bench.desk.edit(
                            id, of: owner, to: OfferBench.offer { $0.posting.title = "Titre \(number)" })
                        try? await bench.desk.pause(id, of: owner)
                        try? await bench.desk.resume(id, of: owner)
                    }
                }
                group.addTask { try? await bench.desk.report(id, .danger, text: "Un adulte y est violent.") }
            }
            let history = try await bench.store.history(id)
            let stored = try #require(try await bench.store.find(id))
            let state = try history.reduce(OfferState.notBegun) { try $0.applying($1.event, by: $1.actor) }
            #expect(history.count { $0.event == .reported(.danger) } == 1)
            #expect(stored.state == .paused && state == .paused && stored.version == history.count)
        }
        try await bench.openCampaign()
        #expect(try await bench.found() == [])
        #expect(try await bench.desk.reports().count == 5)
    }

    @Test func `what was looked at is not shown again, and only moderation or a school looks`() async throws {
        let id = try await bench.publish()
        for kind in [AbuseKind.other, .danger] { try await bench.desk.report(id, kind, text: "À regarder") }
        let open = try await bench.desk.reports()
        #expect(open.map(\.report.kind) == [.danger, .other])
        await #expect(throws: PlacementError.notForThisRole) {
            try await bench.desk.handleReport(open[0].number, by: .employer)
        }
        #expect(try await bench.desk.handleReport(open[0].number))
        #expect(try await !bench.desk.handleReport(open[0].number, by: .school))
        #expect(try await bench.desk.reports().map(\.report.kind) == [.other])
        let handler = try await bench.test.store.pool.read {
            try String.fetchOne($0, sql: "SELECT handledBy FROM offerReport WHERE handledAt IS NOT NULL")
        }
        #expect(handler == "moderator")
        // Looked at is not released.
        await #expect(throws: PlacementError.self) { try await bench.desk.resume(id, of: owner) }
    }

    /// Rule: the school of the reader, and every school with an application that has not ended, is to be told.
    @Test func `every school with a pupil there is to be told of a danger, once each`() async throws {
        let bench = try await ApplicationBench()
        let (offer, other) = (try await bench.publish(), try await bench.publish())
        _ = try await bench.sent(1, offer)
        _ = try await bench.draft(2, offer)
        let ended = try await bench.sent(3, other)
        try await bench.desk.withdraw(ended, of: PupilIdentity(ApplicationBench.pupil(3)))
        let reader = try #require(UAI("0932030B"))
        for id in [offer, other] {
            try await bench.offers.desk.report(id, .danger, text: "Un adulte y est violent.", school: reader)
        }
        let alerts = try await bench.offers.test.store.dangerAlerts(limit: 10)
        #expect(alerts.map(\.school) == [ApplicationBench.school, reader, reader])
        #expect(alerts.map(\.applications) == [2, 0, 0])
        #expect(try await bench.offers.desk.reports().map(\.untold) == [[reader, ApplicationBench.school], [reader]])
    }
}
