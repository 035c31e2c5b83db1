package import Offers
package import Parties

package import struct Foundation.Date

/// What the use cases need of whatever keeps offers.
///
/// Each call is whole and durable when it returns, or as if it had not begun.
package struct OfferStore: Sendable {
    package var find: @Sendable (OfferID) async throws(OfferStoreError) -> StoredOffer?
    /// Writes what changed, if nobody was faster.
    package var commit: @Sendable (OfferChange) async throws(OfferStoreError) -> Void
    /// What happened to an offer, oldest first.
    package var history: @Sendable (OfferID) async throws(OfferStoreError) -> [OfferEntry]
    /// Newest first.
    package var ofOwner:
        @Sendable (OfferOwner, OwnersOffers, _ skipping: Int, _ limit: Int) async throws(OfferStoreError) ->
            [StoredOffer]
    /// How many of an owner have not ended.
    package var livingCount: @Sendable (OfferOwner) async throws(OfferStoreError) -> Int
    /// Of an owner, for one employer, in some phases; oldest first.
    package var atEmployer:
        @Sendable (OfferOwner, SIRET, Set<OfferState.Phase>) async throws(OfferStoreError) -> [StoredOffer]
    /// Of an owner, for one employer: those that moderation ever refused or paused, or somebody reported, in whatever state they are.
    package var everDoubted: @Sendable (OfferOwner, SIRET) async throws(OfferStoreError) -> [OfferID]
    /// What an owner's own system knows by a name; `nil` also for what was withdrawn.
    package var named: @Sendable (OfferOwner, RemoteOfferID) async throws(OfferStoreError) -> StoredOffer?
    /// Of an owner, in the order of these names, after one of them.
    package var allNamed:
        @Sendable (OfferOwner, _ after: RemoteOfferID?, _ limit: Int) async throws(OfferStoreError) -> [StoredOffer]
    /// What has not ended, whosever it is, in the order in which it was begun, after one of them.
    package var living: @Sendable (_ after: OfferID?, _ limit: Int) async throws(OfferStoreError) -> [StoredOffer]
    /// What waits for moderation, the one that has waited longest first.
    package var submitted: @Sendable (_ limit: Int) async throws(OfferStoreError) -> [StoredOffer]
    /// What is paused and not by the employer alone, the one that was changed longest ago first.
    package var held: @Sendable (_ limit: Int) async throws(OfferStoreError) -> [StoredOffer]
    /// Of one employer, whosever they are, in one of these states, newest first.
    package var ofEmployer:
        @Sendable (SIRET, Set<OfferState.Phase>, _ limit: Int) async throws(OfferStoreError) -> [StoredOffer]
    /// How many other owners have an offer of the same employer.
    package var otherOwners: @Sendable (SIRET, OfferOwner) async throws(OfferStoreError) -> Int
    /// Offers whose last period was over before a day and that have not ended otherwise.
    package var over:
        @Sendable (_ before: CalendarDate, _ skipping: Int, _ limit: Int) async throws(OfferStoreError) -> [OfferID]
    /// Drafts, and what moderation refused, that nobody has touched since; the oldest first.
    package var untouched:
        @Sendable (_ since: Date, _ skipping: Int, _ limit: Int) async throws(OfferStoreError) -> [OfferID]
    /// What moderation has found out about an employer, when this owner published for it.
    package var checks: @Sendable (OfferOwner, SIRET) async throws(OfferStoreError) -> [EmployerCheck]
    /// Takes a place of a published or paused offer, or gives one back, and says in the same step when that fills or frees the offer.
    package var count: @Sendable (PlaceCount) async throws(OfferStoreError) -> PlaceCount.Outcome
    /// Records a report and what follows from it, in one step, in whatever state the offer is by then.
    package var report: @Sendable (AbuseReport) async throws(OfferStoreError) -> AbuseReport.Outcome
    /// Not yet looked at, oldest first; danger before everything else.
    package var reports: @Sendable (_ limit: Int) async throws(OfferStoreError) -> [ReceivedReport]
    /// Notes that somebody has looked at a report; says whether nobody had before.
    package var handleReport: @Sendable (_ number: Int64, OfferActor, _ at: Date) async throws(OfferStoreError) -> Bool
    package var setCampaign: @Sendable (OfferCampaign) async throws(OfferStoreError) -> Void
    package var campaign: @Sendable (SchoolYear) async throws(OfferStoreError) -> OfferCampaign?

    package init(
        find: @escaping @Sendable (OfferID) async throws(OfferStoreError) -> StoredOffer?,
        commit: @escaping @Sendable (OfferChange) async throws(OfferStoreError) -> Void,
        history: @escaping @Sendable (OfferID) async throws(OfferStoreError) -> [OfferEntry],
        ofOwner:
            @escaping @Sendable (OfferOwner, OwnersOffers, Int, Int) async throws(OfferStoreError) -> [StoredOffer],
        livingCount: @escaping @Sendable (OfferOwner) async throws(OfferStoreError) -> Int,
        atEmployer:
            @escaping @Sendable (OfferOwner, SIRET, Set<OfferState.Phase>) async throws(OfferStoreError) ->
            [StoredOffer],
        everDoubted: @escaping @Sendable (OfferOwner, SIRET) async throws(OfferStoreError) -> [OfferID],
        named: @escaping @Sendable (OfferOwner, RemoteOfferID) async throws(OfferStoreError) -> StoredOffer?,
        allNamed:
            @escaping @Sendable (OfferOwner, RemoteOfferID?, Int) async throws(OfferStoreError) -> [StoredOffer],
        living: @escaping @Sendable (OfferID?, Int) async throws(OfferStoreError) -> [StoredOffer],
        submitted: @escaping @Sendable (Int) async throws(OfferStoreError) -> [StoredOffer],
        held: @escaping @Sendable (Int) async throws(OfferStoreError) -> [StoredOffer],
        ofEmployer:
            @escaping @Sendable (SIRET, Set<OfferState.Phase>, Int) async throws(OfferStoreError) -> [StoredOffer],
        otherOwners: @escaping @Sendable (SIRET, OfferOwner) async throws(OfferStoreError) -> Int,
        over: @escaping @Sendable (CalendarDate, Int, Int) async throws(OfferStoreError) -> [OfferID],
        untouched: @escaping @Sendable (Date, Int, Int) async throws(OfferStoreError) -> [OfferID],
        checks: @escaping @Sendable (OfferOwner, SIRET) async throws(OfferStoreError) -> [EmployerCheck],
        count: @escaping @Sendable (PlaceCount) async throws(OfferStoreError) -> PlaceCount.Outcome,
        report: @escaping @Sendable (AbuseReport) async throws(OfferStoreError) -> AbuseReport.Outcome,
        reports: @escaping @Sendable (Int) async throws(OfferStoreError) -> [ReceivedReport],
        handleReport: @escaping @Sendable (Int64, OfferActor, Date) async throws(OfferStoreError) -> Bool,
        setCampaign: @escaping @Sendable (OfferCampaign) async throws(OfferStoreError) -> Void,
        campaign: @escaping @Sendable (SchoolYear) async throws(OfferStoreError) -> OfferCampaign?
    ) {
        self.find = find
        self.commit = commit
        self.history = history
        self.ofOwner = ofOwner
        self.livingCount = livingCount
        self.atEmployer = atEmployer
        self.everDoubted = everDoubted
        self.named = named
        self.allNamed = allNamed
        self.living = living
        self.submitted = submitted
        self.held = held
        self.ofEmployer = ofEmployer
        self.otherOwners = otherOwners
        self.over = over
        self.untouched = untouched
        self.checks = checks
        self.count = count
        self.report = report
        self.reports = reports
        self.handleReport = handleReport
        self.setCampaign = setCampaign
        self.campaign = campaign
    }
}

