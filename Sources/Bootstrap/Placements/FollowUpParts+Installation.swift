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
    package func followUpParts(entry: EntryDesk, clock: WallClock = .system) -> FollowUpParts {
        FollowUpParts(
            desk: followUpDesk(clock: clock),
            endVisits: { pupil in
                do { try await entry.endVisits(of: pupil) } catch { throw WorkflowError.unavailable(.storage) }
            }, calendar: calendar)
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
                let found: [ConventionMilestones]
                do throws(StoreError) {
                    found = try await store.milestones(ofSchool: school).filter { $0.isConvention(of: year) }
                } catch { throw .unavailable("conventions") }
                return try await CorrectedConventions(found, workflow).standing(dayOf)
            },
            awaited: { references throws(OfferStoreError) in
                var counts: [Signatory.Role: Int] = [:]
                for id in references.compactMap(ConventionID.init) {
                    let roles = try await known { () throws(WorkflowError) in try await workflow.awaitedRoles(of: id) }
                    for role in roles ?? [] { counts[role, default: 0] += 1 }
                }
                return counts
            })
    }
}

/// What is asked of one convention; `nil` of one that was erased meanwhile or cannot be read: the others count all the same.
private func known<Value: Sendable>(
    _ ask: () async throws(WorkflowError) -> Value
) async throws(OfferStoreError) -> Value? {
    do throws(WorkflowError) { return try await ask() } catch {
        if case .unavailable = error { throw .unavailable("conventions") }
        return nil
    }
}

/// Conventions of a school year, of which each that was corrected counts once, as what it is now.
private struct CorrectedConventions {
    private let all: [ConventionMilestones]
    /// By the reference of the one that was corrected.
    private var successors: [ConventionID: ConventionID] = [:]

    init(_ all: [ConventionMilestones], _ workflow: ConventionWorkflow) async throws(OfferStoreError) {
        self.all = all
        for summary in all.map(\.summary) where [.superseded, .cancelled].contains(summary.status) {
            successors[summary.id] =
                try await known { () throws(WorkflowError) in try await workflow.successor(of: summary.id) } ?? nil
        }
    }

    private func last(_ id: ConventionID) -> ConventionID {
        var last = id
        while let next = successors[last] { last = next }
        return last
    }

    func standing(_ dayOf: (Date) -> CalendarDate) -> [PupilConvention] {
        let former = Dictionary(grouping: all.filter { successors[$0.summary.id] != nil }) { last($0.summary.id) }
        return all.filter { successors[$0.summary.id] == nil }.compactMap { milestones in
            let before = former[milestones.summary.id] ?? []
            var convention = PupilConvention(milestones, dayOf)
            convention?.former = Set(before.map(\.summary.id.text))
            if before.contains(where: \.isHostNamedByFamily) { convention?.isFoundAlone = true }
            return convention
        }
    }
}

extension ConventionMilestones {
    /// Whether the placement lies in a school year; not of amendments and attestations.
    fileprivate func isConvention(of year: SchoolYear) -> Bool {
        guard let outline = summary.outline, outline.follows == nil else { return false }
        return CalendarDate(iso8601: outline.firstDay).map { SchoolYear(containing: $0) == year } ?? false
    }
}

extension PupilConvention {
    /// - Returns: `nil` for what is no convention any more.
    fileprivate init?(_ milestones: ConventionMilestones, _ dayOf: (Date) -> CalendarDate) {
        let summary = milestones.summary
        guard let outline = summary.outline, let stage = Stage(summary.status),
            let first = CalendarDate(iso8601: outline.firstDay), let last = CalendarDate(iso8601: outline.lastDay),
            first <= last
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
        case .refused, .cancelled: self = .withdrawn
        case .superseded, .erased: return nil
        }
    }
}
