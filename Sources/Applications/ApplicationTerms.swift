public import Parties

/// How long an application waits for an answer, and how many a pupil may have waiting.
public struct ApplicationTerms: Hashable, Sendable {
    /// Days after the last act in which the other has to answer.
    public var days: Int
    /// The same when one of those days is in the holidays.
    public var daysInHolidays: Int
    /// First and last day of each, besides those that every school has (``isAlwaysHoliday(_:)``).
    public var holidays: [ClosedRange<CalendarDate>]
    /// Applications that a pupil may have before employers at once.
    public var waitingAtOnce: Int

    public init(
        days: Int = 15, daysInHolidays: Int = 30, holidays: [ClosedRange<CalendarDate>] = [], waitingAtOnce: Int = 10
    ) {
        self.days = days
        self.daysInHolidays = daysInHolidays
        self.holidays = holidays
        self.waitingAtOnce = waitingAtOnce
    }

    /// The last day on which an answer is awaited.
    ///
    /// Nothing is waited for beyond the day before the placement: then it is too late to prepare it.
    ///
    /// - Parameters:
    ///   - lastAct: The day of the last act of either.
    ///   - start: The first day of the placement.
    public func lastDay(after lastAct: CalendarDate, start: CalendarDate?) -> CalendarDate {
        let usual = lastAct.dayNumber + days
        let isInHolidays = (lastAct.dayNumber...max(lastAct.dayNumber, usual)).contains { number in
            CalendarDate(dayNumber: number).map { day in
                Self.isAlwaysHoliday(day) || holidays.contains { $0.contains(day) }
            } ?? false
        }
        let last = isInHolidays ? max(usual, lastAct.dayNumber + daysInHolidays) : usual
        let limit = start.map { max(lastAct.dayNumber, $0.dayNumber - 1) } ?? last
        return CalendarDate(dayNumber: min(last, limit)) ?? lastAct
    }

    /// Days that are holidays in every zone, whatever the year: around All Saints' Day, from Christmas to New Year, in summer.
    ///
    /// Source: what the school calendars of 2018 to 2026 have in common.
    static func isAlwaysHoliday(_ date: CalendarDate) -> Bool {
        let day = date.month * 100 + date.day
        return (1025...1101).contains(day) || day >= 1224 || day <= 101 || (708...831).contains(day)
    }
}
