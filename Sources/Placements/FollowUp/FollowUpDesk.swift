package import Offers
package import Parties
import Rosters

package import struct Foundation.Date

/// Who of a school has no placement yet, what would fit, and what all of it comes to.
///
/// Everything is computed from rosters, applications and conventions as they are in that moment; nothing is kept of it.
package struct FollowUpDesk: Sendable {
    let rosters: RosterStore
    let store: FollowUpStore
    let conventions: SchoolConventions
    let search: OfferSearch
    /// As whom pupils of a school see offers: with what it has blocked, and what is kept for its kind.
    let reader: @Sendable (UAI) async throws(OfferStoreError) -> OfferReader
    /// Where a school is; `nil` when nobody knows.
    let place: @Sendable (UAI) async -> GeoPoint?
    let now: @Sendable () -> Date
    let today: @Sendable () -> CalendarDate
    let calendar: PlacementCalendar

    package init(
        rosters: RosterStore, store: FollowUpStore, conventions: SchoolConventions, search: OfferSearch,
        reader: @escaping @Sendable (UAI) async throws(OfferStoreError) -> OfferReader,
        place: @escaping @Sendable (UAI) async -> GeoPoint?, now: @escaping @Sendable () -> Date,
        today: @escaping @Sendable () -> CalendarDate, calendar: PlacementCalendar = .standard
    ) {
        self.rosters = rosters
        self.store = store
        self.conventions = conventions
        self.search = search
        self.reader = reader
        self.place = place
        self.now = now
        self.today = today
        self.calendar = calendar
    }

    /// Where all pupils of a school stand in the school year of today.
    package func standing(of school: UAI) async throws(OfferStoreError) -> SchoolStanding {
        let (today, year) = (today(), SchoolYear(containing: today()))
        let present = try await rosters.roster(school).pupils.filter { $0.leftOn == nil }
        let applications = try await store.applications(school, present.map(\.pupil.reference), year)
        let conventions = present.isEmpty ? [] : try await conventions.ofSchool(school, year)
        let ofPupil = Dictionary(grouping: conventions.filter { $0.pupil != nil }) { $0.pupil }
        let pupils = present.map { stored in
            PupilFollowUp(
                stored, in: year, applications: applications[stored.pupil.reference] ?? [],
                conventions: ofPupil[stored.pupil.key] ?? [], calendar)
        }
        return SchoolStanding(year: year, today: today, pupils: pupils, calendar)
    }

    /// Whether the list of who has no placement comes before everything else at a school; out of season nothing is read.
    package func leads(_ school: UAI) async throws(OfferStoreError) -> Bool {
        let (today, year) = (today(), SchoolYear(containing: today()))
        let isSeason = ConventionData.Grade.allCases.contains { grade in
            grade != .quatrieme && PlacementSeason(of: grade, in: year, calendar)?.leads(on: today) == true
        }
        return isSeason ? try await standing(of: school).leads : false
    }

    /// As whom a school, and its pupils, see offers.
    package func offerReader(of school: UAI) async throws(OfferStoreError) -> OfferReader { try await reader(school) }

    /// Says that a pupil does no placement this year, or takes it back; who and when is kept, and no reason.
    ///
    /// - Returns: `false` when the school has no such pupil.
    package func dispense(
        _ reference: PupilReference, of school: UAI, by name: String, takesBack: Bool
    ) async throws(OfferStoreError) -> Bool {
        let dispensation = Dispensation(schoolYear: SchoolYear(containing: today()).start, by: name, at: now())
        return try await store.dispense(
            PupilIdentity(school: school, reference: reference), takesBack ? nil : dispensation)
    }

    /// Keeps the family from following a pupil's applications, or lets it again; who and when is kept. No reason is asked for, and none is kept.
    ///
    /// - Returns: `false` when the school has no such pupil.
    package func closeToFamily(
        _ reference: PupilReference, of school: UAI, _ isClosed: Bool, by name: String
    ) async throws(OfferStoreError) -> Bool {
        try await store.closeToFamily(
            PupilIdentity(school: school, reference: reference), FamilyAct(isClosed: isClosed, by: name, at: now()))
    }
}

/// All pupils of a school on one day, in the order of their classes and names.
package struct SchoolStanding: Sendable {
    package let year: SchoolYear
    package let today: CalendarDate
    package let pupils: [PupilFollowUp]
    package let seasons: [ConventionData.Grade: PlacementSeason]

    package init(year: SchoolYear, today: CalendarDate, pupils: [PupilFollowUp], _ calendar: PlacementCalendar) {
        self.year = year
        self.today = today
        // They come in the order of their names.
        self.pupils = pupils.enumerated().sorted {
            ($0.element.pupil.details.className, $0.offset) < ($1.element.pupil.details.className, $1.offset)
        }.map(\.element)
        let grades = Set(pupils.map(\.pupil.details.grade))
        seasons = Dictionary(
            uniqueKeysWithValues: grades.compactMap { grade in
                PlacementSeason(of: grade, in: year, calendar).map { (grade, $0) }
            })
    }

    /// Who has no placement, or not for all of the period, and is not dispensed.
    package var without: [PupilFollowUp] { pupils.filter { [.searching, .partly].contains($0.standing) } }

    /// Whether the list of who has no placement comes before everything else: a placement that is due is missing, and time is short.
    package var leads: Bool {
        without.contains { pupil in
            !pupil.isOptional && seasons[pupil.pupil.details.grade]?.leads(on: today) == true
        }
    }
}
