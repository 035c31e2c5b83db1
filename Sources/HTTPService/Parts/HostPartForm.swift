import Parties
import Workflow

/// What the host's form sends: the fields bear the names of the values' places in the data.
struct HostPartForm: Sendable {
    let part: HostPart

    /// - Parameter days: Those for which the page asked for hours.
    init(_ fields: FormFields, days: [CalendarDate]) {
        var values: [String: String] = [:]
        for field in HostField.allCases { values[field.rawValue] = fields[field.rawValue] }
        for day in days {
            for slot in 1...HostPart.slotsPerDay {
                for key in [HostPart.key(day, .from, slot), HostPart.key(day, .to, slot)] { values[key] = fields[key] }
            }
        }
        part = fields[PartFieldName.sameHours].isEmpty ? HostPart(values) : HostPart(Self.repeating(values, days))
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
