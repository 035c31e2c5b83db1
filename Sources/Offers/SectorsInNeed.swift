public import Parties

/// Sectors in which people are wanted, at a date, by a source: they are highlighted.
///
/// None is known here. The facts that this service was made from name no list of sectors that want people, and none is made up:
/// as long as ``published`` is `nil`, nothing is highlighted. Whoever adds a list gives its date and its source, such as
/// the yearly inquiry of France Travail on what employers need, or the list of trades in tension of a region.
public struct SectorsInNeed: Hashable, Sendable {
    /// The day of the list.
    public let asOf: CalendarDate
    /// As people can look it up.
    public let source: String
    public let sectors: Set<Sector>

    public init(asOf: CalendarDate, source: String, sectors: Set<Sector>) {
        self.asOf = asOf
        self.source = source
        self.sectors = sectors
    }

    /// What is known without an operator saying more.
    public static let published: SectorsInNeed? = nil
}
