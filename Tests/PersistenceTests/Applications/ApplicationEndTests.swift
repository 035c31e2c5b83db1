import Applications
import Foundation
import GRDB
import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Ends of applications and drafts")
struct ApplicationEndTests {
    private let bench: ApplicationBench
    private let owner = OfferBench.owner

    init() async throws { bench = try await ApplicationBench() }

    private func pupil(_ number: Int) -> PupilIdentity { PupilIdentity(ApplicationBench.pupil(number)) }

    /// Rule: nobody waits for an answer that cannot come.
    @Test func `what was asked of an offer that ends, or of a period that goes, ends with the next look`() async throws
    {
        let week = ApplicationBench.week
        let ends: [(OfferID) async throws -> Void] = [
            { try await bench.offers.desk.withdraw($0, of: owner) },
            { try await bench.offers.refuse($0, because: "Ce lieu ne reçoit pas d’élèves.") },
            { _ in _ = try await bench.offers.desk.expire(on: OfferBench.date("2027-03-21")) },
            {
                try await bench.offers.desk.edit(
                    $0, of: owner,
                    to: OfferBench.offer { $0.posting.periods = [OfferedPeriod(OfferBench.week(12), places: 2)] })
            },
        ]
        for (round, end) in ends.enumerated() {
            let offer = try await bench.publish()
            let (sent, draft) = (
                try await bench.sent(2 * round, offer), try await bench.draft(2 * round + 1, offer)
            )
            #expect(try await bench.desk.endApplications() == ClockReport())
            try await end(offer)
            #expect(try await bench.desk.endApplications() == ClockReport(ended: 2))
            #expect(try await bench.desk.endApplications() == ClockReport())
            for id in [sent, draft] {
                #expect(try await bench.phase(id) == .offerEnded)
                #expect(try await bench.store.history(id).last?.actor == .service)
            }
        }
        let offer = try await bench.publish()
        let (stays, confirmed) = (try await bench.sent(20, offer), try await bench.sent(21, offer))
        try await bench.desk.accept(confirmed, by: owner)
        try await bench.desk.confirm(confirmed, of: pupil(21))
        try await bench.offers.desk.edit(
            offer, of: owner,
            to: OfferBench.offer {
                $0.posting.periods = [.init(week, places: 2), .init(OfferBench.week(12), places: 1)]
            })
        #expect(try await bench.desk.endApplications() == ClockReport())
        #expect(try await bench.phase(stays) == .sent)
        try await bench.offers.desk.withdraw(offer, of: owner)
        #expect(try await bench.desk.endApplications() == ClockReport(ended: 1))
        #expect(try await bench.phase(confirmed) == .confirmed)
    }

