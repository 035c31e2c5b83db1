package import Parties
package import Placements
package import Workflow

/// What the pages of rosters need.
package struct RosterUseCases: Sendable {
    package let desk: RosterDesk
    /// The school whose roster an account may see; `nil` when nobody can tell.
    package var school: @Sendable (HeadAccount) async throws(RosterError) -> UAI?

    package init(
        desk: RosterDesk, school: @escaping @Sendable (HeadAccount) async throws(RosterError) -> UAI?
    ) {
        self.desk = desk
        self.school = school
    }

    /// The account's own school. Of one that names none nobody can tell: that one school alone has a roster does not make it the account's.
    package init(_ desk: RosterDesk) {
        self.init(desk: desk) { account throws(RosterError) in account.school.flatMap { UAI($0) } }
    }
}
