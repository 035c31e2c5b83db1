import Offers
import Parties

extension OfferPeriod {
    /// The periods of a school year that are still to come, as they are offered for choice: those of seconde, then the weeks.
    static func choices(of year: SchoolYear, after today: CalendarDate, _ calendar: PlacementCalendar) -> [OfferPeriod]
    {
        (0..<slotCount).map { ($0 + 53) % slotCount }.compactMap { OfferPeriod(slot: $0, of: year) }.filter { period in
            period.days(calendar).map { $0.lowerBound > today } ?? false
        }.sorted { left, right in
            if left.isOfSeconde != right.isOfSeconde { return left.isOfSeconde }
            if left.isOfSeconde { return left.slot < right.slot }
            return (left.days(calendar)?.lowerBound.dayNumber ?? 0) < (right.days(calendar)?.lowerBound.dayNumber ?? 0)
        }
    }
}