/// Which of an owner's offers are asked for.
package enum OwnersOffers: Hashable, Sendable {
    case all
    /// What has not ended.
    case living
    /// What has expired or was withdrawn.
    case over
}

/// Why what keeps offers did not do what it was asked; names the kind of failure, never a value.
package enum OfferStoreError: Error, Hashable, Sendable {
    /// Somebody else changed the offer meanwhile.
    case changedMeanwhile
    /// The owner has as many that have not ended as it may have.
    case tooManyOffers
    /// A disk that is full, a database that is locked: the same call may succeed later.
    case unavailable(String)
    /// What is kept contradicts itself.
    case damaged(String)
}

/// An offer as it is kept.
package struct StoredOffer: Hashable, Sendable {
    package let id: OfferID
    package let owner: OfferOwner
    package var offer: Offer
    package var state: OfferState
    /// Number of events; the next change names it.
    package var version: Int
    /// Places that are taken, by period.
    package var taken: [OfferPeriod: Int]
    /// What its owner's own system calls it; `nil` for one that was written by hand.
    package let remote: RemoteOfferID?

    package init(
        id: OfferID, owner: OfferOwner, offer: Offer, state: OfferState, version: Int, taken: [OfferPeriod: Int],
        remote: RemoteOfferID? = nil
    ) {
        self.remote = remote
        self.id = id
        self.owner = owner
        self.offer = offer
        self.state = state
        self.version = version
        self.taken = taken
    }

    package func placesLeft(in period: OfferPeriod) -> Int {
        let offered = offer.posting.periods.first { $0.period == period }?.places ?? 0
        return max(0, offered - (taken[period] ?? 0))
    }

    /// Over all periods.
    package var placesLeft: Int { offer.posting.periods.reduce(0) { $0 + placesLeft(in: $1.period) } }
}

