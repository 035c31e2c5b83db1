package import Parties

/// Remembers on which day a school was last sent its digest.
package struct DigestStore: Sendable {
    /// - Returns: `nil` when it was never sent one.
    package let lastDay: @Sendable (_ recipient: TokenHash) async throws(StoreError) -> CalendarDate?
    package let note: @Sendable (_ recipient: TokenHash, _ day: CalendarDate) async throws(StoreError) -> Void

    package init(
        lastDay: @escaping @Sendable (TokenHash) async throws(StoreError) -> CalendarDate?,
        note: @escaping @Sendable (TokenHash, CalendarDate) async throws(StoreError) -> Void
    ) {
        self.lastDay = lastDay
        self.note = note
    }
}
