import Foundation
import Parties
import Workflow

extension CalendarDate {
    /// The day in Paris.
    static var today: CalendarDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: SchoolTimeZone.paris.identifier) ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            let date = CalendarDate(year: year, month: month, day: day)
        else { preconditionFailure("the clock shows no day of the calendar") }
        return date
    }
}
