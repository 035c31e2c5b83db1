import Applications
import Foundation
import Offers
import Parties
import Placements

@testable import Persistence

/// A desk of applications over a store of its own, with pupils of one school and a published offer for its grade.
struct ApplicationBench {
    let offers: OfferBench
    let desk: ApplicationDesk
    let day: Day

    /// The day in France, which a test moves.
    final class Day: @unchecked Sendable {
        private let lock = NSLock()
        private var value = OfferBench.today

        var today: CalendarDate {
            get { lock.withLock { value } }
            set { lock.withLock { value = newValue } }
        }
    }

    init(terms: ApplicationTerms = ApplicationTerms()) async throws {
        offers = try OfferBench()
        let day = Day()
        self.day = day
        desk = ApplicationDesk(
            store: offers.test.store.applicationStore, offers: offers.store, now: { OfferBench.now },
            today: { day.today }, makeID: { Self.id() }, blocked: offers.test.store.hostStore.blocked, terms: terms)
        try await offers.openCampaign()
    }

    var store: ApplicationStore { offers.test.store.applicationStore }

    static func id() -> ApplicationID {
        guard let id = ApplicationID(randomBytes: (0..<20).map { _ in .random(in: 0...255) }) else {
            preconditionFailure("twenty bytes")
        }
        return id
    }

    static let school: UAI = {
        guard let uai = UAI("0990011Z") else { preconditionFailure("UAI") }
        return uai
    }()

    static func pupil(_ number: Int) -> Applicant {
        guard let reference = PupilReference("3e2-\(number)") else { preconditionFailure("reference") }
        return Applicant(
            reference: reference, name: PersonName(given: "Awa", family: "Diallosecret"), grade: .troisieme,
            className: "3e 2", school: school, schoolName: "Collège Jean Moulin", schoolCity: "Valmont-sur-Orge")
    }

    static let reader = OfferReader(school: school)
    static let week = OfferBench.week(11)
    static let motivation = "J’aime le pain et j’aimerais voir comment on le prépare. Motsecret."

    func publish(places: Int = 2, week: OfferPeriod = week) async throws -> OfferID {
        try await offers.publish(OfferBench.offer { $0.posting.periods = [OfferedPeriod(week, places: places)] })
    }

    func draft(_ number: Int, _ offer: OfferID, in week: OfferPeriod = week) async throws -> ApplicationID {
        try await desk.draft(
            for: Self.pupil(number), reader: Self.reader, offer: offer, in: week,
            motivation: Self.motivation)
    }

    func sent(_ number: Int, _ offer: OfferID, in week: OfferPeriod = week) async throws -> ApplicationID {
        let id = try await draft(number, offer, in: week)
        try await desk.send(id, of: PupilIdentity(Self.pupil(number)), reader: Self.reader)
        return id
    }

    func phase(_ id: ApplicationID) async throws -> ApplicationState.Phase? { try await store.find(id)?.state.phase }

    func taken(_ offer: OfferID, in week: OfferPeriod = week) async throws -> Int? {
        try await offers.store.find(offer)?.taken[week]
    }

    /// Whether events, state and places tell the same.
    func isConsistent(_ offers: [OfferID], in week: OfferPeriod = week) async throws -> Bool {
        for offer in offers {
            var holders = 0
            for stored in try await store.ofOffer(offer) {
                let state = try await store.history(stored.id).reduce(ApplicationState.notBegun) {
                    try $0.applying($1.event, by: $1.actor)
                }
                guard state == stored.state else { return false }
                if state.holdsPlace { holders += 1 }
            }
            guard try await taken(offer, in: week) == holders else { return false }
        }
        return true
    }
}
