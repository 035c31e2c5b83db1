import Applications
import Foundation
import GRDB
import Offers
import Parties
import Placements
import Testing
import Workflow

@testable import Persistence

@Suite("How long offers and applications are kept")
struct ForgetPlacementsTests {
    private let bench: ApplicationBench
    private let owner = OfferBench.owner

    init() async throws { bench = try await ApplicationBench() }

    private var store: SQLiteStore { bench.offers.test.store }

    private func limits(applications: Double, offers: Double) -> PlacementLimits {
        PlacementLimits(
            applications: OfferBench.now.addingTimeInterval(applications),
            offers: OfferBench.now.addingTimeInterval(offers))
    }

    private func count(_ table: String) async throws -> Int {
        try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
    }

    @Test func `what is over goes when its time is, the application before the offer, and nothing sooner`() async throws
    {
        let offer = try await bench.publish()
        _ = try await bench.sent(1, offer)
        let living = try await bench.publish()
        try await bench.offers.desk.withdraw(offer, of: owner)
        #expect(
            try await store.forgetPlacements(limits(applications: 1, offers: -1)) == ForgottenPlacements(),
            "somebody still awaits an answer")
        _ = try await bench.desk.endApplications()
        #expect(try await store.forgetPlacements(limits(applications: -1, offers: -1)) == ForgottenPlacements())
        #expect(
            try await store.forgetPlacements(limits(applications: -1, offers: 1)) == ForgottenPlacements(checks: 1),
            "an offer stays as long as an application for it")
        #expect(
            try await store.forgetPlacements(limits(applications: 1, offers: 1))
                == ForgottenPlacements(applications: 1, offers: 1))
        #expect(try await bench.offers.store.find(offer) == nil)
        #expect(try await bench.offers.store.find(living)?.state == .published)
        for table in ["application", "applicationEvent", "offerEnding"] {
            #expect(try await count(table) == 0, "\(table)")
        }
        #expect(try await count("offerEvent") == (try await bench.offers.version(living)))
    }

    /// Rule: the duration runs from the last thing that happened, and a placement is one.
    @Test func `a place that was confirmed stays until its days are as long ago`() async throws {
        let id = try await bench.sent(1, try await bench.publish())
        try await bench.desk.accept(id, by: owner)
        try await bench.desk.confirm(id, of: PupilIdentity(ApplicationBench.pupil(1)))
        // Its convention has been begun.
        try await store.pool.write { try $0.execute(sql: "UPDATE application SET handOverDueAt = NULL") }
        let lastDay = try #require(ApplicationBench.week.days(.standard)?.upperBound)
        let days = Double(lastDay.dayNumber - OfferBench.today.dayNumber)
        for before in [1, days * 86_400] {
            #expect(
                try await store.forgetPlacements(limits(applications: before, offers: -1)) == ForgottenPlacements())
        }
        #expect(
            try await store.forgetPlacements(limits(applications: (days + 1) * 86_400, offers: -1))
                == ForgottenPlacements(applications: 1))
    }

    /// Rule: a place whose convention was made otherwise, or never, waits for none once its offer is over: what was written in it goes in its time.
    @Test func `a place that waited for a convention in vain goes as others do, and not before its offer is over`()
        async throws
    {
        let offer = try await bench.publish()
        let id = try await bench.sent(1, offer)
        try await bench.desk.accept(id, by: owner)
        try await bench.desk.confirm(id, of: PupilIdentity(ApplicationBench.pupil(1)))
        let late = limits(applications: 400 * 86_400, offers: -1)
        try await bench.store.noteHandOver(id, .problem(.closedToFamily))
        #expect(try await store.forgetPlacements(late) == ForgottenPlacements(), "somebody may still see to it")
        try await store.pool.write { try $0.execute(sql: "UPDATE offer SET state = 'expired'") }
        #expect(try await store.forgetPlacements(late) == ForgottenPlacements(applications: 1))
    }

    @Test func `a report stays until somebody has looked at it, with what it is about`() async throws {
        let offer = try await bench.publish()
        try await bench.offers.desk.report(
            offer, .danger, text: "Un adulte y est violent.", school: ApplicationBench.school)
        let alert = try #require(try await store.dangerAlerts(limit: 1).first)
        try await store.tell(
            alert, by: [.init(messageKey: "k", to: "a@b.example", subject: "s", textBody: "t")], at: OfferBench.now)
        try await bench.offers.desk.withdraw(offer, of: owner)
        let all = limits(applications: 1, offers: 1)
        #expect(try await store.forgetPlacements(all) == ForgottenPlacements(checks: 1))
        let number = try #require(try await bench.offers.desk.reports().first).number
        #expect(try await bench.offers.desk.handleReport(number))
        let keys = try await count("conventionKey")
        #expect(try await store.forgetPlacements(all) == ForgottenPlacements(offers: 1, reports: 1))
        for table in ["offerReport", "offerAlert", "outbox", "offer"] {
            #expect(try await count(table) == 0, "\(table)")
        }
        #expect(try await count("conventionKey") == keys - 1)
    }

    /// Rule: who asks for erasure leaves nothing of what was asked and written, and no place that nobody else may have.
    @Test func `a pupil's applications are erased, and their places are free`() async throws {
        let (here, there) = (try await bench.publish(places: 1), try await bench.publish())
        let pupil = PupilIdentity(ApplicationBench.pupil(1))
        let (accepted, declined) = (try await bench.sent(1, here), try await bench.sent(1, there))
        let other = try await bench.sent(2, there)
        try await bench.desk.accept(accepted, by: owner)
        try await bench.desk.decline(declined, because: .other, by: owner)
        #expect(try await bench.desk.erase(pupil) == 2)
        #expect(try await bench.store.ofPupil(pupil).isEmpty)
        #expect(try await bench.taken(here) == 0)
        #expect(try await bench.phase(other) == .sent)
        try await bench.desk.accept(other, by: owner)
        let second = PupilIdentity(ApplicationBench.pupil(2))
        try await bench.desk.confirm(other, of: second)
        await #expect(throws: PlacementError.placeConfirmed) { _ = try await bench.desk.erase(second) }
    }

    @Test func `what happened to an offer that others still see is never deleted`() async throws {
        _ = try await bench.publish()
        await #expect(throws: (any Error).self) {
            try await store.pool.write { try $0.execute(sql: "DELETE FROM offerEvent") }
        }
    }
}
