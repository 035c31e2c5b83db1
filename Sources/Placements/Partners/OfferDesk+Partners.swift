package import Offers

/// What telling an offer does, or did.
package enum PartnerOutcome: String, Hashable, Sendable, CaseIterable {
    case created, replaced, unchanged
}

extension OfferDesk {
    /// What a partner wrote as an offer; the one place where it is judged, whichever way it came.
    package func read(_ written: PartnerOffer) throws(PartnerFaults) -> Offer { try written.offer(calendar: calendar) }

    /// How many offers a partner may have that have not ended.
    package var partnersOffersAtOnce: Int { terms.partnersOffersAtOnce }

    /// Makes the partner's offer of this name say what it was told, and gives it to moderation: the same rules as for a form, the same looks.
    ///
    /// Told again, it changes nothing. What has ended begins anew under its name.
    ///
    /// - Parameter submits: `false` leaves a new one a draft, which its owner looks at first.
    /// - Throws: ``PlacementError/faults(_:)``, ``PlacementError/tooManyOffers(limit:)``, ``PlacementError/otherEmployer``, ``PlacementError/placesTaken``, and what the store
    ///   cannot do.
    package func put(
        _ name: RemoteOfferID, _ told: Offer, of owner: OfferOwner, submits: Bool = true
    ) async throws(PlacementError) -> PartnerOutcome {
        try requireFaultless(told)
        for _ in 1..<Self.tries {
            do throws(PlacementError) { return try await putOnce(name, told, owner, submits) } catch {
                // Told twice at once, or pupils took a place: it is looked at again.
                guard error == .changedMeanwhile else { throw error }
            }
        }
        return try await putOnce(name, told, owner, submits)
    }

    private static let tries = 3

    private func putOnce(
        _ name: RemoteOfferID, _ told: Offer, _ owner: OfferOwner, _ submits: Bool
    ) async throws(PlacementError) -> PartnerOutcome {
        let found = try await named(name, of: owner)
        let outcome = Self.outcome(told, found)
        guard let found, !found.state.hasEnded else {
            if outcome == .unchanged, try await !isForgottenDraft(found) { return outcome }
            let id = try await draft(
                told, of: owner, atMost: terms.partnersOffersAtOnce, reference: newReference(), remote: name)
            if submits { try await submit(id, of: owner) }
            return outcome == .unchanged ? .created : outcome
        }
        if outcome != .unchanged { try await edit(found.id, of: owner, to: told, version: found.version) }
        // A draft that says the same is one that was kept, and not submitted, when something failed.
        guard submits, try await offerOf(owner, found.id).state == .draft else { return outcome }
        try await submit(found.id, of: owner)
        return outcome == .unchanged ? .replaced : outcome
    }

    /// What ``put(_:_:of:submits:)`` would do, without what only the store knows.
    ///
    /// - Returns: Also whether an offer begins by it: of a new name, or of one whose offer has ended.
    package func preview(
        _ name: RemoteOfferID, _ told: Offer, of owner: OfferOwner, submits: Bool = true
    ) async throws(PlacementError) -> (outcome: PartnerOutcome, begins: Bool) {
        let found = try await named(name, of: owner)
        let outcome = Self.outcome(told, found)
        guard let found, !found.state.hasEnded else {
            let isAgain = outcome == .unchanged ? try await isForgottenDraft(found) : false
            return (isAgain ? .created : outcome, isAgain || outcome != .unchanged)
        }
        try await requireMayEdit(found, to: told)
        return (submits && found.state == .draft && outcome == .unchanged ? .replaced : outcome, false)
    }

    /// Whether an offer ended because nobody went on with its draft, and not because its days are over.
    private func isForgottenDraft(_ found: StoredOffer?) async throws(PlacementError) -> Bool {
        guard let found, found.state == .expired else { return false }
        do throws(OfferStoreError) {
            return try await !store.history(found.id).contains { $0.event.kind == .submitted }
        } catch { throw PlacementError(error) }
    }

    private static func outcome(_ told: Offer, _ found: StoredOffer?) -> PartnerOutcome {
        guard let found else { return .created }
        return found.offer.saysTheSame(as: told) ? .unchanged : .replaced
    }

    /// What a partner knows by this name; what was withdrawn is nothing any more.
    package func named(
        _ name: RemoteOfferID, of owner: OfferOwner
    ) async throws(PlacementError) -> StoredOffer? {
        do throws(OfferStoreError) { return try await store.named(owner, name) } catch { throw PlacementError(error) }
    }

    /// A page of what a partner knows by names, in their order.
    ///
    /// - Parameter name: After which the page begins.
    package func named(
        of owner: OfferOwner, after name: RemoteOfferID?, limit: Int
    ) async throws(PlacementError) -> [StoredOffer] {
        do throws(OfferStoreError) { return try await store.allNamed(owner, name, limit) } catch {
            throw PlacementError(error)
        }
    }

    /// A page of all that has not ended, for whoever runs the service.
    package func living(after id: OfferID?, limit: Int) async throws(PlacementError) -> [StoredOffer] {
        do throws(OfferStoreError) { return try await store.living(id, limit) } catch { throw PlacementError(error) }
    }

    /// Takes the partner's offer of this name back; what it was is told.
    ///
    /// - Throws: ``PlacementError/unknownOffer``.
    package func withdraw(_ name: RemoteOfferID, of owner: OfferOwner) async throws(PlacementError) -> StoredOffer {
        guard var found = try await named(name, of: owner) else { throw .unknownOffer }
        // What is over cannot be had any more: there is nothing to take back.
        guard found.state != .expired else { return found }
        try await withdraw(found.id, of: owner)
        found.state = .withdrawn
        return found
    }
}

extension OfferState {
    fileprivate var hasEnded: Bool { self == .expired || self == .withdrawn }
}