    @Test func `nothing is asked of an offer that ends in the same moment`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.draft(1, offer)
        var slow = bench.offers.store
        let find = slow.find
        slow.find = { id throws(OfferStoreError) in
            let found = try await find(id)
            try? await bench.offers.desk.withdraw(id, of: owner)
            return found
        }
        let desk = desk(offers: slow)
        await #expect(throws: PlacementError.offerEnded) {
            try await desk.send(id, of: pupil(1), reader: ApplicationBench.reader)
        }
        let other = try await bench.publish()
        await #expect(throws: PlacementError.periodNotOffered) {
            _ = try await desk.draft(
                for: ApplicationBench.pupil(2), reader: ApplicationBench.reader, offer: other, in: ApplicationBench.week
            )
        }
        #expect(try await bench.phase(id) == .drafted)
    }

    private func desk(
        store: ApplicationStore? = nil, offers: OfferStore? = nil,
        blocked: @escaping @Sendable (UAI) async throws(OfferStoreError) -> Set<SIRET> = { _ in [] }
    ) -> ApplicationDesk {
        ApplicationDesk(
            store: store ?? bench.store, offers: offers ?? bench.offers.store, now: { OfferBench.now },
            today: { bench.day.today }, makeID: { ApplicationBench.id() },
            blocked: blocked)
    }

    /// Rule: one that cannot be ended keeps none of the others.
    @Test func `the clock goes past what it cannot read`() async throws {
        let offer = try await bench.publish()
        var ids: [ApplicationID] = []
        for number in 1...3 { ids.append(try await bench.sent(number, offer)) }
        let first = ids[0].text
        try await bench.offers.test.store.pool.write {
            try $0.execute(sql: "UPDATE application SET sealed = zeroblob(80) WHERE id = ?", arguments: [first])
        }
        bench.day.today = OfferBench.date("2027-02-11")
        #expect(try await bench.desk.expire() == ClockReport(ended: 2, failed: 1))
        #expect(try await bench.desk.expire() == ClockReport(failed: 1))
        for id in ids.dropFirst() { #expect(try await bench.phase(id) == .expired) }
        let other = try await bench.publish()
        for id in [offer, other] { try await bench.offers.desk.withdraw(id, of: owner) }
        #expect(try await bench.desk.endApplications() == ClockReport(failed: 1))
    }

    /// Rule: nobody promises or takes a place when the day of the answer is past or the period has begun.
    @Test func `what is late is neither accepted nor confirmed`() async throws {
        let offer = try await bench.publish()
        let (late, promised) = (try await bench.sent(1, offer), try await bench.sent(2, offer))
        try await bench.desk.accept(promised, by: owner)
        bench.day.today = OfferBench.date("2027-02-11")
        await #expect(throws: PlacementError.tooLate) { try await bench.desk.accept(late, by: owner) }
        await #expect(throws: PlacementError.tooLate) { try await bench.desk.confirm(promised, of: pupil(2)) }
        bench.day.today = OfferBench.date("2027-02-10")
        try await bench.desk.accept(late, by: owner)
        try await bench.desk.confirm(promised, of: pupil(2))
        // Written on the very day before: the answer is due by then, and not on the first day.
        bench.day.today = OfferBench.date("2027-03-14")
        let last = try await bench.publish()
        let third = try await bench.sent(3, last)
        bench.day.today = OfferBench.date("2027-03-15")
        await #expect(throws: PlacementError.tooLate) { try await bench.desk.accept(third, by: owner) }
    }

    /// Rule: a place whose convention would be refused is not taken; once the school has lifted the block it is.
    @Test func `a pupil takes no place at a host that the school has blocked since`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.sent(1, offer)
        try await bench.desk.accept(id, by: owner)
        let blocking = desk { $0 == ApplicationBench.school ? [OfferBench.siret] : [] }
        await #expect(throws: PlacementError.hostBlocked) { try await blocking.confirm(id, of: pupil(1)) }
        #expect(try await bench.phase(id) == .accepted)
        try await bench.desk.confirm(id, of: pupil(1))
    }

    @Test func `nobody is promised a place where moderation looks`() async throws {
        let offer = try await bench.publish()
        let (one, two) = (try await bench.sent(1, offer), try await bench.sent(2, offer))
        try await bench.desk.accept(two, by: owner)
        try await bench.offers.desk.report(offer, .danger, text: "Un adulte y est violent.")
        await #expect(throws: PlacementError.offerHeld) { try await bench.desk.accept(one, by: owner) }
        await #expect(throws: PlacementError.offerHeld) { try await bench.desk.confirm(two, of: pupil(2)) }
        try await bench.offers.desk.release(offer)
        try await bench.desk.confirm(two, of: pupil(2))
        // The employer's own pause holds nobody up.
        try await bench.offers.desk.pause(offer, of: owner)
        try await bench.desk.accept(one, by: owner)
    }

    @Test func `a draft that nobody touches ends, and one that waits for moderation does not`() async throws {
        let offers = bench.offers
        let draft = try await offers.desk.draft(OfferBench.offer(), of: owner)
        let submitted = try await offers.desk.draft(OfferBench.offer(), of: owner)
        try await offers.desk.submit(submitted, of: owner)
        func expire(days: Double) async throws -> ClockReport {
            let later = OfferDesk(
                store: offers.store, search: offers.desk.search,
                now: { OfferBench.now.addingTimeInterval(days * 86_400) }, makeID: { OfferBench.id() })
            return try await later.expire(on: OfferBench.today)
        }
        #expect(try await expire(days: 60) == ClockReport())
        #expect(try await expire(days: 60.1) == ClockReport(ended: 1))
        #expect(try await offers.store.find(draft)?.state == .expired)
        #expect(try await offers.store.find(submitted)?.state == .submitted)
    }

    @Test func `an owner has so many offers that have not ended, a partner more`() async throws {
        let offers = bench.offers
        let desk = OfferDesk(
            store: offers.store, search: offers.desk.search, now: { OfferBench.now }, makeID: { OfferBench.id() },
            terms: OfferTerms(offersAtOnce: 2))
        let ids = [
            try await desk.draft(OfferBench.offer(), of: owner), try await desk.draft(OfferBench.offer(), of: owner),
        ]
        await #expect(throws: PlacementError.tooManyOffers(limit: 2)) {
            _ = try await desk.draft(OfferBench.offer(), of: owner)
        }
        _ = try await desk.draft(OfferBench.offer(), of: owner, atMost: 3)
        _ = try await desk.draft(OfferBench.offer(), of: OfferBench.owner("partner-1"))
        #expect(try await offers.store.ofOwner(owner, .all, 0, 1_000).count == 3)
        for id in ids { try await desk.withdraw(id, of: owner) }
        _ = try await desk.draft(OfferBench.offer(), of: owner)
    }
}
