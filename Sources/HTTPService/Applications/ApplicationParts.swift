package import Applications
package import Offers
package import Parties
package import Placements
package import Workflow

/// What the pages of applications are made of.
package struct ApplicationParts: Sendable {
    package let desk: ApplicationDesk
    /// A pupil as the school's roster has him or her now; `nil` for who is on none any more.
    package let pupil: @Sendable (PupilIdentity) async throws(PlacementError) -> ApplyingPupil?
    /// The school whose pupils' applications an account may see; `nil` when nobody can tell.
    package let school: @Sendable (HeadAccount) async throws(PlacementError) -> UAI?
    /// The day in France.
    package let today: @Sendable () -> CalendarDate
    /// The dates of seconde.
    package let calendar: PlacementCalendar

    /// - Parameter school: By default the account's own. Of one that names none nobody can tell.
    package init(
        desk: ApplicationDesk,
        pupil: @escaping @Sendable (PupilIdentity) async throws(PlacementError) -> ApplyingPupil?,
        school: @escaping @Sendable (HeadAccount) async throws(PlacementError) -> UAI? = { account in
            account.school.flatMap { UAI($0) }
        },
        today: @escaping @Sendable () -> CalendarDate, calendar: PlacementCalendar = .standard
    ) {
        self.desk = desk
        self.pupil = pupil
        self.school = school
        self.today = today
        self.calendar = calendar
    }
}

/// A pupil who looks for a place: as whom he or she applies, and which offers are his or hers to see.
package struct ApplyingPupil: Hashable, Sendable {
    package let applicant: Applicant
    package let reader: OfferReader

    package init(applicant: Applicant, reader: OfferReader) {
        self.applicant = applicant
        self.reader = reader
    }
}
