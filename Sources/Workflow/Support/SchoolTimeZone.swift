package import Parties

package import struct Foundation.Calendar
package import struct Foundation.Date
package import struct Foundation.DateComponents
package import struct Foundation.TimeZone

/// The time zone of the school: in which mails tell the time, and in which days begin.
package struct SchoolTimeZone: Hashable, Sendable {
    /// Name in the IANA database, such as `America/Cayenne`.
    package let identifier: String
    /// What mails call it: « heure de Cayenne ».
    package let label: String

    package init(identifier: String, label: String) {
        self.identifier = identifier
        self.label = label
    }

    package static let paris = SchoolTimeZone(identifier: "Europe/Paris", label: "heure de Paris")

    /// Those of French schools.
    ///
    /// Source: the zones of FR, GF, GP, MQ, NC, PF, PM, RE, WF and YT in the IANA database.
    package static let known = [
        paris, SchoolTimeZone(identifier: "America/Cayenne", label: "heure de Cayenne"),
        SchoolTimeZone(identifier: "America/Guadeloupe", label: "heure de la Guadeloupe"),
        SchoolTimeZone(identifier: "America/Martinique", label: "heure de la Martinique"),
        SchoolTimeZone(identifier: "America/Miquelon", label: "heure de Saint-Pierre-et-Miquelon"),
        SchoolTimeZone(identifier: "Indian/Mayotte", label: "heure de Mayotte"),
        SchoolTimeZone(identifier: "Indian/Reunion", label: "heure de La Réunion"),
        SchoolTimeZone(identifier: "Pacific/Noumea", label: "heure de Nouméa"),
        SchoolTimeZone(identifier: "Pacific/Tahiti", label: "heure de Tahiti"),
        SchoolTimeZone(identifier: "Pacific/Wallis", label: "heure de Wallis"),
    ]

    /// The calendar with which this zone counts; universal time takes its place when the system does not know the zone.
    package var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: identifier) ?? .gmt
        return calendar
    }

    /// The day of a moment.
    package func day(of moment: Date) -> CalendarDate {
        let parts = calendar.dateComponents([.year, .month, .day], from: moment)
        guard let day = CalendarDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) else {
            preconditionFailure("the clock is outside the years 1900 to 2199")
        }
        return day
    }

    /// The full hour of a moment's day, 0 to 23.
    package func hour(of moment: Date) -> Int { calendar.component(.hour, from: moment) }

    /// The moment at which an hour of a day begins; where clocks leap over it, the first one after it.
    package func moment(_ day: CalendarDate, hour: Int = 0) -> Date {
        let parts = DateComponents(year: day.year, month: day.month, day: day.day, hour: hour)
        guard let moment = calendar.date(from: parts) else {
            preconditionFailure("every day that exists has an instant at which it begins")
        }
        return moment
    }
}
