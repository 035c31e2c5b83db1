public import Parties

/// When the host is asked to say what was done of a placement that is over.
public enum AttestationReminders {
    /// How often: after the last day, and once more.
    public static let requests = 2
    /// Business days between the two.
    public static let pause = 3
    /// Days after the end beyond which nobody is asked any more: a service that is new, or stood still, asks for nothing old.
    public static let longestWait = 60

    /// Whether the host is to be asked today.
    ///
    /// - Parameters:
    ///   - lastDay: The last day that was done; the host is never asked before it is over.
    ///   - asked: The days on which it was asked.
    public static func isDue(on today: CalendarDate, lastDay: CalendarDate, asked: [CalendarDate]) -> Bool {
        guard today > lastDay, mayBecomeDue(on: today, lastDay: lastDay, asked: asked) else { return false }
        guard let last = asked.last else { return true }
        guard last < today else { return false }
        let days = (last.dayNumber + 1...today.dayNumber).lazy.compactMap { CalendarDate(dayNumber: $0) }
        return days.count(where: SigningDeadlines.isBusinessDay) >= pause
    }

    /// Whether it may have to be asked today or later.
    public static func mayBecomeDue(on today: CalendarDate, lastDay: CalendarDate, asked: [CalendarDate]) -> Bool {
        asked.count < requests && today.dayNumber - lastDay.dayNumber <= longestWait
    }
}
