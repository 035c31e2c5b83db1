import Applications
package import Offers
package import Parties
package import Rosters

/// Where one pupil stands on the way to a placement in a school year.
package struct PupilFollowUp: Hashable, Sendable {
    package enum Standing: Hashable, Sendable, CaseIterable {
        /// A convention or a confirmed place for all of the period.
        case placed
        /// In seconde, for one of the two weeks.
        case partly
        case searching
        case dispensed
    }

    package let pupil: Pupil
    package let standing: Standing
    package let dispensation: Dispensation?
    /// Whether the school keeps the family from following.
    package let isClosedToFamily: Bool
    package let familyAct: FamilyAct?
    package let isMailboxShared: Bool
    /// Oldest first.
    package let applications: [ApplicationStanding]
    /// All of the year, with those that are no placement.
    package let conventions: [PupilConvention]

    /// A convention is on its way, and writes to those whom it names.
    package var hasOpenConvention: Bool { conventions.contains { $0.stage == .preparing || $0.stage == .signing } }

    /// - Parameter calendar: The dates of seconde.
    package init(
        _ stored: StoredPupil, in year: SchoolYear, applications: [ApplicationStanding],
        conventions: [PupilConvention], _ calendar: PlacementCalendar
    ) {
        pupil = stored.pupil
        isClosedToFamily = stored.isClosedToFamily
        (familyAct, isMailboxShared) = (stored.familyAct, stored.isMailboxShared)
        self.applications = applications
        self.conventions = conventions
        dispensation = stored.dispensation.flatMap { $0.schoolYear == year.start ? $0 : nil }
        let taken = Self.taken(applications, conventions, calendar)
        standing =
            switch Self.coverage(by: taken, pupil.details.grade, year, calendar) {
            case .all: .placed
            case .part: dispensation == nil ? .partly : .dispensed
            case .none: dispensation == nil ? .searching : .dispensed
            }
        self.taken = taken
    }

    /// Days on which the pupil has a placement.
    private let taken: [ClosedRange<CalendarDate>]

    private static func taken(
        _ applications: [ApplicationStanding], _ conventions: [PupilConvention], _ calendar: PlacementCalendar
    ) -> [ClosedRange<CalendarDate>] {
        // Once a place has its convention, that is what counts, whatever became of it.
        conventions.filter(\.isPlacement).map(\.days)
            + applications.filter { place in
                place.state.phase == .confirmed && !conventions.contains { $0.isOf(place) }
            }.compactMap { $0.period.days(calendar) }
    }

    private enum Coverage { case all, part, none }

    /// Seconde has two weeks to fill, collège one placement.
    private static func coverage(
        by taken: [ClosedRange<CalendarDate>], _ grade: ConventionData.Grade, _ year: SchoolYear,
        _ calendar: PlacementCalendar
    ) -> Coverage {
        guard grade == .seconde else { return taken.isEmpty ? .none : .all }
        let halves = [OfferPeriod.firstHalf(year: year.start + 1), .secondHalf(year: year.start + 1)]
            .compactMap { $0.days(calendar) }
        let covered = halves.count { half in taken.contains { $0.overlaps(half) } }
        // A placement abroad or at other dates, which the school agreed to, counts as it is.
        let isElsewhere = taken.contains { days in !halves.contains { days.overlaps($0) } }
        if covered == halves.count || isElsewhere { return .all }
        return covered == 0 ? .none : .part
    }

    // MARK: What the list says

    /// Whether a placement is due at all: in 4e nobody has to do one.
    package var isOptional: Bool { pupil.details.grade == .quatrieme }

    package var hasNeverApplied: Bool { !applications.contains(where: \.wasSent) }

    package var sentCount: Int { applications.count(where: \.wasSent) }

    /// Conventions of places that the pupil still holds here, which are no placement any more: until the school gives the place up, nobody else gets
    /// it and the pupil can apply for nothing else on those days.
    package var lapsed: [PupilConvention] {
        conventions.filter { convention in
            !convention.isPlacement && applications.contains { $0.state.phase == .confirmed && convention.isOf($0) }
        }
    }

    /// Of the three periods of seconde, those that no placement takes a day of; none in other grades, where one placement is enough, and none when
    /// all three are free.
    func freePeriods(in year: SchoolYear, _ calendar: PlacementCalendar) -> Set<OfferPeriod> {
        guard pupil.details.grade == .seconde, !taken.isEmpty else { return [] }
        let all: [OfferPeriod] = [
            .fortnight(year: year.start + 1), .firstHalf(year: year.start + 1), .secondHalf(year: year.start + 1),
        ]
        return Set(
            all.filter { period in
                period.days(calendar).map { days in !taken.contains { $0.overlaps(days) } } ?? false
            })
    }

    /// Those that an employer has before it.
    package var waitingCount: Int { applications.count(where: \.state.isWaiting) }

    package var inDiscussionCount: Int { applications.count { $0.state.phase == .inDiscussion } }

    package var declinedCount: Int { applications.count { $0.state.phase == .declined } }

    /// What happened last in any application.
    package var lastAct: ApplicationStanding? { applications.max { $0.lastAt < $1.lastAt } }

    /// Whether an offer may be put before the pupil in a period.
    package func mayApply(
        for offer: OfferID, in period: OfferPeriod, on today: CalendarDate, _ calendar: PlacementCalendar
    )
        -> Bool
    {
        guard !applications.contains(where: { $0.offer == offer && ($0.state.isAlive || $0.state.phase == .declined) })
        else { return false }
        let own = PupilsApplications(
            applications.map { .init(id: $0.id, offer: $0.offer, period: $0.period, state: $0.state) },
            calendar: calendar)
        guard own.refusal(of: offer, in: period, grade: pupil.details.grade, on: today) == nil,
            let days = period.days(calendar)
        else { return false }
        return !taken.contains { $0.overlaps(days) }
    }
}
