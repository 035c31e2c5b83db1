package import Offers
package import Parties

package import struct Foundation.Date

/// The use cases of offers: an employer writes, moderation decides, pupils search, the clock ends.
///
/// Every change is recorded with the role that made it and the time.
package struct OfferDesk: Sendable {
    let store: OfferStore
    package let search: OfferSearch
    let coordinates: AddressCoordinates
    let now: @Sendable () -> Date
    let makeID: @Sendable () -> OfferID
    let calendar: PlacementCalendar
    let terms: OfferTerms

    /// - Parameters:
    ///   - now: The clock.
    ///   - makeID: A reference that nobody can guess.
    ///   - calendar: The dates of seconde.
    package init(
        store: OfferStore, search: OfferSearch, coordinates: AddressCoordinates = .none,
        now: @escaping @Sendable () -> Date, makeID: @escaping @Sendable () -> OfferID,
        calendar: PlacementCalendar = .standard, terms: OfferTerms = OfferTerms()
    ) {
        self.store = store
        self.search = search
        self.coordinates = coordinates
        self.now = now
        self.makeID = makeID
        self.calendar = calendar
        self.terms = terms
    }

    // MARK: The employer

    /// Begins an offer; it may still lack what a submission needs.
    ///
    /// - Parameters:
    ///   - owner: Who alone may go on with it.
    ///   - actor: The employer, or a school that writes one for it.
    ///   - limit: How many the owner may have that have not ended, for a partner that publishes for many; `nil` for the usual number.
    ///   - remote: What a partner calls it; it names no other offer of the owner that has not ended.
    ///   - reference: From ``newReference()``, so that a form that is sent twice makes one offer; `nil` makes one here.
    /// - Throws: ``PlacementError/tooManyOffers(limit:)``; ``PlacementError/changedMeanwhile`` when there is an offer with this reference already.
    package func draft(
        _ offer: Offer, of owner: OfferOwner, by actor: OfferActor = .employer, atMost limit: Int? = nil,
        reference: OfferID? = nil, remote: RemoteOfferID? = nil
    ) async throws(PlacementError) -> OfferID {
        let id = reference ?? makeID()
        let found = StoredOffer(
            id: id, owner: owner, offer: offer, state: .notBegun, version: 0, taken: [:], remote: remote)
        let most = limit ?? terms.offersAtOnce
        do throws(PlacementError) { try await commit([.drafted], by: actor, to: found, atMost: most) } catch {
            throw error == .store(.tooManyOffers) ? .tooManyOffers(limit: most) : error
        }
        return id
    }

    /// What an offer will be known by that somebody begins to write.
    package func newReference() -> OfferID { makeID() }

    /// Changes what an offer says; pupils see the change at once, unless somebody has to look at it first.
    ///
    /// - Parameter version: ``StoredOffer/version`` of what was changed; `nil` to change whatever is there.
    /// - Throws: ``PlacementError/faults(_:)`` for an offer that was submitted already and would not be accepted so;
    ///   ``PlacementError/changedMeanwhile`` when it is another version by now.
    package func edit(
        _ id: OfferID, of owner: OfferOwner, to offer: Offer, version: Int? = nil
    ) async throws(PlacementError) {
        var found = try await offerOf(owner, id)
        guard version == nil || version == found.version else { throw .changedMeanwhile }
        try await requireMayEdit(found, to: offer)
        let phase = found.state.phase
        if phase != .draft && phase != .refusedByModeration { try requireFaultless(offer) }
        let former = found.offer
        found.offer = try await located(offer, known: former)
        let needsModeration = needsModeration(found.offer, after: former)
        let edit = OfferEdit(needsModeration: needsModeration, placesLeft: found.placesLeft)
        try await commit([.edited(edit)], by: .employer, to: found)
    }

    /// Gives an offer to moderation; one of an employer that was checked before is published at once, unless moderation has something against it.
    ///
    /// - Throws: ``PlacementError/faults(_:)`` with everything that is wrong.
    package func submit(_ id: OfferID, of owner: OfferOwner) async throws(PlacementError) {
        var found = try await offerOf(owner, id)
        try requireFaultless(found.offer)
        found.offer = try await located(found.offer, known: found.offer)
        try await commit([.submitted], by: .employer, to: found)
        // What is looked at is what is published: an edit or a report of this very moment makes another version.
        try await publishIfCleared(try await offerOf(owner, id))
    }

    /// Publishes what waits, when moderation has seen its employer, name and places at another offer of this owner and holds none for that employer.
    func publishIfCleared(_ found: StoredOffer) async throws(PlacementError) {
        guard found.state == .submitted, try await isCleared(found), try await !hasHeld(found) else { return }
        let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)
        do throws(PlacementError) { try await commit([.published(clearance)], by: .service, to: found) } catch {
            // Reported, or looked at, in this very moment: then a person decides.
            guard error == .changedMeanwhile else { throw error }
        }
    }

    package func pause(_ id: OfferID, of owner: OfferOwner) async throws(PlacementError) {
        try await commit([.paused], by: .employer, to: try await offerOf(owner, id))
    }

    /// Lets pupils see an offer again that the employer paused; what moderation paused, or somebody said to be a danger, is moderation's to release.
    package func resume(_ id: OfferID, of owner: OfferOwner) async throws(PlacementError) {
        let found = try await offerOf(owner, id)
        guard try await !isHeld(id) else {
            let (phase, reason) = (found.state.phase, OfferTransitionRefused.Reason.notTheirs(.employer))
            throw .refused(OfferTransitionRefused(phase: phase, event: .resumed, reason: reason))
        }
        try await commit([.resumed(placesLeft: found.placesLeft)], by: .employer, to: found)
    }

    package func withdraw(_ id: OfferID, of owner: OfferOwner) async throws(PlacementError) {
        try await commit([.withdrawn], by: .employer, to: try await offerOf(owner, id))
    }

    // MARK: Steps

    /// An offer of another owner is as unknown as one that does not exist.
    func offerOf(_ owner: OfferOwner, _ id: OfferID) async throws(PlacementError) -> StoredOffer {
        let found = try await offer(id)
        guard found.owner == owner else { throw .unknownOffer }
        return found
    }

    func offer(_ id: OfferID) async throws(PlacementError) -> StoredOffer {
        do {
            guard let found = try await store.find(id) else { throw PlacementError.unknownOffer }
            return found
        } catch let error as OfferStoreError { throw PlacementError(error) } catch let error as PlacementError {
            throw error
        } catch { throw .store(.unavailable("\(type(of: error))")) }
    }

    func isHeld(_ id: OfferID) async throws(PlacementError) -> Bool {
        do throws(OfferStoreError) { return try await store.history(id).isHeldByModeration } catch {
            throw PlacementError(error)
        }
    }

    func commit(
        _ events: [OfferEvent], by actor: OfferActor, to found: StoredOffer, checks: [EmployerCheck] = [],
        atMost limit: Int? = nil
    ) async throws(PlacementError) {
        var state = found.state
        let at = now()
        do throws(OfferTransitionRefused) {
            for event in events { state = try state.applying(event, by: actor) }
        } catch { throw .refused(error) }
        var change = OfferChange(
            id: found.id, owner: found.owner, expectedVersion: found.version, offer: found.offer,
            entries: events.map { OfferEntry($0, by: actor, at: at) }, state: state, checks: checks,
            calendar: calendar)
        (change.offersAtOnce, change.remote) = (limit, found.remote)
        do throws(OfferStoreError) { try await store.commit(change) } catch { throw PlacementError(error) }
    }

    func requireFaultless(_ offer: Offer) throws(PlacementError) {
        let faults = offer.faults(calendar: calendar)
        guard faults.isEmpty else { throw .faults(faults) }
    }

    /// Whose offer it is stays as it was, and no pupil loses a place.
    func requireMayEdit(_ found: StoredOffer, to offer: Offer) async throws(PlacementError) {
        if offer.posting.employer.siret != found.offer.posting.employer.siret, try await !isUnseen(found) {
            throw .otherEmployer
        }
        try requireRoomForTaken(offer, found)
    }

    private func requireRoomForTaken(_ offer: Offer, _ found: StoredOffer) throws(PlacementError) {
        for (period, taken) in found.taken where taken > 0 {
            let offered = offer.posting.periods.first { $0.period == period }?.places ?? 0
            guard offered >= taken else { throw .placesTaken }
        }
    }

    /// Asks for the coordinates of what is new only.
    private func located(_ offer: Offer, known: Offer) async throws(PlacementError) -> Offer {
        var located = offer
        for index in located.posting.sites.indices where located.posting.sites[index].location == nil {
            let address = located.posting.sites[index].address
            let former = known.posting.sites.first { $0.address == address }?.location
            if let former {
                located.posting.sites[index].location = former
            } else {
                located.posting.sites[index].location = await coordinates.locate(address)
            }
        }
        return located
    }

    /// What was looked at and stays needs no second look: a place, a name or a kind that is new does.
    private func needsModeration(_ offer: Offer, after former: Offer) -> Bool {
        let (new, old) = (offer.posting, former.posting)
        if new.employer.legalName != old.employer.legalName || new.employer.kind != old.employer.kind { return true }
        return !Set(new.sites.map(\.address)).isSubset(of: Set(old.sites.map(\.address)))
    }

    /// Whether moderation has checked this employer, under this name, at every address of an offer of this owner, and the number's checksum gives
    /// no doubt.
    private func isCleared(_ found: StoredOffer) async throws(PlacementError) -> Bool {
        let employer = found.offer.posting.employer
        guard employer.siret.hasValidChecksum else { return false }
        let checks: [EmployerCheck]
        do throws(OfferStoreError) { checks = try await store.checks(found.owner, employer.siret) } catch {
            throw PlacementError(error)
        }
        let addresses = Set(checks.filter { $0.legalName == employer.legalName }.map(\.address))
        guard found.offer.posting.sites.allSatisfy({ addresses.contains($0.address.singleLine) }) else { return false }
        if employer.kind == .business { return true }
        // No check keeps the kind, which may name a ministry: it has to be that of an offer that stands.
        do throws(OfferStoreError) {
            return try await store.atEmployer(found.owner, employer.siret, [.published, .full, .paused]).contains {
                $0.id != found.id && $0.offer.posting.employer.kind == employer.kind
            }
        } catch { throw PlacementError(error) }
    }

    /// Whether moderation has something against any offer of its owner for the same employer, also one that was withdrawn since: what was held would
    /// come back as a copy.
    private func hasHeld(_ found: StoredOffer) async throws(PlacementError) -> Bool {
        let doubted: [OfferID]
        do throws(OfferStoreError) {
            doubted = try await store.everDoubted(found.owner, found.offer.posting.employer.siret)
        } catch { throw PlacementError(error) }
        for id in doubted where try await isHeld(id) { return true }
        return false
    }

    /// Nobody but its owner and moderation has ever had anything of it: a number that was mistyped is mended.
    private func isUnseen(_ found: StoredOffer) async throws(PlacementError) -> Bool {
        guard [.draft, .submitted, .refusedByModeration].contains(found.state.phase) else { return false }
        do throws(OfferStoreError) {
            return try await !store.history(found.id).contains { $0.event.kind == .published }
        } catch { throw PlacementError(error) }
    }
}
