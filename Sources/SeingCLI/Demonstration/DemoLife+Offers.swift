import Bootstrap
import Foundation
import Offers
import Parties
import Persistence
import Placements
import Workflow

extension DemoLife {
    /// An offer of the demonstration as the store has it.
    struct Placed {
        let id: OfferID
        let owner: OfferOwner
        let offer: DemoOffer
    }

    /// All offers by their titles, brought as far as applications need: what is to end later is published until then.
    func openOffers() async throws -> [String: Placed] {
        let places = DemoPlacements(installation, clock: clock, age: Self.age)
        let periods = DemoPeriods(today: today, calendar: installation.calendar)
        var placed: [String: Placed] = [:]
        let firsts = try await places.employer().map { owner in DemoOffer.all.map { ($0, owner) } } ?? []
        var owners: [String: OfferOwner] = [:]
        var own: [(DemoOffer, OfferOwner)] = []
        for offer in DemoHosts.all {
            let email = offer.host.email
            if owners[email] == nil {
                let name = PersonName(given: offer.host.contact.given, family: offer.host.contact.family).full
                owners[email] = try await places.employer(email, name: name)
            }
            if let owner = owners[email] { own.append((offer, owner)) }
        }
        for (offer, owner) in own { try await open(offer, of: owner, in: periods, places) }
        for (offer, owner) in firsts + own {
            let found = try await find(offer, of: owner)
            if let found { placed[offer.title] = Placed(id: found.id, owner: owner, offer: offer) }
        }
        return placed
    }

    private func find(_ offer: DemoOffer, of owner: OfferOwner) async throws -> StoredOffer? {
        try await installation.store.offerStore.ofOwner(owner, .all, 0, 1_000).first {
            $0.offer.posting.title == offer.title
        }
    }

    private func open(
        _ demo: DemoOffer, of owner: OfferOwner, in periods: DemoPeriods, _ places: DemoPlacements
    ) async throws {
        guard let offer = demo.offer(in: periods) else { return }
        let desk = installation.offerDesk(clock: clock.late(byDays: demo.fate.age))
        let known = try await find(demo, of: owner)
        let id = if let known { known.id } else { try await desk.draft(offer, of: owner) }
        if case .draft = demo.fate { return }
        if known == nil || known?.state.phase == .draft { try await desk.submit(id, of: owner) }
        guard let found = try await installation.store.offerStore.find(id) else { return }
        switch demo.fate {
        case .submitted: return
        case .refused(let reason):
            if found.state.phase == .submitted { try await desk.refuse(id, because: reason, version: found.version) }
            return
        default: break
        }
        if found.state.phase == .submitted {
            try await desk.approve(
                id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: found.version)
        }
        if demo.time != .past { try await places.openCampaign(for: offer.posting, desk) }
    }

    /// What becomes of offers after pupils have applied for them, and what somebody has said against one.
    func endOffers(_ offers: [String: Placed]) async throws {
        let desk = installation.offerDesk(clock: clock)
        for placed in offers.values.sorted(by: { $0.offer.title < $1.offer.title }) {
            guard try await installation.store.offerStore.find(placed.id)?.state.isListed == true else { continue }
            switch placed.offer.fate {
            case .paused: try await desk.pause(placed.id, of: placed.owner)
            case .withdrawn: try await desk.withdraw(placed.id, of: placed.owner)
            default: break
            }
        }
        _ = try await desk.expire(on: today)
        _ = try await installation.applicationDesk(clock: clock).endApplications()
        if let reported = offers["Une semaine au garage"], try await desk.reports().isEmpty {
            try await desk.report(reported.id, .other, text: "Le nom de la rue semble mal écrit.")
        }
    }
}

extension DemoOffer.Fate {
    /// Since when there has been such an offer, in days: nobody lets one wait for weeks.
    fileprivate var age: Int {
        switch self {
        case .draft, .submitted: 1
        case .refused: 8
        case .published, .paused, .withdrawn, .expired: DemoLife.age
        }
    }
}
