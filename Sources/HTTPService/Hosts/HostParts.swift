package import Parties
package import Placements

/// What the pages of schools' directories are made of.
package struct HostParts: Sendable {
    package let desk: HostDesk
    /// What the holder of an account is called; `nil` when it was taken back.
    package let account: @Sendable (_ id: String) async throws -> String?
    /// The next weeks of placement of seconde, for the text that is proposed; `nil` when they are not known.
    package var secondeWeeks: @Sendable () -> ClosedRange<CalendarDate>? = { nil }

    package init(
        desk: HostDesk, account: @escaping @Sendable (_ id: String) async throws -> String?
    ) {
        self.desk = desk
        self.account = account
    }
}
