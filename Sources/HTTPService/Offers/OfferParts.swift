import Hummingbird
import Offers
package import Parties
package import Placements

/// What the pages of offers are made of.
package struct OfferParts: Sendable {
    package let desk: OfferDesk
    /// The day in France.
    package let today: @Sendable () -> CalendarDate
    /// The dates of seconde.
    package let calendar: PlacementCalendar
    /// Where communes are; `nil` where nothing is known of it.
    package var places: PlaceTable?
    /// What a school asks a host, by the reference in its mail: the form of a new offer is filled with it.
    package var invitation: @Sendable (_ reference: String) async throws -> HostInvitation? = { _ in nil }

    package init(
        desk: OfferDesk, today: @escaping @Sendable () -> CalendarDate, calendar: PlacementCalendar = .standard
    ) {
        self.desk = desk
        self.today = today
        self.calendar = calendar
    }

    /// - Parameters:
    ///   - pupils: Knows who has entered as a pupil; `nil` where nobody can.
    ///   - school: As whom who has entered for a school reads offers.
    func addRoutes(
        to table: inout RouteTable, _ access: LinkAccess, _ writer: PageWriter, pupils: PupilDoor?,
        school: @escaping @Sendable (Request) async throws -> OfferReader?
    ) {
        OfferController(
            desk: desk, access: access, writer: writer, today: today, calendar: calendar, places: places,
            pupils: pupils, school: school
        ).addRoutes(to: &table)
    }

    /// The pages of those who write offers and of those who judge them.
    func addDeskRoutes(to table: inout RouteTable, _ door: VisitorDoor) {
        EmployerOfferController(
            desk: desk, door: door, today: today, calendar: calendar, invitation: invitation
        ).addRoutes(to: &table)
        ModerationController(desk: desk, door: door, today: today, calendar: calendar).addRoutes(to: &table)
    }
}
