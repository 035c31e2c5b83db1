import Foundation
import GRDB
import Offers
import Parties
import Placements
import Synchronization
import Testing

@testable import Persistence

@Suite("Store of offers")
struct OfferStoreTests {
    private let bench: OfferBench

    init() throws { bench = try OfferBench() }

    @Test func `an offer is read as it was written`() async throws {
        let offer = OfferBench.offer {
            $0.posting.employer.kind = .localAuthority(name: "Ville de Créteil")
            $0.posting.employer.naf = NAFCode("56.30Z", edition: .revision2)
            $0.posting.conditions = "Tablier fourni\nVenir à l’heure 🕗"
            $0.posting.accessibility = OfferAccessibility(features: [.wheelchair, .sight], note: "Rampe à l’arrière")
            $0.posting.grades = [.quatrieme, .seconde]
            $0.posting.periods += [.init(.fortnight(year: 2027), places: 3), .init(.secondHalf(year: 2027), places: 1)]
            $0.posting.sites.append(
                OfferSite(
                    address: PostalAddress(street: "1 quai", complement: "Bât. B", postalCode: "20200", city: "Bastia"))
            )
            $0.posting.isRemote = true
            $0.audience = .priority([.rep, .qpv])
        }
        let id = try await bench.desk.draft(offer, of: OfferBench.owner, by: .school)
        #expect(try await bench.store.find(id)?.offer == offer)
        #expect(try await bench.store.find(OfferBench.id()) == nil)
    }

