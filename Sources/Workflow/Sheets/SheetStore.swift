package import ConventionDomain
package import Parties

/// Keeps what the sheets that are handed over apart need besides the contacts of the signatories.
///
/// A health sheet is kept under a key of its own, which is destroyed with it. A change with which a convention comes to
/// nothing erases it too (``ConventionChange/erasesHealthSheet``).
package struct SheetStore: Sendable {
    /// How those are reached who sign nothing, or have no mail address.
    package let otherContacts: @Sendable (ConventionID) async throws(StoreError) -> [ContactSheet.Contact]
    /// `nil` when there is none, or none any more: which of the two, nobody can tell.
    package let healthSheet: @Sendable (ConventionID) async throws(StoreError) -> HealthSheet?
    /// Whether there was one.
    package let eraseHealthSheet: @Sendable (ConventionID) async throws(StoreError) -> Bool
    /// Those of placements whose last day is before this one; how many there were.
    package let eraseHealthSheets: @Sendable (_ endedBefore: CalendarDate) async throws(StoreError) -> Int

    package init(
        otherContacts: @escaping @Sendable (ConventionID) async throws(StoreError) -> [ContactSheet.Contact],
        healthSheet: @escaping @Sendable (ConventionID) async throws(StoreError) -> HealthSheet?,
        eraseHealthSheet: @escaping @Sendable (ConventionID) async throws(StoreError) -> Bool,
        eraseHealthSheets: @escaping @Sendable (CalendarDate) async throws(StoreError) -> Int
    ) {
        self.otherContacts = otherContacts
        self.healthSheet = healthSheet
        self.eraseHealthSheet = eraseHealthSheet
        self.eraseHealthSheets = eraseHealthSheets
    }
}
