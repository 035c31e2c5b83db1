import Applications
import ConventionDomain
import ConventionTemplates
import Offers
import Parties
import Persistence
import Placements
import Workflow

import struct Foundation.Date

/// Which host each convention of a school has, as far as it was asked: a page of a directory decrypts only what has changed since.
actor HostLedger {
    /// Of one convention; `nil` for one that names no host by a number, follows another, or was erased.
    private struct Known {
        let summary: ConventionSummary
        let readAt: Date
        let meeting: Meeting?
    }

    struct Meeting: Sendable {
        let school: UAI
        let host: HostIdentity
        let className: String
        let grade: ConventionData.Grade?
        let days: ClosedRange<CalendarDate>
    }

    private var known: [UAI: [ConventionID: Known]] = [:]
    private let workflow: ConventionWorkflow
    private let store: SQLiteStore

    init(_ workflow: ConventionWorkflow, _ store: SQLiteStore) { (self.workflow, self.store) = (workflow, store) }

    /// Those of a school's conventions that name a host, in no order.
    ///
    /// - Throws: ``PlacementError/store(_:)``
    func encounters(of school: UAI, on today: CalendarDate) async throws(PlacementError) -> [HostEncounter] {
        let summaries: [ConventionSummary]
        do throws(StoreError) { summaries = try await store.milestones(ofSchool: school).map(\.summary) } catch {
            throw Self.failure
        }
        let before = known[school] ?? [:]
        var (next, found): ([ConventionID: Known], [HostEncounter]) = ([:], [])
        for summary in summaries {
            let one = try await read(summary, before[summary.id])
            next[summary.id] = one
            guard let meeting = one.meeting, meeting.school == school, let pupil = summary.outline?.pupil,
                let standing = summary.standing(lastDay: meeting.days.upperBound, on: today)
            else { continue }
            found.append(
                HostEncounter(
                    source: .convention(summary.id.text), standing: standing, host: meeting.host, pupil: pupil,
                    className: meeting.className, grade: meeting.grade, days: meeting.days))
        }
        known[school] = next
        return found
    }

    private func read(_ summary: ConventionSummary, _ kept: Known?) async throws(PlacementError) -> Known {
        // Times are whole seconds: what was read in the second of the last event may have missed one.
        if let kept, kept.summary == summary, kept.readAt > summary.updatedAt { return kept }
        let readAt = workflow.ports.clock.now()
        do throws(WorkflowError) {
            return Known(summary: summary, readAt: readAt, meeting: try await meeting(summary))
        } catch {
            // One that is erased while it is read is nobody's; one that is damaged keeps nobody from the others.
            if case .unavailable(let inability) = error, inability != .damagedStorage { throw Self.failure }
            return Known(summary: summary, readAt: .distantPast, meeting: nil)
        }
    }

    private static let failure = PlacementError.store(.unavailable("conventions"))

    private func meeting(_ summary: ConventionSummary) async throws(WorkflowError) -> Meeting? {
        guard let outline = summary.outline, outline.follows == nil,
            let first = CalendarDate(iso8601: outline.firstDay), let last = CalendarDate(iso8601: outline.lastDay),
            first <= last
        else { return nil }
        let email = try await workflow.hostMailbox(of: summary.id)
        if let data = try await data(summary.id) {
            guard let siret = data.host.siret else { return nil }
            let host = HostIdentity(
                siret: siret, name: data.host.legalName, address: data.host.address, sector: data.host.sector,
                email: email)
            return Meeting(
                school: data.school.uai, host: host, className: data.pupil.className, grade: data.pupil.grade,
                days: first...last)
        }
        guard let prepared = try await workflow.hostInPreparation(summary.id) else { return nil }
        return Meeting(
            school: prepared.school,
            host: HostIdentity(
                siret: prepared.siret, name: prepared.legalName, address: prepared.address,
                sector: prepared.sector.isEmpty ? nil : prepared.sector, email: email), className: prepared.className,
            grade: prepared.grade, days: first...last)
    }

    /// `nil` for a convention that is no draft yet.
    private func data(_ id: ConventionID) async throws(WorkflowError) -> ConventionData? {
        let source: ConventionSource
        do throws(WorkflowError) { source = try await workflow.source(of: id) } catch {
            guard case .wrongState = error else { throw error }
            return nil
        }
        do { return try ConventionXML.parseKept(source.canonicalData) } catch { throw .unavailable(.damagedStorage) }
    }
}

extension ConventionSummary {
    /// `nil` for what says nothing of a host: erased, or another convention has taken its place.
    fileprivate func standing(lastDay: CalendarDate, on today: CalendarDate) -> HostEncounter.Standing? {
        switch status {
        case .completing, .toApprove, .draft: .preparing
        case .signing: .signing
        case .completed, .amended: lastDay < today ? .over : .agreed
        case .ended, .interrupted: .over
        case .expired, .refused, .cancelled: .nothing
        case .superseded, .erased: nil
        }
    }
}

extension HostEncounters {
    /// A school's conventions, and what its pupils asked for that is no convention yet.
    static func known(
        _ ledger: HostLedger, _ applications: ApplicationDesk, calendar: PlacementCalendar,
        today: @escaping @Sendable () -> CalendarDate
    ) -> HostEncounters {
        HostEncounters { school throws(PlacementError) in
            var found = try await ledger.encounters(of: school, on: today())
            var postings: [OfferID: PublicOffer?] = [:]
            for stored in try await applications.applications(ofSchool: school) {
                guard stored.wasSent, stored.handOver.convention == nil else { continue }
                let offer = stored.application.offer
                if postings[offer] == nil { postings[offer] = try await applications.posting(of: offer) }
                if let one = HostEncounter(stored, postings[offer] ?? nil, calendar) { found.append(one) }
            }
            return found
        }
    }
}

extension HostEncounter {
    fileprivate init?(_ stored: StoredApplication, _ posting: PublicOffer?, _ calendar: PlacementCalendar) {
        guard let days = stored.application.period.days(calendar) else { return nil }
        let standing: Standing =
            stored.state.phase == .confirmed ? .confirmed : stored.state.isWaiting ? .asked : .nothing
        let applicant = stored.application.applicant
        let noAddress = PostalAddress(street: "", postalCode: "", city: "")
        self.init(
            source: .application(stored.id), standing: standing,
            host: HostIdentity(
                siret: stored.employer, name: posting?.employer.legalName ?? "",
                address: posting?.sites.first?.address ?? noAddress, kind: posting?.employer.kind.category,
                sector: posting?.employer.sector.name), pupil: applicant.name, className: applicant.className,
            grade: applicant.grade, days: days)
    }
}
