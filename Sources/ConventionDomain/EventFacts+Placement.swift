// What becomes of the placement after all have signed.

/// The end of the placement as it was agreed on.
public struct Ending: Hashable, Sendable, Codable {
    /// ISO 8601 (`2026-06-26`).
    public let lastDay: String

    public init(lastDay: String) {
        self.lastDay = lastDay
    }
}

/// An end before the last day: an accident, an illness, a host that closes.
public struct Interruption: Hashable, Sendable, Codable {
    /// The day on which the placement stopped, ISO 8601; before the first day when it did not take place.
    public let day: String
    /// In the school's words; it may be about somebody's health.
    public let reason: String

    public init(day: String, reason: String) {
        self.day = day
        self.reason = reason
    }
}

/// An interruption that the school takes back.
public struct Resumption: Hashable, Sendable, Codable {
    /// In the school's words.
    public let reason: String

    public init(reason: String) {
        self.reason = reason
    }
}
