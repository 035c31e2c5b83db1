import ConventionDomain
package import HTTPService
import Offers
import Parties
import Persistence
package import Placements
import Rosters
package import Workflow

import struct Foundation.Date

extension Installation {
    /// The pages of a school's follow-up.
    package func followUpParts(clock: WallClock = .system) -> FollowUpParts {
        FollowUpParts(desk: followUpDesk(clock: clock), calendar: calendar)
    }

    /// The use cases behind them; where a school is, is found by the address that it says of itself.
    package func followUpDesk(clock: WallClock = .system) -> FollowUpDesk {
        let (zone, register, coordinates) = (workflow.settings.timeZone, schoolRegister, coordinates)
        return FollowUpDesk(
            rosters: store.rosterStore, store: store.followUpStore,
            conventions: .stored(store, workflow, dayOf: { zone.day(of: $0) }),
            search: store.offerSearch(calendar: calendar), reader: offerReader,
            place: { school in
                guard let record = try? register.record(of: school) else { return nil }
                return await coordinates.locate(record.school.address)
            }, now: clock.now, today: { zone.day(of: clock.now()) }, calendar: calendar)
    }
}

extension SchoolConventions {
    /// Conventions of an installation.
    ///
    /// - Parameter dayOf: The day of a moment at the school.
    static func stored(
        _ store: SQLiteStore, _ workflow: ConventionWorkflow, dayOf: @escaping @Sendable (Date) -> CalendarDate
    ) -> SchoolConventions {
        SchoolConventions(
            ofSchool: { school, year throws(OfferStoreError) in
                do throws(StoreError) {
                    return try await store.milestones(ofSchool: school).compactMap {
                        PupilConvention($0, in: year, dayOf)
                    }
                } catch { throw .unavailable("conventions") }
            },
            awaited: { references throws(OfferStoreError) in
                var counts: [Signatory.Role: Int] = [:]
                for id in references.compactMap(ConventionID.init) {
                    do throws(WorkflowError) {
                        for role in try await workflow.awaitedRoles(of: id) { counts[role, default: 0] += 1 }
                    } catch { throw .unavailable("conventions") }
                }
                return counts
            })
    }
}

extension PupilConvention {
    /// - Returns: `nil` for what is no convention of that year, or is none any more.
    fileprivate init?(_ milestones: ConventionMilestones, in year: SchoolYear, _ dayOf: (Date) -> CalendarDate) {
        let summary = milestones.summary
        guard let outline = summary.outline, outline.follows == nil, let stage = Stage(summary.status),
            let first = CalendarDate(iso8601: outline.firstDay), let last = CalendarDate(iso8601: outline.lastDay),
            first <= last, SchoolYear(containing: first) == year
        else { return nil }
        let birthDate = outline.birthDate.flatMap(CalendarDate.init(iso8601:))
        self.init(
            reference: summary.id.text, pupil: birthDate.map { PupilKey(outline.pupil, $0) }, days: first...last,
            stage: stage)
        (issuedAt, completedAt) = (milestones.issuedAt, milestones.completedAt)
        completedOn = milestones.completedAt.map(dayOf)
        isFoundAlone = milestones.isHostNamedByFamily
        sector = outline.sector.flatMap { name in Sector.allCases.first { $0.name == name } }
        host = outline.siret.flatMap(SIRET.init)
    }
}

extension PupilConvention.Stage {
    fileprivate init?(_ status: ConventionSummary.Status) {
        switch status {
        case .completing, .toApprove, .draft: self = .preparing
        case .signing: self = .signing
        case .completed, .amended, .ended: self = .signed
        case .expired: self = .expired
        case .interrupted: self = .interrupted
        case .refused, .cancelled, .superseded, .erased: return nil
        }
    }
}
