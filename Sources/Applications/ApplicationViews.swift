public import Offers
public import Parties

/// What an employer may see of an application: what is needed at each step, and nothing before.
///
/// A family name is told with the place, when the employer has to know who comes. It has no member for how anybody is reached: the two write
/// to each other in the application.
public struct EmployersView: Hashable, Sendable {
    public let id: ApplicationID
    public let givenName: String
    /// Once the employer has accepted.
    public let familyName: String?
    public let grade: ConventionData.Grade
    public let schoolName: String
    public let schoolCity: String
    public let period: OfferPeriod
    public let motivation: String
    public let messages: [ApplicationMessage]
}

extension Application {
    /// - Parameter wasSent: Whether it was ever put before the employer: a draft may end in many ways, and stays the pupil's in all.
    /// - Returns: `nil` for what the employer may not know of.
    public func employersView(in state: ApplicationState, wasSent: Bool) -> EmployersView? {
        guard wasSent else { return nil }
        return EmployersView(
            id: id, givenName: applicant.name.given,
            familyName: state.holdsPlace ? applicant.name.family : nil, grade: applicant.grade,
            schoolName: applicant.schoolName, schoolCity: applicant.schoolCity, period: period, motivation: motivation,
            messages: messages)
    }
}
