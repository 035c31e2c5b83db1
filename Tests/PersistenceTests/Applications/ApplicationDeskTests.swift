import Applications
import Foundation
import GRDB
import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Applications, from the draft to the place")
struct ApplicationDeskTests {
    private let bench: ApplicationBench
    private let first = PupilIdentity(ApplicationBench.pupil(1))
    private let owner = OfferBench.owner

    init() async throws { bench = try await ApplicationBench() }

    @Test func `a pupil asks, the employer accepts, the pupil confirms, and the place is taken`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.draft(1, offer)
        #expect(try await bench.desk.received(by: owner).isEmpty)
        await #expect(throws: PlacementError.unknownApplication) { try await bench.desk.open(id, by: owner) }
        try await bench.desk.send(id, of: first, reader: ApplicationBench.reader)
        let opened = try await bench.desk.open(id, by: owner)
        #expect(opened.phase == .seen && opened.view.givenName == "Awa" && opened.view.familyName == nil)
        #expect(opened.answerBy == OfferBench.date("2027-02-10"))
        try await bench.desk.write("Pouvez-vous venir à huit heures ?", in: id, by: owner)
        try await bench.desk.write("Oui, avec plaisir.", in: id, of: first)
        #expect(try await bench.taken(offer) == 0)
        try await bench.desk.accept(id, by: owner)
        #expect(try await bench.taken(offer) == 1)
        let received = try #require(try await bench.desk.received(by: owner).first)
        #expect(
            received.view.familyName == "Diallosecret" && received.view.messages.map(\.author) == [.employer, .pupil])
        try await bench.desk.confirm(id, of: first)
        let own = try await bench.desk.applications(of: first)
        #expect(own.map(\.state) == [.confirmed] && own[0].answerBy == nil)
        #expect(own[0].application.motivation == ApplicationBench.motivation)
        #expect(
            try await bench.store.history(id).map(\.event.kind)
                == [.drafted, .sent, .seen, .wrote, .wrote, .accepted, .confirmed])
        #expect(try await bench.isConsistent([offer]))
    }

    @Test func `another pupil, another employer and another school find nothing of it`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.sent(1, offer)
        let (other, stranger) = (PupilIdentity(ApplicationBench.pupil(2)), OfferBench.owner("employer-2"))
        let school = try #require(UAI("0932030B"))
        let acts: [@Sendable () async throws -> Void] = [
            { try await bench.desk.send(id, of: other, reader: ApplicationBench.reader) },
            { try await bench.desk.edit(id, of: other, motivation: "x") },
            { try await bench.desk.withdraw(id, of: other) },
            { try await bench.desk.confirm(id, of: other) },
            { try await bench.desk.write("Bonjour", in: id, of: other) },
            { _ = try await bench.desk.open(id, by: stranger) },
            { try await bench.desk.accept(id, by: stranger) },
            { try await bench.desk.decline(id, because: .other, by: stranger) },
            { try await bench.desk.write("Bonjour", in: id, by: stranger) },
            { try await bench.desk.write("Bonjour", in: id, bySchool: school) },
            { try await bench.desk.cancel(id, because: .other, bySchool: school) },
        ]
        for act in acts { await #expect(throws: PlacementError.unknownApplication) { try await act() } }
        #expect(try await bench.desk.applications(ofSchool: school).isEmpty)
        #expect(try await bench.desk.applications(of: other).isEmpty)
        #expect(try await bench.desk.received(by: stranger).isEmpty)
        #expect(try await bench.desk.applications(ofSchool: ApplicationBench.school).map(\.id) == [id])
        #expect(try await bench.phase(id) == .sent)
    }

    @Test func `an offer that this pupil may not see is unknown, one without a place says so`() async throws {
        let (pupil, week) = (ApplicationBench.pupil(1), ApplicationBench.week)
        func draft(_ offer: OfferID, _ reader: OfferReader = .anyone) async throws {
            _ = try await bench.desk.draft(for: pupil, reader: reader, offer: offer, in: week)
        }
        let draftOnly = try await bench.offers.desk.draft(OfferBench.offer(), of: owner)
        await #expect(throws: PlacementError.unknownOffer) { try await draft(draftOnly) }
        let reserved = try await bench.offers.publish(
            OfferBench.offer { $0.audience = .schools([ApplicationBench.school]) })
        await #expect(throws: PlacementError.unknownOffer) { try await draft(reserved) }
        let seconde = try await bench.offers.publish(
            OfferBench.offer {
                $0.posting.grades = [.seconde]
                $0.posting.periods = [OfferedPeriod(.fortnight(year: 2027), places: 1)]
            })
        await #expect(throws: PlacementError.unknownOffer) { try await draft(seconde) }
        let offer = try await bench.publish(places: 1)
        bench.day.today = OfferBench.date("2027-01-09")
        await #expect(throws: PlacementError.unknownOffer) { try await draft(offer) }
        bench.day.today = OfferBench.opening
        _ = try await bench.offers.desk.takePlace(offer, in: week)
        await #expect(throws: PlacementError.noPlaceLeft) { try await draft(offer) }
        try await draft(reserved, OfferReader(school: ApplicationBench.school))
        await #expect(throws: PlacementError.mayNotApply(.alreadyApplied(try await own()[0].id))) {
            try await draft(reserved, OfferReader(school: ApplicationBench.school))
        }
    }

    private func own() async throws -> [StoredApplication] { try await bench.desk.applications(of: first) }

    @Test func `what is empty, or tells how somebody is reached, is not sent`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.draft(1, offer)
        try await bench.desk.edit(id, of: first, motivation: " ")
        await #expect(throws: PlacementError.applicationFaults([.noMotivation])) {
            try await bench.desk.send(id, of: first, reader: ApplicationBench.reader)
        }
        try await bench.desk.edit(id, of: first, motivation: "Appelez-moi au 06 39 98 10 01")
        await #expect(throws: PlacementError.self) {
            try await bench.desk.send(id, of: first, reader: ApplicationBench.reader)
        }
        #expect(try await bench.phase(id) == .drafted)
        try await bench.desk.edit(id, of: first, motivation: ApplicationBench.motivation)
        try await bench.desk.send(id, of: first, reader: ApplicationBench.reader)
        await #expect(throws: PlacementError.messageWithoutText) {
            try await bench.desk.write("\n", in: id, of: first)
        }
        await #expect(throws: PlacementError.self) {
            try await bench.desk.write("06 39 98 10 01", in: id, by: owner)
        }
        #expect(try await own()[0].application.messages.isEmpty)
    }

    @Test func `confirming one ends the others for the same days, and their places are free again`() async throws {
        let (here, there, later) = (
            try await bench.publish(), try await bench.publish(), try await bench.publish(week: OfferBench.week(12))
        )
        let (one, two) = (try await bench.sent(1, here), try await bench.sent(1, there))
        let three = try await bench.sent(1, later, in: OfferBench.week(12))
        for id in [one, two, three] { try await bench.desk.accept(id, by: owner) }
        #expect(try await bench.taken(there) == 1)
        try await bench.desk.confirm(one, of: first)
        #expect(try await bench.phase(two) == .supplanted)
        #expect(try await bench.phase(three) == .accepted)
        #expect(try await bench.taken(there) == 0)
        #expect(try await bench.store.history(two).last?.actor == .service)
        #expect(try await Set(bench.desk.received(by: owner).map(\.view.id)) == [one, two, three])
        #expect(try await bench.isConsistent([here, there]))
    }

    /// Rule: what was never sent is never the employer's to read, whatever becomes of it; and the pupil may begin anew.
    @Test func `a draft that ends stays the pupil's alone`() async throws {
        let (here, there) = (try await bench.publish(), try await bench.publish())
        let ends: [(ApplicationID) async throws -> Void] = [
            { try await bench.desk.withdraw($0, of: first) },
            { try await bench.desk.cancel($0, because: .placementChanged, bySchool: ApplicationBench.school) },
            { _ in
                let confirmed = try await bench.sent(1, there)
                try await bench.desk.accept(confirmed, by: owner)
                try await bench.desk.confirm(confirmed, of: first)
                try await bench.desk.cancel(confirmed, because: .other, bySchool: ApplicationBench.school)
            },
            { _ in try await bench.desk.endApplications(for: here) },
        ]
        for end in ends {
            let id = try await bench.draft(1, here)
            try await end(id)
            #expect(try await bench.store.find(id)?.state.isAlive == false)
            #expect(try await bench.desk.received(by: owner).allSatisfy { $0.view.id != id })
            await #expect(throws: PlacementError.unknownApplication) { try await bench.desk.open(id, by: owner) }
        }
    }

    @Test func `messages keep no place longer than its answer is awaited`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.sent(1, offer)
        try await bench.desk.accept(id, by: owner)
        let due = try await own()[0].answerBy
        bench.day.today = OfferBench.date("2027-02-05")
        try await bench.desk.write("Je réfléchis encore.", in: id, of: first)
        try await bench.desk.write("Prenez votre temps.", in: id, by: owner)
        #expect(try await own()[0].answerBy == due)
    }

    @Test func `an offer that was changed while the pupil wrote takes nothing for what it was`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.draft(1, offer)
        try await bench.offers.desk.edit(
            offer, of: owner,
            to: OfferBench.offer { $0.posting.periods = [OfferedPeriod(OfferBench.week(12), places: 2)] })
        await #expect(throws: PlacementError.offerEnded) {
            try await bench.desk.send(id, of: first, reader: ApplicationBench.reader)
        }
        try await bench.offers.desk.edit(offer, of: owner, to: OfferBench.offer { $0.audience = .priority([.rep]) })
        await #expect(throws: PlacementError.offerEnded) {
            try await bench.desk.send(id, of: first, reader: ApplicationBench.reader)
        }
        #expect(try await bench.phase(id) == .drafted)
    }

    @Test func `a place that was promised is free again, however the application ends`() async throws {
        let offer = try await bench.publish(places: 1)
        let ends: [(ApplicationState.Phase, (ApplicationID, PupilIdentity) async throws -> Void)] = [
            (
                .declined,
                { id, _ in
                    try await bench.desk.decline(id, because: .nobodyToReceive, by: owner)
                }
            ),
            (.withdrawn, { id, pupil in try await bench.desk.withdraw(id, of: pupil) }),
            (
                .cancelledBySchool,
                { id, _ in
                    try await bench.desk.cancel(id, because: .pupilLeft, bySchool: ApplicationBench.school)
                }
            ),
            (
                .expired,
                { _, _ in
                    bench.day.today = OfferBench.date("2027-02-11")
                    _ = try await bench.desk.expire()
                    bench.day.today = OfferBench.today
                }
            ),
            (.offerEnded, { _, _ in try await bench.desk.endApplications(for: offer) }),
        ]
        for (number, (phase, end)) in ends.enumerated() {
            let id = try await bench.sent(number, offer)
            try await bench.desk.accept(id, by: owner)
            #expect(try await bench.offers.store.find(offer)?.state == .full)
            try await end(id, PupilIdentity(ApplicationBench.pupil(number)))
            #expect(try await bench.phase(id) == phase)
            #expect(try await bench.taken(offer) == 0)
            #expect(try await bench.offers.store.find(offer)?.state == .published)
        }
    }

    @Test func `nobody loses an application on the last day, everybody on the next`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.sent(1, offer)
        bench.day.today = OfferBench.date("2027-02-10")
        #expect(try await bench.desk.expire() == ClockReport(ended: 0))
        _ = try await bench.desk.open(id, by: owner)
        // Opening is no answer; a message is.
        #expect(try await own()[0].answerBy == OfferBench.date("2027-02-10"))
        try await bench.desk.write("Je vous réponds lundi.", in: id, by: owner)
        bench.day.today = OfferBench.date("2027-02-25")
        #expect(try await bench.desk.expire() == ClockReport(ended: 0))
        bench.day.today = OfferBench.date("2027-02-26")
        #expect(try await bench.desk.expire() == ClockReport(ended: 1))
        #expect(try await bench.phase(id) == .expired)
        #expect(try await bench.desk.expire() == ClockReport(ended: 0))
    }

    @Test func `who has confirmed stays when the offer goes, and what was withdrawn takes no more`() async throws {
        let offer = try await bench.publish()
        let (one, two, three) = (
            try await bench.sent(1, offer), try await bench.sent(2, offer), try await bench.draft(3, offer)
        )
        try await bench.desk.accept(one, by: owner)
        try await bench.desk.confirm(one, of: first)
        try await bench.offers.desk.withdraw(offer, of: owner)
        await #expect(throws: PlacementError.offerEnded) {
            try await bench.desk.send(
                three, of: PupilIdentity(ApplicationBench.pupil(3)), reader: ApplicationBench.reader)
        }
        await #expect(throws: PlacementError.periodNotOffered) { try await bench.desk.accept(two, by: owner) }
        try await bench.desk.endApplications(for: offer)
        #expect(try await bench.phase(one) == .confirmed)
        #expect(try await bench.phase(two) == .offerEnded)
        #expect(try await bench.phase(three) == .offerEnded)
    }

    @Test func `who applies and what was written are nowhere in the database in clear`() async throws {
        let offer = try await bench.publish()
        let id = try await bench.sent(1, offer)
        try await bench.desk.write("Réponsesecrète", in: id, by: owner)
        try await bench.offers.test.store.pool.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: bench.offers.test.store.pool.path))
        for word in ["Diallosecret", "Motsecret", "Réponsesecrète", "3e2-1"] {
            #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)")
        }
    }

    @Test(arguments: [
        "UPDATE application SET school = '0932030B'", "UPDATE application SET sealed = zeroblob(80)",
        "UPDATE application SET id = 'aaaaaaaaaaaaaaaaaaaa'",
        "UPDATE application SET state = 'declined', reason = 'x', answerBy = NULL",
    ])
    func `what was altered is not taken for what was written`(alteration: String) async throws {
        let offer = try await bench.publish()
        _ = try await bench.sent(1, offer)
        try await bench.offers.test.store.pool.write { try $0.execute(sql: alteration) }
        if alteration.contains("school") {
            // The school stands in the mark of the pupil too.
            let found = try await bench.store.ofPupil(first)
            #expect(found.allSatisfy { $0.pupil != first })
        } else {
            await #expect(throws: OfferStoreError.self) { _ = try await bench.store.ofPupil(first) }
        }
    }
}
