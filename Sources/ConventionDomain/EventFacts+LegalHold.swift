/// Why the school keeps a convention's file whatever its retention, until a person lifts the hold.
///
/// Source: General Data Protection Regulation, article 17(3)(e); Code civil, articles 2224 and 2235.
public struct LegalHold: Hashable, Sendable, Codable {
    /// A closed list: what happened to whom is nobody's business here.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// An accident was declared during the placement, or on the way.
        case accident
        /// There is a dispute, or one has to be expected.
        case dispute
    }

    public let reason: Reason

    public init(reason: Reason) {
        self.reason = reason
    }
}

/// The end of a legal hold.
public struct LegalHoldLifting: Hashable, Sendable, Codable {
    /// In the school's words.
    public let reason: String

    public init(reason: String) {
        self.reason = reason
    }
}

extension LegalHold {
    /// The hold that is in force after a convention's events; `nil` when there is none.
    public static func inForce(after events: some Sequence<ConventionEvent>) -> LegalHold? {
        var hold: LegalHold?
        for event in events {
            if case .legalHoldPlaced(let placed) = event { hold = placed }
            if case .legalHoldLifted = event { hold = nil }
        }
        return hold
    }
}
