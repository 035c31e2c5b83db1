public import Parties

/// What is due, and when, about a convention that still lacks signatures: counted from the first day of the placement, not from
/// the day of issue.
///
/// Business days are Monday to Friday without the public holidays of the whole country.
public struct SigningDeadlines: Hashable, Sendable {
    /// Business days before the placement begins on which who is awaited and silent is reminded: five reminders at most.
    public static let reminderSteps = [15, 10, 5, 3, 1]
    /// Business days before the placement begins on which the school is told that signatures are missing.
    public static let alarmStep = 3
    /// Business days that a signatory has after any message before the next reminder.
    public static let pause = 2

    public let firstDay: CalendarDate
    public let lastDay: CalendarDate
    private static let holidays = PublicHolidays(postalCode: "")

    public init(firstDay: CalendarDate, lastDay: CalendarDate) {
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    /// - Returns: `nil` when a day of the outline is none.
    public init?(_ outline: ConventionOutline) {
        guard let firstDay = CalendarDate(iso8601: outline.firstDay),
            let lastDay = CalendarDate(iso8601: outline.lastDay)
        else { return nil }
        self.init(firstDay: firstDay, lastDay: lastDay)
    }

    /// Monday to Friday, and no public holiday of the whole country.
    public static func isBusinessDay(_ day: CalendarDate) -> Bool { day.weekday <= 5 && !holidays.contains(day) }

    /// The deadline that has passed, if one has; those that were overruled do not count.
    public func expiry(on today: CalendarDate, overruled: Set<Expiry.Reason>) -> Expiry.Reason? {
        if today > lastDay, !overruled.contains(.placementOver) { return .placementOver }
        if today >= firstDay, !overruled.contains(.placementBegun) { return .placementBegun }
        return nil
    }

    /// Whether the school is to be told today that signatures are missing.
    ///
    /// - Parameter wasRaised: Whether it was told before.
    public func isAlarmDue(on today: CalendarDate, wasRaised: Bool) -> Bool {
        !wasRaised && today >= businessDay(Self.alarmStep) && today < firstDay
    }

    /// Which reminder a signatory is to be sent today.
    ///
    /// A step that was missed, because the service stood still or the convention came late, is made up for by one reminder, not by all.
    ///
    /// - Parameter lastMessage: The day on which the signatory was last sent means to sign.
    /// - Returns: A step of ``reminderSteps``; `nil` when nothing is due.
    public func reminder(on today: CalendarDate, lastMessage: CalendarDate) -> Int? {
        guard today < firstDay, Self.isBusinessDay(today),
            let step = Self.reminderSteps.last(where: { businessDay($0) <= today }),
            lastMessage < businessDay(step), businessDays(after: lastMessage, through: today) >= Self.pause
        else { return nil }
        return step
    }

    /// The next day after today on which something can become due; `nil` when nothing ever does by itself.
    public func nextDay(after today: CalendarDate) -> CalendarDate? {
        guard today < firstDay else { return today <= lastDay ? following(lastDay) : nil }
        // A reminder that the pause put off is due on a business day between two steps.
        let tomorrow = following(today)
        return businessDay(Self.reminderSteps[0]) > tomorrow ? businessDay(Self.reminderSteps[0]) : tomorrow
    }

    /// The day that many business days before the placement begins.
    public func businessDay(_ count: Int) -> CalendarDate {
        var (day, left) = (firstDay, count)
        while left > 0, let previous = CalendarDate(dayNumber: day.dayNumber - 1) {
            day = previous
            if Self.isBusinessDay(day) { left -= 1 }
        }
        return day
    }

    private func businessDays(after start: CalendarDate, through end: CalendarDate) -> Int {
        guard start < end else { return 0 }
        return (start.dayNumber + 1...end.dayNumber).count { number in
            CalendarDate(dayNumber: number).map(Self.isBusinessDay) ?? false
        }
    }

    private func following(_ day: CalendarDate) -> CalendarDate { CalendarDate(dayNumber: day.dayNumber + 1) ?? day }
}
