package import Applications
import Offers
package import Parties

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Makes a convention's preparation of each place that was confirmed, and withdraws it when the school takes the place back.
///
/// Each is done once, whatever is interrupted: the preparation's reference follows from the application's, and that one was begun is noted before
/// it is. What cannot be done is noted with its cause, for the school to see, and tried again.
package struct HandOver: Sendable {
    let store: ApplicationStore
    let offers: OfferStore
    let pupils: PupilFile
    let drafts: ConventionDrafts
    /// Hosts that a school keeps from its pupils.
    let blocked: @Sendable (UAI) async throws(OfferStoreError) -> Set<SIRET>
    let now: @Sendable () -> Date
    let calendar: PlacementCalendar

    /// Until one that failed, or was interrupted, is tried again. In seconds.
    package static let pause: TimeInterval = 600

    /// - Parameters:
    ///   - now: The clock.
    ///   - calendar: The dates of seconde.
    package init(
        store: ApplicationStore, offers: OfferStore, pupils: PupilFile, drafts: ConventionDrafts,
        blocked: @escaping @Sendable (UAI) async throws(OfferStoreError) -> Set<SIRET> = { _ in [] },
        now: @escaping @Sendable () -> Date, calendar: PlacementCalendar = .standard
    ) {
        self.store = store
        self.offers = offers
        self.pupils = pupils
        self.drafts = drafts
        self.blocked = blocked
        self.now = now
        self.calendar = calendar
    }

    /// What one round did.
    package struct Report: Hashable, Sendable {
        package var prepared = 0
        package var withdrawn = 0
        package var problems: [ApplicationID: HandOverProblem] = [:]

        package init(prepared: Int = 0, withdrawn: Int = 0, problems: [ApplicationID: HandOverProblem] = [:]) {
            self.prepared = prepared
            self.withdrawn = withdrawn
            self.problems = problems
        }
    }

    /// Does what is due.
    ///
    /// - Throws: When the store cannot be read or written.
    package func handOverDue() async throws(OfferStoreError) -> Report {
        var report = Report()
        while !Task.isCancelled {
            let at = now()
            // Taken for a while: a process that is killed leaves them to the next one.
            let ids = try await store.claimHandOvers(at, at.addingTimeInterval(Self.pause), 50)
            guard !ids.isEmpty else { break }
            for id in ids {
                do {
                    switch try await settle(id) {
                    case .prepared: report.prepared += 1
                    case .withdrawn: report.withdrawn += 1
                    case .nothing: break
                    }
                } catch let problem as HandOverProblem {
                    report.problems[id] = problem
                    try await store.noteHandOver(id, .problem(problem))
                } catch {
                    // Damaged or locked: it waits for its time, and keeps none of the others.
                    report.problems[id] = .unavailable
                }
            }
        }
        return report
    }

    private enum Outcome { case prepared, withdrawn, nothing }

    private func settle(_ id: ApplicationID) async throws -> Outcome {
        guard let found = try await store.find(id) else { return .nothing }
        switch found.state.phase {
        case .confirmed:
            // Begun, and interrupted before that was noted: whatever was changed since, it is there.
            if let convention = try await drafts.begun(id) {
                try await store.noteHandOver(id, .convention(convention))
                return .prepared
            }
            try await store.noteHandOver(id, .convention(try await drafts.prepare(try await agreement(found))))
            return .prepared
        case .cancelledBySchool:
            var convention = found.handOver.convention
            // Begun, and interrupted before that was noted.
            if convention == nil { convention = try await drafts.begun(id) }
            guard let convention else {
                try await store.noteHandOver(id, .fate(.none))
                return .nothing
            }
            try await store.noteHandOver(id, .convention(convention))
            let fate = try await drafts.withdraw(convention)
            try await store.noteHandOver(id, .fate(fate))
            return fate == .withdrawn ? .withdrawn : .nothing
        default: return .nothing
        }
    }

    private func agreement(_ found: StoredApplication) async throws -> PlacementAgreement {
        guard let offer = try await offers.find(found.application.offer) else {
            throw OfferStoreError.damaged("an application for an offer that is not there")
        }
        // Nobody is sent to a place, or under a name, that moderation has not seen.
        guard try await offers.isChecked(offer) else { throw HandOverProblem.hostUnchecked }
        // Blocked since the pupil applied: the school lifts the block, or ends the application.
        guard try await !blocked(found.pupil.school).contains(found.employer) else {
            throw HandOverProblem.hostBlocked
        }
        guard let pupil = try await pupils.find(found.pupil) else { throw HandOverProblem.pupilUnknown }
        guard let agreement = PlacementAgreement(found.application, offer.offer, pupil, calendar: calendar) else {
            throw HandOverProblem.noDays
        }
        return agreement
    }
}

/// What has become of a place that was confirmed.
package struct HandOverState: Hashable, Sendable {
    /// Reference of the convention that was begun.
    package var convention: String?
    /// Why there is none yet, or why it was not withdrawn yet.
    package var problem: HandOverProblem?
    /// Of the convention, once the school has taken the place back.
    package var fate: DraftFate?

    package init(convention: String? = nil, problem: HandOverProblem? = nil, fate: DraftFate? = nil) {
        self.convention = convention
        self.problem = problem
        self.fate = fate
    }
}

/// What is noted of it, one thing at a time.
package enum HandOverNote: Hashable, Sendable {
    case convention(String)
    case problem(HandOverProblem)
    case fate(DraftFate)
}

/// What follows for the convention when a school ends an application.
package enum CancelEffect: Hashable, Sendable {
    /// None was begun.
    case noConvention
    /// The one with this reference is withdrawn, unless all have signed it: then it is interrupted there, by a person.
    case withdrawsConvention(String)
    /// Nobody had noted its reference yet: if it was begun, it is withdrawn.
    case withdrawsWhatWasBegun
}
