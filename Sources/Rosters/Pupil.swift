public import Parties

/// A pupil as the school's roster has him or her (*élève*), with whoever holds parental authority.
///
/// Kept is what a convention and its mails need, and nothing else of what the State's files hold: no national number, no sex, no home address.
public struct Pupil: Hashable, Sendable {
    /// What tells pupils of one school apart; it never changes.
    public let reference: PupilReference
    public var details: PupilDetails

    public init(reference: PupilReference, details: PupilDetails) {
        self.reference = reference
        self.details = details
    }
}

/// What a roster says of a pupil.
public struct PupilDetails: Hashable, Sendable {
    public var name: PersonName
    public var birthDate: CalendarDate
    public var className: String
    public var grade: ConventionData.Grade
    /// Whether the school knows that the pupil is emancipated (*émancipé*).
    public var isEmancipated: Bool
    public var email: MailboxAddress?
    public var telephone: PhoneNumber?
    /// None, one or two.
    public var guardians: [Guardian]

    public init(
        name: PersonName, birthDate: CalendarDate, className: String, grade: ConventionData.Grade,
        isEmancipated: Bool = false, email: MailboxAddress? = nil, telephone: PhoneNumber? = nil,
        guardians: [Guardian] = []
    ) {
        self.name = name
        self.birthDate = birthDate
        self.className = className
        self.grade = grade
        self.isEmancipated = isEmancipated
        self.email = email
        self.telephone = telephone
        self.guardians = guardians
    }

    public func isAdult(on day: CalendarDate) -> Bool { birthDate.age(on: day) >= 18 }
}

/// A legal representative (*responsable légal*) as a roster has one.
public struct Guardian: Hashable, Sendable {
    public var name: PersonName
    /// « Mère », « Père », « Tutrice »
    public var capacity: String
    public var email: MailboxAddress?
    public var telephone: PhoneNumber?
    /// Whether text messages may be sent to the number; SYGNE's `accepteSms`.
    public var acceptsTexts: Bool
    /// Whether the school may give the address on; SYGNE's `divulgationAdresse`.
    public var sharesAddress: Bool

    public init(
        name: PersonName, capacity: String, email: MailboxAddress? = nil, telephone: PhoneNumber? = nil,
        acceptsTexts: Bool = true, sharesAddress: Bool = false
    ) {
        self.name = name
        self.capacity = capacity
        self.email = email
        self.telephone = telephone
        self.acceptsTexts = acceptsTexts
        self.sharesAddress = sharesAddress
    }

    /// What a message by SMS may be sent to.
    public var numberForTexts: PhoneNumber? { acceptsTexts ? telephone : nil }
}
