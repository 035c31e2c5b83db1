package import Parties
package import Placements
package import Workflow

/// What the pages of a school's follow-up are made of.
package struct FollowUpParts: Sendable {
    package let desk: FollowUpDesk
    /// Figures of départements, as long as the service runs.
    let departments: DepartmentFiguresShelf
    /// The school whose pupils an account may see; `nil` when nobody can tell.
    package let school: @Sendable (HeadAccount) -> UAI?
    /// The dates of seconde.
    package let calendar: PlacementCalendar
    /// Ends links and visits of a pupil who is closed to the family: somebody of it may have come in by a mailbox of both.
    let endVisits: @Sendable (PupilIdentity) async throws -> Void

    /// - Parameter school: By default the account's own. Of one that names none nobody can tell.
    package init(
        desk: FollowUpDesk, endVisits: @escaping @Sendable (PupilIdentity) async throws -> Void,
        school: @escaping @Sendable (HeadAccount) -> UAI? = { $0.school.flatMap { UAI($0) } },
        calendar: PlacementCalendar = .standard
    ) {
        self.desk = desk
        departments = DepartmentFiguresShelf(desk: desk)
        self.school = school
        self.calendar = calendar
        self.endVisits = endVisits
    }
}
