/// Where an application stands, from nothing to its end.
public enum ApplicationState: Hashable, Sendable {
    /// Before the first event.
    case notBegun
    /// The pupil writes it; nobody else sees it but the school.
    case drafted
    case sent
    /// The employer has opened it.
    case seen
    /// One of the two has written to the other.
    case inDiscussion
    /// The employer offers the place, which is kept for the pupil.
    case accepted
    /// The pupil takes it: a convention is drafted of it.
    case confirmed
    case declined(DeclineReason)
    /// The pupil gave it up.
    case withdrawn
    /// The pupil is elsewhere on the same days.
    case supplanted
    case expired
    case cancelledBySchool(CancelReason)
    /// There is nothing to apply for any more.
    case offerEnded

    /// The state's name, without what it holds.
    public enum Phase: String, Hashable, Sendable, CaseIterable {
        case notBegun, drafted, sent, seen, inDiscussion, accepted, confirmed, declined, withdrawn, supplanted, expired,
            cancelledBySchool, offerEnded
    }

    /// Whether the school ended it for what the host is, not for what became of the pupil.
    public var isForbiddenBySchool: Bool {
        self == .cancelledBySchool(.danger) || self == .cancelledBySchool(.hostNotAllowed)
    }

    public var phase: Phase {
        switch self {
        case .notBegun: .notBegun
        case .drafted: .drafted
        case .sent: .sent
        case .seen: .seen
        case .inDiscussion: .inDiscussion
        case .accepted: .accepted
        case .confirmed: .confirmed
        case .declined: .declined
        case .withdrawn: .withdrawn
        case .supplanted: .supplanted
        case .expired: .expired
        case .cancelledBySchool: .cancelledBySchool
        case .offerEnded: .offerEnded
        }
    }

    /// Whom it waits for.
    public var turn: ApplicationActor? {
        switch phase {
        case .drafted, .accepted: .pupil
        case .sent, .seen, .inDiscussion: .employer
        case .notBegun, .confirmed, .declined, .withdrawn, .supplanted, .expired, .cancelledBySchool, .offerEnded: nil
        }
    }

    /// Whether an employer has it before it: it counts among those that a pupil may have at once.
    public var isWaiting: Bool { [.sent, .seen, .inDiscussion, .accepted].contains(phase) }

    /// Whether it has begun and not ended: a pupil has one such an offer.
    public var isAlive: Bool { phase == .drafted || isWaiting || phase == .confirmed }

    /// Whether a place of the offer is kept for it.
    public var holdsPlace: Bool { phase == .accepted || phase == .confirmed }
}
