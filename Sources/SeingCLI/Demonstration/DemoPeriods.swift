import Offers
import Parties

/// Periods that pupils can still apply for, seen from a day: what the offers of a demonstration are for, whenever it is started.
///
/// They are of the school year in which the day lies as long as something of it is to come: a search shows no other.
struct DemoPeriods {
    /// Weeks for collège, the first one first; never empty.
    let weeks: [OfferPeriod]
    /// The fortnight of seconde and its halves, or what is left of them; never empty.
    let seconde: [OfferPeriod]
    /// Weeks that are over, the last one first: five.
    let past: [OfferPeriod]

    init(today: CalendarDate, calendar: PlacementCalendar) {
        past = (1...60).lazy.compactMap {
            ISOWeek(containing: CalendarDate(dayNumber: today.dayNumber - 7 * $0) ?? today)
        }
        .filter { Self.isTaught($0.monday) }.prefix(5).map(OfferPeriod.week)
        let years = (0...2).map { SchoolYear(start: SchoolYear(containing: today).start + $0) }
        weeks = years.lazy.map { Self.weeks(of: $0, after: today) }.first { !$0.isEmpty } ?? []
        seconde =
            years.lazy.map { year in
                [.fortnight(year: year.start + 1), .firstHalf(year: year.start + 1), .secondHalf(year: year.start + 1)]
                    .filter { (period: OfferPeriod) in
                        period.days(calendar).map { $0.lowerBound > today } ?? false
                    }
            }.first { !$0.isEmpty } ?? []
    }

    /// A host wants time to answer: three weeks where the school year has them.
    private static let notice = 21

    private static func weeks(of year: SchoolYear, after today: CalendarDate) -> [OfferPeriod] {
        let all = (0..<OfferPeriod.slotCount).compactMap { slot -> ISOWeek? in
            guard case .week(let week) = OfferPeriod(slot: slot, of: year), week.monday > today, isTaught(week.monday)
            else { return nil }
            return week
        }.sorted { $0.monday < $1.monday }
        let usual = all.filter {
            $0.monday.dayNumber >= today.dayNumber + notice && !(6...8).contains($0.monday.month)
        }
        return (usual.isEmpty ? all : usual).prefix(3).map(OfferPeriod.week)
    }

    /// Weeks in which every school is at work, but for holidays that differ from place to place.
    private static func isTaught(_ monday: CalendarDate) -> Bool {
        let day = monday.month * 100 + monday.day
        return (907...1214).contains(day) || (107...628).contains(day)
    }
}
