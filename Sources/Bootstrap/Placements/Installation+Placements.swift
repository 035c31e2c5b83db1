import Applications
import ConventionTemplates
import HTTPService
import Offers
package import Parties
import Persistence
package import Placements
package import Workflow

extension Installation {
    /// The use cases of offers.
    package func offerDesk(clock: WallClock = .system) -> OfferDesk {
        OfferDesk(
            store: store.offerStore, search: store.offerSearch(calendar: calendar), coordinates: coordinates,
            now: clock.now, makeID: { Self.reference { OfferID(randomBytes: $0) } }, calendar: calendar)
    }

    /// Knows where an address is as far as the operator's table does; a table that cannot be read knows nothing.
    var coordinates: AddressCoordinates {
        let places = places
        return AddressCoordinates { address in try? places.table()?.locate(address) }
    }

    /// The use cases of applications.
    package func applicationDesk(clock: WallClock = .system) -> ApplicationDesk {
        let zone = workflow.settings.timeZone
        return ApplicationDesk(
            store: store.applicationStore, offers: store.offerStore, now: clock.now,
            today: { zone.day(of: clock.now()) },
            makeID: { Self.reference { ApplicationID(randomBytes: $0) } }, blocked: store.hostStore.blocked,
            terms: applicationTerms, calendar: calendar)
    }

    /// What makes conventions of places that were confirmed.
    package func handOver(pupils: PupilFile, clock: WallClock = .system) -> HandOver {
        HandOver(
            store: store.applicationStore, offers: store.offerStore, pupils: pupils, drafts: .workflow(workflow),
            blocked: store.hostStore.blocked, now: clock.now, calendar: calendar)
    }

    /// The pages of offers.
    func offerParts(clock: WallClock) throws -> OfferParts {
        let zone = workflow.settings.timeZone
        let hosts = store.hostStore
        var parts = OfferParts(
            desk: offerDesk(clock: clock), today: { zone.day(of: clock.now()) }, calendar: calendar)
        parts.places = try places.table()
        parts.invitation = { reference in
            guard let id = HostInvitation.ID(reference) else { return nil }
            return try await hosts.invitation(id, clock.now())
        }
        return parts
    }

    /// Of the placements: the dates of seconde, as the data directory has them.
    package var calendar: PlacementCalendar { templates.conventionXML.calendar }

    /// The system's generator, which nobody can guess.
    private static func reference<ID>(_ make: ([UInt8]) -> ID?) -> ID {
        while true {
            if let id = make((0..<OfferID.length).map { _ in .random(in: 0...255) }) { return id }
        }
    }
}
