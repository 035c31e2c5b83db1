import Parties
import Workflow

/// What the host's form sends: the fields bear the names of the values' places in the data.
struct HostPartForm: Sendable {
    let part: HostPart

    /// - Parameter view: The page that the form was on; it says for which days hours were asked.
    init(_ fields: FormFields, _ view: PartView) {
        var values: [String: String] = [:]
        for field in HostField.allCases { values[field.rawValue] = fields[field.rawValue] }
        for day in view.days {
            for slot in 1...HostPart.slotsPerDay {
                for key in [HostPart.key(day, .from, slot), HostPart.key(day, .to, slot)] { values[key] = fields[key] }
            }
        }
        part = fields[PartFieldName.sameHours].isEmpty ? HostPart(values) : HostPart(Self.repeating(values, view.days))
    }

    /// Puts the hours of the first day that has some into the days from Monday to Friday that have none.
    private static func repeating(_ values: [String: String], _ days: [CalendarDate]) -> [String: String] {
        let given = HostPart(values).days
        guard let first = given.first else { return values }
        var values = values
        for day in days where day.weekday <= 5 && !given.contains(day) {
            for slot in 1...HostPart.slotsPerDay {
                values[HostPart.key(day, .from, slot)] = values[HostPart.key(first, .from, slot)]
                values[HostPart.key(day, .to, slot)] = values[HostPart.key(first, .to, slot)]
            }
        }
        return values
    }
}
