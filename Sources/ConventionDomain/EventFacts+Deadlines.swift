// What happens while signatures are missing.

/// « Ce n’est pas moi »: the link reached somebody else.
public struct Disowning: Hashable, Sendable, Codable {
    public let fieldName: String

    public init(fieldName: String) {
        self.fieldName = fieldName
    }
}

/// A reminder on its way to a signatory, with means to sign of its own; the earlier ones go on working.
public struct Reminder: Hashable, Sendable, Codable {
    public let fieldName: String
    /// How many business days before the placement begins it was due; a step of ``SigningDeadlines/reminderSteps``.
    public let businessDaysBefore: Int

    public init(fieldName: String, businessDaysBefore: Int) {
        self.fieldName = fieldName
        self.businessDaysBefore = businessDaysBefore
    }
}

/// What the school was told shortly before the placement begins.
public struct Alarm: Hashable, Sendable, Codable {
    /// Field names of all who had not signed.
    public let missing: [String]

    public init(missing: [String]) {
        self.missing = missing
    }
}

/// The end of signing for want of time.
public struct Expiry: Hashable, Sendable, Codable {
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// The first day of the placement has come: the pupil may not begin without a signed convention.
        case placementBegun
        /// The last day of the placement is over.
        case placementOver
    }

    public let reason: Reason
    /// Field names of all who had not signed.
    public let missing: [String]

    public init(reason: Reason, missing: [String]) {
        self.reason = reason
        self.missing = missing
    }
}

/// The school's decision that signatures may be given although the placement has begun or is over. The signatures carry
/// the time at which they are made.
public struct Reopening: Hashable, Sendable, Codable {
    /// In the school's words.
    public let reason: String

    public init(reason: String) {
        self.reason = reason
    }
}
