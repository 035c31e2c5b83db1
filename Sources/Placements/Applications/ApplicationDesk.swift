package import Applications
package import Offers
package import Parties

package import struct Foundation.Date

/// The use cases of applications: a pupil asks, an employer answers, the school watches, the clock ends.
///
/// Every change is recorded with the role that made it and the time. What two people do at once is decided by the store: the second one
/// is asked to look again, by ``PlacementError/changedMeanwhile``, unless its act is still possible; then it is done all the same.
package struct ApplicationDesk: Sendable {
    let store: ApplicationStore
    let offers: OfferStore
    let now: @Sendable () -> Date
    let today: @Sendable () -> CalendarDate
    let makeID: @Sendable () -> ApplicationID
    let terms: ApplicationTerms
    let calendar: PlacementCalendar
    let blocked: @Sendable (UAI) async throws(OfferStoreError) -> Set<SIRET>

    /// - Parameters:
    ///   - now: The clock.
    ///   - today: The day in France.
    ///   - makeID: A reference that nobody can guess.
    ///   - blocked: Hosts that a school keeps from its pupils.
    ///   - calendar: The dates of seconde.
    package init(
        store: ApplicationStore, offers: OfferStore, now: @escaping @Sendable () -> Date,
        today: @escaping @Sendable () -> CalendarDate, makeID: @escaping @Sendable () -> ApplicationID,
        blocked: @escaping @Sendable (UAI) async throws(OfferStoreError) -> Set<SIRET>,
        terms: ApplicationTerms = ApplicationTerms(), calendar: PlacementCalendar = .standard
    ) {
        self.store = store
        self.offers = offers
        self.now = now
        self.today = today
        self.makeID = makeID
        self.blocked = blocked
        self.terms = terms
        self.calendar = calendar
    }

    // MARK: Steps

    /// Reads all of a pupil's applications, lets a use case say what changes, and writes it; anew when somebody was faster.
    ///
    /// - Parameter decide: What happens to which application; throws what keeps it from happening.
    /// - Returns: Whether anything did.
    @discardableResult
    func change(
        _ pupil: PupilIdentity,
        _ decide: @Sendable ([StoredApplication]) async throws(PlacementError) -> [Act]
    ) async throws(PlacementError) -> Bool {
        for _ in 0..<Self.tries {
            let all = try await reading { () async throws(OfferStoreError) in try await store.ofPupil(pupil) }
            let acts = try await decide(all)
            guard !acts.isEmpty else { return false }
            do throws(PlacementError) {
                try await write(acts, of: pupil, expectedEvents: all.reduce(0) { $0 + $1.version })
                return true
            } catch {
                guard error == .changedMeanwhile else { throw error }
            }
        }
        throw .changedMeanwhile
    }

    /// One event of one application.
    struct Act {
        var stored: StoredApplication
        let event: ApplicationEvent
        let actor: ApplicationActor
    }

    private static let tries = 5

    private func write(
        _ acts: [Act], of pupil: PupilIdentity, expectedEvents: Int
    ) async throws(PlacementError) {
        let at = now()
        var (changes, places): ([ApplicationCommit.Change], [PlaceCount]) = ([], [])
        for act in acts {
            var stored = act.stored
            let before = stored.state
            do throws(ApplicationTransitionRefused) {
                stored.state = try before.applying(act.event, by: act.actor)
            } catch { throw .applicationRefused(error) }
            stored.version += 1
            stored.wasSent = stored.wasSent || act.event == .sent
            stored.answerBy = answerBy(stored, after: act)
            changes.append(.init(stored: stored, entry: ApplicationEntry(act.event, by: act.actor, at: at)))
            if before.holdsPlace != stored.state.holdsPlace {
                let step: PlaceCount.Step = stored.state.holdsPlace ? .take : .giveBack
                places.append(
                    PlaceCount(step, id: stored.application.offer, period: stored.application.period, at: at))
            }
        }
        let commit = ApplicationCommit(
            pupil: pupil, expectedEvents: expectedEvents, changes: changes, places: places)
        switch try await reading({ () async throws(OfferStoreError) in try await store.commit(commit) }) {
        case .done: return
        case .noPlaceLeft: throw .noPlaceLeft
        case .notOffered: throw acts.contains { $0.event == .sent } ? .offerEnded : .periodNotOffered
        }
    }

    /// The clock begins anew when it is another's turn, and when the employer, whose turn it is, writes. Opening answers nothing, and a
    /// place that is kept is kept no longer for messages.
    private func answerBy(_ stored: StoredApplication, after act: Act) -> CalendarDate? {
        guard stored.state.isWaiting else { return nil }
        let isAnswer = act.event == .wrote && act.actor == .employer && stored.state.turn == .employer
        if act.stored.state.turn == stored.state.turn, !isAnswer { return act.stored.answerBy }
        return terms.lastDay(after: today(), start: stored.application.period.days(calendar)?.lowerBound)
    }

    func reading<Value>(
        _ read: () async throws(OfferStoreError) -> Value
    ) async throws(PlacementError) -> Value {
        do throws(OfferStoreError) { return try await read() } catch { throw PlacementError(error) }
    }

    /// What an offer says, in whatever state it is now, for those who have an application for it before them.
    package func posting(of offer: OfferID) async throws(PlacementError) -> PublicOffer? {
        try await reading { () async throws(OfferStoreError) in try await offers.find(offer) }?.offer.posting
    }

    /// Whether the page of an offer is there, for those it is open to; and whether moderation has seen what it says now.
    package func standing(of offer: OfferID) async throws(PlacementError) -> (
        isListed: Bool, isChecked: Bool, isForEveryone: Bool
    ) {
        try await reading { () async throws(OfferStoreError) in
            guard let found = try await offers.find(offer), try await offers.isChecked(found) else {
                return (false, false, false)
            }
            return (found.state.isListed, true, found.offer.audience == .everyone)
        }
    }

    /// An application of somebody else is as unknown as one that does not exist.
    func find(
        _ id: ApplicationID, where isTheirs: (StoredApplication) -> Bool
    ) async throws(PlacementError) -> StoredApplication {
        let found = try await reading { () async throws(OfferStoreError) in try await store.find(id) }
        guard let found, isTheirs(found) else { throw .unknownApplication }
        return found
    }

    /// One event of one application that somebody may bring about.
    func act(
        _ event: ApplicationEvent, by actor: ApplicationActor, on found: StoredApplication
    ) async throws(PlacementError) {
        try await change(found.pupil) { all throws(PlacementError) in
            guard let stored = all.first(where: { $0.id == found.id }) else { throw .unknownApplication }
            return [Act(stored: stored, event: event, actor: actor)]
        }
    }

    /// Nobody is promised a place, or takes one, after the day of the answer, when the period has begun, or where moderation has not let the offer be
    /// seen again.
    func requirePromisable(_ stored: StoredApplication) async throws(PlacementError) {
        guard stored.state.isWaiting else { return }
        let (day, start) = (today(), stored.application.period.days(calendar)?.lowerBound)
        guard stored.answerBy.map({ $0 >= day }) ?? true, start.map({ $0 > day }) ?? false else { throw .tooLate }
        guard try await standing(of: stored.application.offer).isChecked else { throw .offerHeld }
    }

    /// A message in place of a telephone number.
    func write(
        _ text: String, by actor: ApplicationActor, in found: StoredApplication
    ) async throws(PlacementError) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .messageWithoutText }
        if let cause = ApplicationText.message.problem(in: text) { throw .messageRefused(cause) }
        let at = Int64(now().timeIntervalSince1970)
        try await change(found.pupil) { all throws(PlacementError) in
            guard var stored = all.first(where: { $0.id == found.id }) else { throw .unknownApplication }
            // A second click.
            if let last = stored.application.messages.last, last.author == actor, last.text == text,
                at - last.at < Self.secondClick
            {
                return []
            }
            let limit = Self.maximumMessages - (actor == .school ? 0 : Self.messagesForSchool)
            guard stored.application.messages.count < limit else { throw .tooManyMessages }
            stored.application.messages.append(ApplicationMessage(author: actor, text: text, at: at))
            return [Act(stored: stored, event: .wrote, actor: actor)]
        }
    }

    /// Seconds in which the same message is the same click.
    private static let secondClick: Int64 = 300

    /// In one application: a placement is agreed on in a few.
    package static let maximumMessages = 100
    /// Kept for the school, which can say something also when the others have written all they may.
    package static let messagesForSchool = 10
}
