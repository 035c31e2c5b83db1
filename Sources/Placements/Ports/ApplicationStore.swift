package import Applications
package import Offers
package import Parties

package import struct Foundation.Date

/// What the use cases need of whatever keeps applications.
///
/// Each call is whole and durable when it returns, or as if it had not begun.
package struct ApplicationStore: Sendable {
    package var find: @Sendable (ApplicationID) async throws(OfferStoreError) -> StoredApplication?
    /// All of one pupil, oldest first.
    package var ofPupil: @Sendable (PupilIdentity) async throws(OfferStoreError) -> [StoredApplication]
    /// Those that an owner of offers may know of, the one that has waited longest first.
    package var ofOwner: @Sendable (OfferOwner) async throws(OfferStoreError) -> [StoredApplication]
    /// All of a school's pupils, newest first.
    package var ofSchool: @Sendable (UAI) async throws(OfferStoreError) -> [StoredApplication]
    /// For an offer, those that have not ended.
    package var ofOffer: @Sendable (OfferID) async throws(OfferStoreError) -> [StoredApplication]
    /// Those whose answer was due before a day.
    package var overdue:
        @Sendable (_ before: CalendarDate, _ skipping: Int, _ limit: Int) async throws(OfferStoreError) ->
            [ApplicationID]
    /// Offers that have ended, or lost a period, since somebody looked for what was asked of them.
    package var endings: @Sendable (_ skipping: Int, _ limit: Int) async throws(OfferStoreError) -> [OfferEnding]
    /// What was asked of such an offer and can be had no more, but for what was confirmed.
    package var orphans: @Sendable (OfferID) async throws(OfferStoreError) -> [ApplicationID]
    /// Notes that nothing of the kind is left; does nothing when the offer has changed again.
    package var settle: @Sendable (OfferEnding) async throws(OfferStoreError) -> Void
    /// Places that were confirmed, or that the school took back afterwards, for which something is due; taken for a while.
    package var claimHandOvers:
        @Sendable (_ now: Date, _ until: Date, _ limit: Int) async throws(OfferStoreError) -> [ApplicationID]
    package var noteHandOver: @Sendable (ApplicationID, HandOverNote) async throws(OfferStoreError) -> Void
    /// Deletes all of a pupil's that have ended; says how many.
    package var forget: @Sendable (PupilIdentity) async throws(OfferStoreError) -> Int
    /// What happened, oldest first.
    package var history: @Sendable (ApplicationID) async throws(OfferStoreError) -> [ApplicationEntry]
    /// Writes the changes and counts the places, all or nothing, if nobody was faster with any of the pupil's applications.
    package var commit: @Sendable (ApplicationCommit) async throws(OfferStoreError) -> ApplicationCommit.Outcome

    package init(
        find: @escaping @Sendable (ApplicationID) async throws(OfferStoreError) -> StoredApplication?,
        ofPupil: @escaping @Sendable (PupilIdentity) async throws(OfferStoreError) -> [StoredApplication],
        ofOwner: @escaping @Sendable (OfferOwner) async throws(OfferStoreError) -> [StoredApplication],
        ofSchool: @escaping @Sendable (UAI) async throws(OfferStoreError) -> [StoredApplication],
        ofOffer: @escaping @Sendable (OfferID) async throws(OfferStoreError) -> [StoredApplication],
        overdue: @escaping @Sendable (CalendarDate, Int, Int) async throws(OfferStoreError) -> [ApplicationID],
        endings: @escaping @Sendable (Int, Int) async throws(OfferStoreError) -> [OfferEnding],
        orphans: @escaping @Sendable (OfferID) async throws(OfferStoreError) -> [ApplicationID],
        settle: @escaping @Sendable (OfferEnding) async throws(OfferStoreError) -> Void,
        claimHandOvers: @escaping @Sendable (Date, Date, Int) async throws(OfferStoreError) -> [ApplicationID],
        noteHandOver: @escaping @Sendable (ApplicationID, HandOverNote) async throws(OfferStoreError) -> Void,
        forget: @escaping @Sendable (PupilIdentity) async throws(OfferStoreError) -> Int,
        history: @escaping @Sendable (ApplicationID) async throws(OfferStoreError) -> [ApplicationEntry],
        commit: @escaping @Sendable (ApplicationCommit) async throws(OfferStoreError) -> ApplicationCommit.Outcome
    ) {
        self.find = find
        self.ofPupil = ofPupil
        self.ofOwner = ofOwner
        self.ofSchool = ofSchool
        self.ofOffer = ofOffer
        self.overdue = overdue
        self.endings = endings
        self.orphans = orphans
        self.settle = settle
        self.claimHandOvers = claimHandOvers
        self.noteHandOver = noteHandOver
        self.forget = forget
        self.history = history
        self.commit = commit
    }
}

