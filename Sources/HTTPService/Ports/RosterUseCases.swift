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

    /// The account's own school, or for one that names none the only one that has a roster.
    package init(_ desk: RosterDesk) {
        self.init(desk: desk) { account throws(RosterError) in
            if let school = account.school { return UAI(school) }
            let schools = try await desk.schools()
            return schools.count == 1 ? schools[0] : nil
        }
    }
}
