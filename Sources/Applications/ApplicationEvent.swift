/// Something that happened to an application; events are recorded and never changed, and its state is a function of them.
public enum ApplicationEvent: Hashable, Sendable {
    case drafted
    case edited
    case sent
    /// The employer has opened it.
    case seen
    /// Somebody wrote a message in it; the text is kept with the application.
    case wrote
    case accepted
    case declined(DeclineReason)
    /// The pupil takes the place that was offered.
    case confirmed
    /// The pupil gives it up.
    case withdrawn
    /// The pupil has confirmed another place for the same days.
    case supplanted
    /// Nobody answered in time, or the days are over.
    case expired
    /// The school ends it, whatever the others agreed.
    case cancelled(CancelReason)
    /// The offer is not to be had any more: its employer withdrew it, or moderation took it off.
    case offerEnded

    /// The event's name as it is recorded; a name once written is never given another meaning.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case drafted, edited, sent, seen, wrote, accepted, declined, confirmed, withdrawn, supplanted, expired,
            cancelled, offerEnded
    }

    public var kind: Kind {
        switch self {
        case .drafted: .drafted
        case .edited: .edited
        case .sent: .sent
        case .seen: .seen
        case .wrote: .wrote
        case .accepted: .accepted
        case .declined: .declined
        case .confirmed: .confirmed
        case .withdrawn: .withdrawn
        case .supplanted: .supplanted
        case .expired: .expired
        case .cancelled: .cancelled
        case .offerEnded: .offerEnded
        }
    }
}

/// Who did something with an application, by role; a name is not kept with the event.
///
/// A family follows what its child does and is told, and does nothing in its place.
public enum ApplicationActor: String, Hashable, Sendable, CaseIterable {
    case pupil, family, employer, school
    /// The service itself: the clock, and what follows from another application or from the offer.
    case service
}

extension ApplicationEvent.Kind {
    /// Who may bring it about.
    public var actors: Set<ApplicationActor> {
        switch self {
        case .drafted, .edited, .sent, .confirmed, .withdrawn: [.pupil]
        case .seen, .accepted, .declined: [.employer]
        case .wrote: [.pupil, .employer, .school]
        case .supplanted, .expired, .offerEnded: [.service]
        case .cancelled: [.school]
        }
    }
}

/// Why an employer does not take a pupil, from a list: a pupil reads it, and nobody has to find words.
public enum DeclineReason: String, Hashable, Sendable, CaseIterable {
    /// Every place is promised.
    case noPlaceLeft
    /// Whoever would have received the pupil is not there.
    case nobodyToReceive
    /// The activity of those days is not fit for a visit.
    case unsuitableDays
    /// The pupil looks for another trade than the host has.
    case otherTrade
    case other
}

/// Why a school ends an application.
public enum CancelReason: String, Hashable, Sendable, CaseIterable {
    /// The pupil has left the school.
    case pupilLeft
    /// The school does not let its pupils go to this host.
    case hostNotAllowed
    /// The pupil's days were changed, or the placement dropped.
    case placementChanged
    /// The pupil is or may come in danger.
    case danger
    case other
}
