/// A local time of day to the minute, as a timetable gives it.
public struct TimeOfDay: Hashable, Sendable {
    public let hour: Int
    public let minute: Int

    /// - Returns: `nil` unless the hour is in 0...23 and the minute in 0...59.
    public init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.hour = hour
        self.minute = minute
    }

    /// Reads `09:30` and nothing else: five ASCII characters.
    public init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Self.number(bytes[0], bytes[1]),
            let minute = Self.number(bytes[3], bytes[4])
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    private static func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
        guard isASCIIDigit(tens), isASCIIDigit(ones) else { return nil }
        return Int(tens - UInt8(ascii: "0")) * 10 + Int(ones - UInt8(ascii: "0"))
    }

    /// « 09:30 »
    public var iso8601: String { "\(twoDigits(hour)):\(twoDigits(minute))" }

    /// Minutes since midnight.
    public var minutesSinceMidnight: Int { hour * 60 + minute }
}

extension TimeOfDay: Comparable {
    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.minutesSinceMidnight < right.minutesSinceMidnight
    }
}

func isASCIIDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