/// That an offer ended, or lost a period.
package struct OfferEnding: Hashable, Sendable {
    package let offer: OfferID
    /// Number of its events by then.
    package let version: Int

    package init(offer: OfferID, version: Int) {
        self.offer = offer
        self.version = version
    }
}

/// A pupil among all schools: the school's own reference means nothing elsewhere.
package struct PupilIdentity: Hashable, Sendable {
    package let school: UAI
    package let reference: PupilReference

    package init(school: UAI, reference: PupilReference) {
        self.school = school
        self.reference = reference
    }

    package init(_ applicant: Applicant) { self.init(school: applicant.school, reference: applicant.reference) }
}

/// An application as it is kept.
package struct StoredApplication: Hashable, Sendable {
    package var application: Application
    /// Of the offer, when the application began.
    package let employer: SIRET
    /// Of the offer: who reads the application and answers it.
    package let owner: OfferOwner
    package var state: ApplicationState
    /// Number of events.
    package var version: Int
    /// Whether it was ever put before the employer.
    package var wasSent: Bool
    /// The last day on which an answer is awaited; `nil` when none is.
    package var answerBy: CalendarDate?
    /// Once it was confirmed.
    package var handOver = HandOverState()

    package init(
        application: Application, employer: SIRET, owner: OfferOwner, state: ApplicationState, version: Int,
        wasSent: Bool, answerBy: CalendarDate?
    ) {
        self.application = application
        self.employer = employer
        self.owner = owner
        self.state = state
        self.version = version
        self.wasSent = wasSent
        self.answerBy = answerBy
    }

    package var id: ApplicationID { application.id }
    package var pupil: PupilIdentity { PupilIdentity(application.applicant) }

    var entry: PupilsApplications.Entry {
        .init(id: id, offer: application.offer, period: application.period, state: state)
    }
}

/// One event of an application, as it is recorded for ever: what, by which role, when.
package struct ApplicationEntry: Hashable, Sendable {
    package let event: ApplicationEvent
    package let actor: ApplicationActor
    package let at: Date

    package init(_ event: ApplicationEvent, by actor: ApplicationActor, at: Date) {
        self.event = event
        self.actor = actor
        self.at = at
    }
}

/// What one use case changes: applications of one pupil, and places of offers.
package struct ApplicationCommit: Sendable {
    package struct Change: Sendable {
        /// As it is after the entry.
        package let stored: StoredApplication
        package let entry: ApplicationEntry
    }

    package enum Outcome: Hashable, Sendable {
        case done
        case noPlaceLeft
        /// The offer is not to be had any more, or has no such period.
        case notOffered
    }

    package let pupil: PupilIdentity
    /// How many events all applications of the pupil had together when the use case read them: one of them that moved meanwhile
    /// may change what the rules say of the others.
    package let expectedEvents: Int
    package let changes: [Change]
    package let places: [PlaceCount]

    package init(pupil: PupilIdentity, expectedEvents: Int, changes: [Change], places: [PlaceCount]) {
        self.pupil = pupil
        self.expectedEvents = expectedEvents
        self.changes = changes
        self.places = places
    }
}