    @Test func `what happened is recorded with role and time, and gives the state again`() async throws {
        let id = try await bench.publish()
        try await bench.desk.pause(id, of: OfferBench.owner)
        try await bench.desk.resume(id, of: OfferBench.owner)
        try await bench.desk.report(id, .other, text: "Fermé", by: .school)
        try await bench.refuse(id, because: "L’entreprise a fermé")
        let history = try await bench.store.history(id)
        #expect(
            history.map(\.event.kind) == [.drafted, .submitted, .published, .paused, .resumed, .reported, .refused])
        #expect(
            history.map(\.actor) == [.employer, .employer, .moderator, .employer, .employer, .school, .moderator])
        #expect(history.allSatisfy { $0.at == OfferBench.now })
        let state = try history.reduce(OfferState.notBegun) { try $0.applying($1.event, by: $1.actor) }
        let found = try #require(try await bench.store.find(id))
        #expect(found.state == state && state == .refusedByModeration(reason: "L’entreprise a fermé"))
        #expect(found.version == history.count)
    }

    @Test(arguments: ["UPDATE offerEvent SET at = 0", "DELETE FROM offerEvent"])
    func `what was recorded is never changed`(sql: String) async throws {
        _ = try await bench.publish()
        await #expect(throws: DatabaseError.self) { try await bench.test.store.pool.write { try $0.execute(sql: sql) } }
    }

    @Test func `how a host is reached is in no file of the data directory in plain`() async throws {
        let id = try await bench.publish()
        try await bench.desk.report(id, .danger, text: "Témoignage de Zoé Zébulon")
        #expect(try await bench.store.reports(10).map(\.report.text) == ["Témoignage de Zoé Zébulon"])
        let bytes = try bench.test.allBytes()
        #expect(bytes.range(of: Data("Boulangerie Martin".utf8)) != nil)
        for secret in ["claire.secrete", "Secrète", "639981234", "Zébulon"] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
    }

    @Test func `the first offer of an employer waits for moderation, the next at that address does not`() async throws {
        let first = try await bench.desk.draft(OfferBench.offer(), of: OfferBench.owner)
        try await bench.desk.submit(first, of: OfferBench.owner)
        #expect(try await bench.store.submitted(10).map(\.id) == [first])
        for clearance in [
            OfferClearance(isSIRETChecked: false, isAddressChecked: true),
            .init(isSIRETChecked: true, isAddressChecked: false),
        ] {
            await #expect(throws: PlacementError.self) { try await bench.approve(first, clearance) }
            #expect(try await bench.store.checks(OfferBench.owner, OfferBench.siret).isEmpty)
        }
        try await bench.approve(first)
        let next = try await bench.desk.draft(OfferBench.offer(), of: OfferBench.owner)
        try await bench.desk.submit(next, of: OfferBench.owner)
        #expect(try await bench.store.find(next)?.state == .published)
        let elsewhere = try await bench.desk.draft(
            OfferBench.offer { $0.posting.sites[0].address.street = "1 rue de la Paix" }, of: OfferBench.owner)
        try await bench.desk.submit(elsewhere, of: OfferBench.owner)
        #expect(try await bench.store.find(elsewhere)?.state == .submitted)
    }

    @Test func `a number that fails its checksum always waits for moderation`() async throws {
        let siret = OfferBench.siret("12345678900011")
        #expect(!siret.hasValidChecksum)
        let offer = OfferBench.offer { $0.posting.employer.siret = siret }
        _ = try await bench.publish(offer)
        let next = try await bench.desk.draft(offer, of: OfferBench.owner)
        try await bench.desk.submit(next, of: OfferBench.owner)
        #expect(try await bench.store.find(next)?.state == .submitted)
    }

    @Test func `a change of name, kind or place goes to moderation, another is seen at once`() async throws {
        let id = try await bench.publish()
        try await bench.desk.edit(
            id, of: OfferBench.owner, to: OfferBench.offer { $0.posting.tasks += " Tenir la caisse." })
        #expect(try await bench.store.find(id)?.state == .published)
        let changes: [(inout Offer) -> Void] = [
            { $0.posting.employer.legalName = "Autre" }, { $0.posting.employer.kind = .association },
            { $0.posting.sites[0].address.street = "2 rue Neuve" },
        ]
        for change in changes {
            let id = try await bench.publish()
            try await bench.desk.edit(id, of: OfferBench.owner, to: OfferBench.offer(change))
            #expect(try await bench.store.find(id)?.state == .submitted)
        }
    }

    @Test func `nobody touches another employer's offer, nor learns that there is one`() async throws {
        let id = try await bench.publish()
        let other = OfferBench.owner("employer-2")
        await #expect(throws: PlacementError.unknownOffer) { try await bench.desk.withdraw(id, of: other) }
        await #expect(throws: PlacementError.unknownOffer) { try await bench.desk.withdraw(OfferBench.id(), of: other) }
        let taken = OfferBench.offer { $0.posting.employer.siret = OfferBench.siret("12345678900011") }
        await #expect(throws: PlacementError.otherEmployer) {
            try await bench.desk.edit(id, of: OfferBench.owner, to: taken)
        }
    }

    @Test func `what is wrong is not submitted, and what was submitted does not become wrong`() async throws {
        let wrong = OfferBench.offer { $0.posting.grades = [] }
        let draft = try await bench.desk.draft(wrong, of: OfferBench.owner)
        await #expect(throws: PlacementError.faults(wrong.faults())) {
            try await bench.desk.submit(draft, of: OfferBench.owner)
        }
        let id = try await bench.publish()
        await #expect(throws: PlacementError.faults(wrong.faults())) {
            try await bench.desk.edit(id, of: OfferBench.owner, to: wrong)
        }
    }

    @Test func `of two changes at once one is refused`() async throws {
        let id = try await bench.publish()
        let found = try #require(try await bench.store.find(id))
        let entry = OfferEntry(.paused, by: .employer, at: OfferBench.now)
        let change = OfferChange(
            id: id, owner: found.owner, expectedVersion: found.version, offer: found.offer, entries: [entry],
            state: .paused)
        try await bench.store.commit(change)
        await #expect(throws: OfferStoreError.changedMeanwhile) { try await bench.store.commit(change) }
        #expect(try await bench.store.history(id).count == found.version + 1)
    }

    @Test func `a danger keeps an offer from being seen at once`() async throws {
        try await bench.openCampaign()
        let id = try await bench.publish()
        #expect(try await bench.found() == [id])
        try await bench.desk.report(id, .dishonest, text: "Rien à voir")
        #expect(try await bench.found() == [id])
        try await bench.desk.report(id, .danger, text: "Machines sans protection")
        #expect(try await bench.found() == [])
        #expect(try await bench.store.reports(10).map(\.report.kind) == [.danger, .dishonest])
        await #expect(throws: PlacementError.reportWithoutText) {
            try await bench.desk.report(id, .danger, text: " \n")
        }
    }

    @Test func `an offer ends when its last period is over`() async throws {
        let id = try await bench.publish()
        #expect(try await bench.desk.expire(on: OfferBench.date("2027-03-20")) == ClockReport(ended: 0))
        #expect(try await bench.desk.expire(on: OfferBench.date("2027-03-21")) == ClockReport(ended: 1))
        #expect(try await bench.store.find(id)?.state == .expired)
        #expect(try await bench.desk.expire(on: OfferBench.date("2027-03-21")) == ClockReport(ended: 0))
    }

    @Test func `an address is asked for once`() async throws {
        let asked = Mutex(0)
        let bench = try OfferBench(
            coordinates: AddressCoordinates { _ in
                asked.withLock { $0 += 1 }
                return GeoPoint(latitude: 45, longitude: 5)
            })
        var offer = OfferBench.offer { $0.posting.sites[0].location = nil }
        let id = try await bench.publish(offer)
        offer.posting.tasks += " Et plus."
        try await bench.desk.edit(id, of: OfferBench.owner, to: offer)
        #expect(asked.withLock { $0 } == 1)
        #expect(try await bench.store.find(id)?.offer.posting.sites[0].location == GeoPoint(latitude: 45, longitude: 5))
    }

    /// Rule: what moderation has something against is seen again when moderation says so, whatever the employer does.
    @Test func `an employer takes nothing up again that moderation holds`() async throws {
        let held = PlacementError.refused(
            OfferTransitionRefused(phase: .paused, event: .resumed, reason: .notTheirs(.employer)))
        let paused = try await bench.publish()
        try await bench.desk.suspend(paused)
        await #expect(throws: held) { try await bench.desk.resume(paused, of: OfferBench.owner) }
        try await bench.desk.release(paused)
        try await bench.desk.pause(paused, of: OfferBench.owner)
        try await bench.desk.resume(paused, of: OfferBench.owner)
        #expect(try await bench.store.find(paused)?.state == .published)
        // Paused by the employer when the report came.
        try await bench.desk.pause(paused, of: OfferBench.owner)
        try await bench.desk.report(paused, .danger, text: "Un adulte y est violent.")
        await #expect(throws: held) { try await bench.desk.resume(paused, of: OfferBench.owner) }
        let refused = try await bench.publish()
        try await bench.refuse(refused, because: "Ce lieu ne reçoit pas d’élèves.")
        try await bench.desk.edit(refused, of: OfferBench.owner, to: OfferBench.offer())
        try await bench.desk.submit(refused, of: OfferBench.owner)
        #expect(try await bench.store.find(refused)?.state == .submitted)
        try await bench.approve(refused)
        #expect(try await bench.store.find(refused)?.state == .published)
    }

    /// Rule: a place that nobody has looked at is seen by no pupil, first or second; what was looked at is changed without a second look.
    @Test func `a second site is looked at too, and a typo hides nothing`() async throws {
        let elsewhere = OfferSite(address: PostalAddress(street: "9 rue du Four", postalCode: "94000", city: "Créteil"))
        let first = try await bench.publish()
        let second = try await bench.desk.draft(
            OfferBench.offer { $0.posting.sites.append(elsewhere) }, of: OfferBench.owner)
        try await bench.desk.submit(second, of: OfferBench.owner)
        #expect(try await bench.store.find(second)?.state == .submitted)
        let third = try await bench.publish(OfferBench.offer { $0.posting.sites = [elsewhere] })
        for (id, sites) in [(first, nil), (third, [elsewhere])] {
            try await bench.desk.edit(
                id, of: OfferBench.owner,
                to: OfferBench.offer {
                    $0.posting.title = "Découvrir le métier de boulanger"
                    if let sites { $0.posting.sites = sites }
                })
            #expect(try await bench.store.find(id)?.state == .published)
        }
    }
}
