/// Where an offer stands, from nothing to its end.
public enum OfferState: Hashable, Sendable {
    /// Before the first event.
    case notBegun
    /// The employer writes it; nobody else sees it.
    case draft
    /// Given to moderation.
    case submitted
    /// Seen by the pupils for whom it is, once the campaign of their grade is open.
    case published
    /// Published, and every place is taken.
    case full
    /// The employer, or moderation, keeps it from being seen for a while.
    case paused
    /// Its last period is over.
    case expired
    /// The employer took it back.
    case withdrawn
    case refusedByModeration(reason: String)

    /// The state's name, without what it holds.
    public enum Phase: String, Hashable, Sendable, CaseIterable {
        case notBegun, draft, submitted, published, full, paused, expired, withdrawn, refusedByModeration
    }

    /// Whether nobody at moderation has let its present text, place and name be seen: it was never published, was refused, or was changed since.
    public var awaitsModeration: Bool { [.notBegun, .draft, .submitted, .refusedByModeration].contains(phase) }

    public var phase: Phase {
        switch self {
        case .notBegun: .notBegun
        case .draft: .draft
        case .submitted: .submitted
        case .published: .published
        case .full: .full
        case .paused: .paused
        case .expired: .expired
        case .withdrawn: .withdrawn
        case .refusedByModeration: .refusedByModeration
        }
    }

    /// Whether nothing that was asked of it can be had any more; what moderation refused begins anew.
    public var isOver: Bool { [.expired, .withdrawn, .refusedByModeration].contains(phase) }

    /// Whether those for whom it is can find it.
    public var isListed: Bool { self == .published || self == .full }
}
