import Offers
import Parties
import Testing

@Suite("Places of periods in a school year")
struct OfferSlotTests {
    /// Rule: no two weeks of a school year have the same place, and each is found again by it.
    @Test(arguments: 2020...2060)
    func `every week of a school year has a place of its own`(start: Int) throws {
        let (first, last) = (
            try #require(CalendarDate(year: start, month: 7, day: 1)),
            try #require(CalendarDate(year: start + 1, month: 6, day: 30))
        )
        let weeks = try (first.dayNumber...last.dayNumber).compactMap { CalendarDate(dayNumber: $0) }
            .filter { $0.weekday == 1 }.map { OfferPeriod.week(try #require(ISOWeek(containing: $0))) }
        #expect((52...53).contains(weeks.count))
        #expect(Set(weeks.map(\.slot)).count == weeks.count)
        for week in weeks {
            #expect((0...52).contains(week.slot) && week.schoolYear == SchoolYear(start: start))
            #expect(OfferPeriod(slot: week.slot, of: week.schoolYear) == week)
        }
        let slots = (0..<OfferPeriod.slotCount).compactMap { OfferPeriod(slot: $0, of: SchoolYear(start: start)) }
        #expect(slots.count == weeks.count + 3 && Set(slots).count == slots.count)
    }
}
