import Applications
import ConventionDomain
import Offers
import Parties
import Placements
import Testing

@testable import Persistence

extension PersonRecords {
    /// A pupil of the school who has asked two hosts, of which one place became a convention.
    func applied(becoming convention: ConventionID) async throws -> (ApplicationDesk, PupilIdentity) {
        let store = test.store
        let offers = OfferDesk(
            store: store.offerStore, search: store.offerSearch(), now: { OfferBench.now }, makeID: { OfferBench.id() })
        let desk = ApplicationDesk(
            store: store.applicationStore, offers: store.offerStore, now: { OfferBench.now },
            today: { OfferBench.today }, makeID: { ApplicationBench.id() },
            blocked: store.hostStore.blocked)
        try await offers.setCampaign(
            OfferCampaign(schoolYear: SchoolYear(start: 2026), opensOn: [.troisieme: OfferBench.opening]))
        let applicant = Applicant(
            reference: try #require(PupilReference("3a-7")), name: PersonName(given: "Awa", family: "Diallo"),
            grade: .troisieme, className: "3e A", school: ApplicationBench.school, schoolName: "Collège",
            schoolCity: "Kerlann")
        var ids: [ApplicationID] = []
        for week in [11, 12] {
            let offer = OfferBench.offer { $0.posting.periods = [OfferedPeriod(OfferBench.week(week), places: 1)] }
            let id = try await offers.draft(offer, of: OfferBench.owner)
            try await offers.submit(id, of: OfferBench.owner)
            if let found = try await store.offerStore.find(id), found.state == .submitted {
                try await offers.approve(id, OfferBench.clearance, version: found.version)
            }
            let application = try await desk.draft(
                for: applicant, reader: .anyone, offer: id, in: OfferBench.week(week),
                motivation: week == 11 ? ApplicationBench.motivation : "Autre offre")
            try await desk.send(application, of: PupilIdentity(applicant), reader: .anyone)
            ids.append(application)
        }
        try await desk.write("Une question de l’hôte", in: ids[0], by: OfferBench.owner)
        try await desk.accept(ids[0], by: OfferBench.owner)
        try await desk.confirm(ids[0], of: PupilIdentity(applicant))
        try await store.applicationStore.noteHandOver(ids[0], .convention(convention.text))
        return (desk, PupilIdentity(applicant))
    }
}
