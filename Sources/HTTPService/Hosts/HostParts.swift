package import Parties
package import Placements

/// What the pages of schools' directories are made of.
package struct HostParts: Sendable {
    package let desk: HostDesk
    /// What the holder of an account is called; `nil` when it was taken back.
    package let account: @Sendable (_ id: String) async throws -> String?
    /// The next weeks of placement of seconde, for the text that is proposed; `nil` when they are not known.
    package var secondeWeeks: @Sendable () -> ClosedRange<CalendarDate>? = { nil }
    /// The dates of seconde.
    package let calendar: PlacementCalendar
    /// Offers of a host that pupils of a school may see today.
    package let offers: @Sendable (SIRET, _ school: UAI) async throws -> [ShownOffer]

    package init(
        desk: HostDesk, account: @escaping @Sendable (_ id: String) async throws -> String?,
        offers: @escaping @Sendable (SIRET, _ school: UAI) async throws -> [ShownOffer],
        calendar: PlacementCalendar = .standard
    ) {
        self.desk = desk
        self.account = account
        self.offers = offers
        self.calendar = calendar
    }
}
