public import Parties

/// When who has not given a part is reminded.
public enum PartReminders {
    /// Business days between two messages.
    public static let pause = 5
    /// Reminders after each link that a person asked for.
    public static let maximum = 3

    /// Whether a reminder is due.
    ///
    /// - Parameters:
    ///   - today: In the school's time zone.
    ///   - lastMessage: The day of the last link.
    ///   - sent: Reminders since a person asked for a link.
    ///   - firstDay: Of the placement; afterwards nobody is reminded.
    public static func isDue(
        on today: CalendarDate, lastMessage: CalendarDate, sent: Int, firstDay: CalendarDate
    ) -> Bool {
        guard sent < maximum, today < firstDay, SigningDeadlines.isBusinessDay(today), lastMessage < today else {
            return false
        }
        let days = (lastMessage.dayNumber + 1...today.dayNumber).lazy.compactMap { CalendarDate(dayNumber: $0) }
        return days.count(where: SigningDeadlines.isBusinessDay) >= pause
    }
}
