package import Parties

/// What the host has written, as it wrote it: complete or not, right or not.
package struct HostPart: Hashable, Sendable {
    /// Where everything about hours stands in the data.
    package static let timetable = "placement/timetable"
    /// Times of presence that one day may have.
    package static let slotsPerDay = 4

    /// Values by their place in the data; empty ones are not there.
    package private(set) var values: [String: String]

    package init(_ values: [String: String] = [:]) {
        self.values = values.compactMapValues { value in
            let text = value.replacing("\r\n", with: "\n").trimmed
            return text.isEmpty ? nil : text
        }
        self.values[HostField.siret.rawValue] = self.values[HostField.siret.rawValue]?.filter { !$0.isWhitespace }
        for (key, text) in self.values where key.hasPrefix(Self.timetable + "/") {
            self.values[key] = Self.time(text)?.iso8601 ?? text
        }
    }

    /// Empty when there is none.
    package subscript(_ field: HostField) -> String { values[field.rawValue] ?? "" }

    /// Empty when there is none.
    package subscript(_ key: String) -> String { values[key] ?? "" }

    /// « placement/timetable/2027-06-14 »
    package static func key(_ day: CalendarDate) -> String { "\(timetable)/\(day.iso8601)" }

    /// - Parameter slot: From 1.
    package static func key(_ day: CalendarDate, _ end: SlotEnd, _ slot: Int) -> String {
        "\(key(day))/\(end.rawValue)\(slot)"
    }

    package enum SlotEnd: String, Sendable { case from, to }

    /// Days about which something was written, in order.
    package var days: [CalendarDate] {
        let prefix = Self.timetable + "/"
        let days = values.keys.filter { $0.hasPrefix(prefix) }.compactMap {
            CalendarDate(iso8601: String($0.dropFirst(prefix.count).prefix(10)))
        }
        return Set(days).sorted()
    }

    /// The place of work is the host's own address.
    var isAtHostAddress: Bool { HostField.place.allSatisfy { self[$0].isEmpty } }
}

extension HostPart {
    /// One day's times, as far as they can be read.
    struct DayReading {
        var slots: [(from: TimeOfDay, to: TimeOfDay)] = []
        /// A time without the other end of it.
        var isUnfinished = false
        /// Something that is no time of day.
        var isUnreadable = false

        var isUsable: Bool { !slots.isEmpty && !isUnfinished && !isUnreadable }
    }

    func reading(of day: CalendarDate) -> DayReading {
        var reading = DayReading()
        for slot in 1...Self.slotsPerDay {
            let texts = (self[Self.key(day, .from, slot)], self[Self.key(day, .to, slot)])
            if texts.0.isEmpty, texts.1.isEmpty { continue }
            guard !texts.0.isEmpty, !texts.1.isEmpty else {
                reading.isUnfinished = true
                continue
            }
            guard let from = Self.time(texts.0), let to = Self.time(texts.1) else {
                reading.isUnreadable = true
                continue
            }
            reading.slots.append((from, to))
        }
        return reading
    }

    /// « 09:00 », « 9:00 », « 9h », « 9 h 30 »
    private static func time(_ text: String) -> TimeOfDay? {
        let plain = text.lowercased().filter { !$0.isWhitespace }
        guard let match = plain.wholeMatch(of: /(\d{1,2})[:h](\d{2})?/), let hour = Int(match.1) else { return nil }
        return TimeOfDay(hour: hour, minute: match.2.flatMap { Int($0) } ?? 0)
    }
}
