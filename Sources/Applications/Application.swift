public import Offers
public import Parties

/// What a pupil asks of a host: to come in one of the periods of an offer.
public struct Application: Hashable, Sendable {
    public let id: ApplicationID
    public let offer: OfferID
    public let applicant: Applicant
    public var period: OfferPeriod
    /// Why this trade, in the pupil's own words.
    public var motivation: String
    /// Oldest first.
    public var messages: [ApplicationMessage]

    public init(
        id: ApplicationID, offer: OfferID, applicant: Applicant, period: OfferPeriod, motivation: String,
        messages: [ApplicationMessage] = []
    ) {
        self.id = id
        self.offer = offer
        self.applicant = applicant
        self.period = period
        self.motivation = motivation
        self.messages = messages
    }

    /// What keeps it from being sent.
    public var faults: [ApplicationFault] {
        guard !motivation.allSatisfy(\.isWhitespace) else { return [.noMotivation] }
        return ApplicationText.motivation.problem(in: motivation).map { [.motivation($0)] } ?? []
    }
}

/// The pupil as the school knows him or her. How the pupil and the family are reached is the school's to keep: it has no place here.
public struct Applicant: Hashable, Sendable {
    public let reference: PupilReference
    public var name: PersonName
    public var grade: ConventionData.Grade
    public var className: String
    public var school: UAI
    public var schoolName: String
    public var schoolCity: String

    public init(
        reference: PupilReference, name: PersonName, grade: ConventionData.Grade, className: String, school: UAI,
        schoolName: String, schoolCity: String
    ) {
        self.reference = reference
        self.name = name
        self.grade = grade
        self.className = className
        self.school = school
        self.schoolName = schoolName
        self.schoolCity = schoolCity
    }
}

/// What one of them wrote to the other, in place of a telephone number.
public struct ApplicationMessage: Hashable, Sendable {
    public let author: ApplicationActor
    public let text: String
    /// Unix time.
    public let at: Int64

    public init(author: ApplicationActor, text: String, at: Int64) {
        self.author = author
        self.text = text
        self.at = at
    }
}

/// What the texts of an application may hold: none how a person is reached, and none a pupil's national number.
public enum ApplicationText {
    public static let motivation = TextRule(maximumLength: 1500, allowsLineFeeds: true)
    public static let message = TextRule(maximumLength: 1000, allowsLineFeeds: true)
}

/// Something that keeps an application from being sent.
public enum ApplicationFault: Hashable, Sendable {
    case noMotivation
    case motivation(ConventionFault.Cause)

    /// As it is told to the pupil.
    public var text: BilingualText {
        switch self {
        case .noMotivation:
            BilingualText(
                "Écrivez quelques phrases : ce qui vous attire dans ce métier, et ce que vous aimeriez voir.",
                "Write a few sentences: what draws you to this trade, and what you would like to see.")
        case .motivation(let cause): ConventionFault(cause, at: "motivation").inEachLanguage
        }
    }
}
