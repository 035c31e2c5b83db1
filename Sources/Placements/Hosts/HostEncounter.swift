package import Applications
package import Offers
package import Parties

/// One thing that joined a school and a host: a convention, the preparation of one, or what a pupil asked of it.
package struct HostEncounter: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// By its reference.
        case convention(String)
        case application(ApplicationID)
    }

    /// How far it has come.
    package enum Standing: String, Hashable, Sendable, CaseIterable {
        /// A pupil has asked, and waits.
        case asked
        /// A pupil has the place; its convention is not begun.
        case confirmed
        /// The parts of the convention are being filled.
        case preparing
        case signing
        /// All have signed; the placement is to come, or goes on.
        case agreed
        /// All have signed, and the placement is over.
        case over
        /// Nothing came of it.
        case nothing

        /// Whether somebody still has something to do, or to live through.
        package var isOpen: Bool { [.asked, .confirmed, .preparing, .signing, .agreed].contains(self) }
        /// Whether a pupil went there, or is to go: all have signed.
        package var isPlacement: Bool { self == .agreed || self == .over }
    }

    package let source: Source
    package let standing: Standing
    package let host: HostIdentity
    package let pupil: PersonName
    package let className: String?
    package let grade: ConventionData.Grade?
    package let days: ClosedRange<CalendarDate>

    package init(
        source: Source, standing: Standing, host: HostIdentity, pupil: PersonName, className: String? = nil,
        grade: ConventionData.Grade? = nil, days: ClosedRange<CalendarDate>
    ) {
        self.source = source
        self.standing = standing
        self.host = host
        self.pupil = pupil
        self.className = className
        self.grade = grade
        self.days = days
    }

    package var schoolYear: SchoolYear { SchoolYear(containing: days.lowerBound) }
}

/// What a document or an offer says of a host.
package struct HostIdentity: Hashable, Sendable {
    package let siret: SIRET
    package let name: String
    package let address: PostalAddress
    /// As the offer has it; a convention says nothing of it.
    package var kind: Employer.Category?
    /// In words, as a convention has it.
    package var sector: String?
    /// Of who signs for the host.
    package var email: MailboxAddress?

    package init(
        siret: SIRET, name: String, address: PostalAddress, kind: Employer.Category? = nil, sector: String? = nil,
        email: MailboxAddress? = nil
    ) {
        self.siret = siret
        self.name = name
        self.address = address
        self.kind = kind
        self.sector = sector
        self.email = email
    }
}

/// Finds what joined a school and its hosts, in no order.
package struct HostEncounters: Sendable {
    package var ofSchool: @Sendable (UAI) async throws(PlacementError) -> [HostEncounter]

    package init(ofSchool: @escaping @Sendable (UAI) async throws(PlacementError) -> [HostEncounter]) {
        self.ofSchool = ofSchool
    }

    package static let none = HostEncounters { _ in [] }
}
