import Foundation
import Parties
import Workflow

extension CalendarDate {
    /// The day in Paris.
    static var today: CalendarDate { SchoolTimeZone.paris.day(of: Date()) }
}