/// One event of an offer, as it is recorded for ever: what, by which role, when.
package struct OfferEntry: Hashable, Sendable {
    package let event: OfferEvent
    package let actor: OfferActor
    package let at: Date

    package init(_ event: OfferEvent, by actor: OfferActor, at: Date) {
        self.event = event
        self.actor = actor
        self.at = at
    }
}

extension OfferStore {
    /// Whether moderation has seen an offer as it is now, and looks into no report of it: nobody is promised a place, or sent to one, elsewhere.
    func isChecked(_ offer: StoredOffer) async throws(OfferStoreError) -> Bool {
        guard !offer.state.awaitsModeration else { return false }
        return try await !history(offer.id).isHeldByModeration
    }
}

extension [OfferEntry] {
    /// Whether moderation has refused or paused an offer, or somebody said it to be a danger, and moderation has not let it be seen since.
    package var isHeldByModeration: Bool {
        let last = last { entry in
            switch entry.event.kind {
            case .published, .resumed: entry.actor == .moderator
            case .paused: entry.actor != .employer
            case .refused: true
            default: entry.event == .reported(.danger)
            }
        }
        return last.map { $0.event.kind != .published && $0.event.kind != .resumed } ?? false
    }
}

/// What one use case changes of one offer.
package struct OfferChange: Sendable {
    package let id: OfferID
    package let owner: OfferOwner
    /// As the use case found it; 0 for a new one.
    package let expectedVersion: Int
    package let offer: Offer
    package let entries: [OfferEntry]
    /// After the last entry.
    package let state: OfferState
    /// What moderation found out about the employer, when it did: one an address.
    package let checks: [EmployerCheck]
    /// The day after which nobody can come any more.
    package let lastDay: CalendarDate?
    /// Of a new offer: how many its owner may have that have not ended; `nil` for any number.
    package var offersAtOnce: Int?
    /// Of a new offer: what its owner's own system calls it from now on, instead of one that has ended.
    package var remote: RemoteOfferID?

    /// - Parameter calendar: The dates of seconde.
    package init(
        id: OfferID, owner: OfferOwner, expectedVersion: Int, offer: Offer, entries: [OfferEntry], state: OfferState,
        checks: [EmployerCheck] = [], calendar: PlacementCalendar = .standard
    ) {
        lastDay = offer.posting.lastDay(calendar)
        self.id = id
        self.owner = owner
        self.expectedVersion = expectedVersion
        self.offer = offer
        self.entries = entries
        self.state = state
        self.checks = checks
    }
}

/// That moderation has found an employer under its number and name at an address, for one owner of offers: of another owner who claims the same
/// employer a person looks first at whether that one may speak for it.
package struct EmployerCheck: Hashable, Sendable {
    package let owner: OfferOwner
    package let siret: SIRET
    package let legalName: String
    /// The address that was checked, in one line.
    package let address: String
    package let at: Date

    package init(owner: OfferOwner, siret: SIRET, legalName: String, address: String, at: Date) {
        self.owner = owner
        self.siret = siret
        self.legalName = legalName
        self.address = address
        self.at = at
    }
}

/// One place taken or given back.
package struct PlaceCount: Hashable, Sendable {
    package enum Step: Hashable, Sendable { case take, giveBack }

    package enum Outcome: Hashable, Sendable {
        /// Places that are left in the period.
        case counted(left: Int)
        case noPlaceLeft
        /// The offer is not to be had, or has no such period, or no place of it is taken.
        case notPossible
    }

    package let id: OfferID
    package let period: OfferPeriod
    package let step: Step
    package let at: Date

    package init(_ step: Step, id: OfferID, period: OfferPeriod, at: Date) {
        self.id = id
        self.period = period
        self.step = step
        self.at = at
    }
}
