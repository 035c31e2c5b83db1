/// Something that happened to an offer; events are recorded and never changed, and its state is a function of them.
public enum OfferEvent: Hashable, Sendable {
    case drafted
    case edited(OfferEdit)
    /// The employer gives it to moderation.
    case submitted
    case published(OfferClearance)
    /// Moderation says why it is not to be seen; also of an offer that was.
    case refused(reason: String)
    /// The last place was taken.
    case filled(placesLeft: Int)
    /// A place came back, or was added.
    case freed(placesLeft: Int)
    case paused
    case resumed(placesLeft: Int)
    /// Its last period is over.
    case expired
    case withdrawn
    /// Somebody said that something is wrong with it; what, is in the report.
    case reported(AbuseKind)

    /// The event's name as it is recorded; a name once written is never given another meaning.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case drafted, edited, submitted, published, refused, filled, freed, paused, resumed, expired, withdrawn,
            reported
    }

    public var kind: Kind {
        switch self {
        case .drafted: .drafted
        case .edited: .edited
        case .submitted: .submitted
        case .published: .published
        case .refused: .refused
        case .filled: .filled
        case .freed: .freed
        case .paused: .paused
        case .resumed: .resumed
        case .expired: .expired
        case .withdrawn: .withdrawn
        case .reported: .reported
        }
    }
}

/// Who did something with an offer, by role; a name is not kept.
public enum OfferActor: String, Hashable, Sendable, CaseIterable {
    case employer, moderator, school
    /// A pupil, a family, anybody who reads.
    case reader
    /// The service itself: the clock, the counting of places, an employer that was checked before.
    case service
}

/// A change of what the offer says.
public struct OfferEdit: Hashable, Sendable {
    /// Whether somebody has to look at it again before pupils see it.
    public let needsModeration: Bool
    /// After the change.
    public let placesLeft: Int

    public init(needsModeration: Bool, placesLeft: Int) {
        self.needsModeration = needsModeration
        self.placesLeft = placesLeft
    }
}

/// What is known of the employer when an offer is published.
public struct OfferClearance: Hashable, Sendable {
    /// The register of businesses has the number, under this name.
    public let isSIRETChecked: Bool
    /// The host is where the offer says.
    public let isAddressChecked: Bool

    public init(isSIRETChecked: Bool, isAddressChecked: Bool) {
        self.isSIRETChecked = isSIRETChecked
        self.isAddressChecked = isAddressChecked
    }
}

/// What somebody finds wrong with an offer.
public enum AbuseKind: String, Hashable, Sendable, CaseIterable {
    /// A pupil is, or may come, in danger: the school is told at once.
    case danger
    case discrimination
    case dishonest
    /// It holds how a person is reached, or asks for it.
    case personalData
    case other
}

extension OfferEvent.Kind {
    /// Who may bring it about.
    public var actors: Set<OfferActor> {
        switch self {
        case .drafted: [.employer, .school]
        case .edited, .submitted, .withdrawn: [.employer]
        case .published: [.moderator, .service]
        case .refused: [.moderator]
        case .filled, .freed, .expired: [.service]
        // The service, when somebody says that there is a danger.
        case .paused: [.employer, .moderator, .service]
        case .resumed: [.employer, .moderator]
        case .reported: [.reader, .school, .employer, .moderator]
        }
    }
}
