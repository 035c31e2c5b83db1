public import Parties

/// What pupils and everybody else may see of an offer.
///
/// It has no member for a person, a mailbox or a telephone, and its texts are refused when they hold one: whoever shows a
/// ``PublicOffer`` cannot show how the host is reached.
public struct PublicOffer: Hashable, Sendable {
    public var title: String
    public var employer: Employer
    public var grades: Set<ConventionData.Grade>
    /// Each period once, all of one school year.
    public var periods: [OfferedPeriod]
    /// The main place first, then the others.
    public var sites: [OfferSite]
    /// What the pupil will do.
    public var tasks: String
    /// Clothing, meals, how to get there.
    public var conditions: String?
    public var accessibility: OfferAccessibility
    public var hours: WeeklyHours
    /// The pupil observes from elsewhere, such as the school.
    public var isRemote: Bool

    public init(
        title: String, employer: Employer, grades: Set<ConventionData.Grade>, periods: [OfferedPeriod],
        sites: [OfferSite], tasks: String, hours: WeeklyHours
    ) {
        self.title = title
        self.employer = employer
        self.grades = grades
        self.periods = periods
        self.sites = sites
        self.tasks = tasks
        self.hours = hours
        conditions = nil
        accessibility = OfferAccessibility()
        isRemote = false
    }

    public var schoolYear: SchoolYear? { periods.first?.period.schoolYear }

    /// The day after which nobody can come any more.
    ///
    /// - Parameter calendar: The dates of seconde.
    public func lastDay(_ calendar: PlacementCalendar = .standard) -> CalendarDate? {
        periods.compactMap { $0.period.days(calendar)?.upperBound }.max()
    }
}

/// How the host is reached: for the school, and for the family of a pupil who was accepted.
public struct OfferContact: Hashable, Sendable {
    public var name: PersonName
    public var capacity: String
    public var email: MailboxAddress
    public var phone: PhoneNumber?

    public init(name: PersonName, capacity: String, email: MailboxAddress, phone: PhoneNumber? = nil) {
        self.name = name
        self.capacity = capacity
        self.email = email
        self.phone = phone
    }
}

/// All that an employer says of an offer.
public struct Offer: Hashable, Sendable {
    public var posting: PublicOffer
    public var audience: OfferAudience
    public var contact: OfferContact

    public init(posting: PublicOffer, audience: OfferAudience = .everyone, contact: OfferContact) {
        self.posting = posting
        self.audience = audience
        self.contact = contact
    }

    /// Whether somebody may see it, as far as the offer goes: it is for him or her, and the school does not keep the host from its pupils.
    public func admits(_ reader: OfferReader) -> Bool {
        audience.admits(reader) && !reader.blocked.contains(posting.employer.siret)
    }
}

/// A place where the pupil comes.
public struct OfferSite: Hashable, Sendable {
    public var address: PostalAddress
    /// `nil` until the address was found; then it is found by no search by distance.
    public var location: GeoPoint?

    public init(address: PostalAddress, location: GeoPoint? = nil) {
        self.address = address
        self.location = location
    }
}

/// For whom the place is made ready.
public struct OfferAccessibility: Hashable, Sendable {
    public enum Feature: String, Hashable, Sendable, CaseIterable {
        case wheelchair, hearing, sight, understanding
    }

    public var features: Set<Feature>
    public var note: String?

    public init(features: Set<Feature> = [], note: String? = nil) {
        self.features = features
        self.note = note
    }
}

/// Who may see an offer and apply.
public enum OfferAudience: Hashable, Sendable {
    case everyone
    /// Pupils of priority education.
    case priority(Set<PriorityKind>)
    /// Pupils of these schools.
    case schools(Set<UAI>)

    public typealias PriorityKind = PriorityEducation

    public func admits(_ reader: OfferReader) -> Bool {
        switch self {
        case .everyone: true
        case .priority(let kinds): !kinds.isDisjoint(with: reader.priority)
        case .schools(let schools): reader.school.map(schools.contains) ?? false
        }
    }
}

/// Who looks at offers: somebody of a school, or nobody in particular.
public struct OfferReader: Hashable, Sendable {
    public var school: UAI?
    /// What the school belongs to.
    public var priority: Set<OfferAudience.PriorityKind>

    /// Hosts that the school keeps from its pupils.
    public var blocked: Set<SIRET>

    public init(
        school: UAI? = nil, priority: Set<OfferAudience.PriorityKind> = [], blocked: Set<SIRET> = []
    ) {
        self.school = school
        self.priority = priority
        self.blocked = blocked
    }

    /// Whoever is not signed in.
    public static let anyone = OfferReader()
}
