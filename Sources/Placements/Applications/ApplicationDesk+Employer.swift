package import Applications
package import Offers
package import Parties

/// What an employer is shown of an application.
package struct ReceivedApplication: Hashable, Sendable {
    package let view: EmployersView
    package let offer: OfferID
    package let phase: ApplicationState.Phase
    /// The last day on which an answer is awaited, from whomever.
    package let answerBy: CalendarDate?

    init?(_ stored: StoredApplication) {
        guard let view = stored.application.employersView(in: stored.state, wasSent: stored.wasSent) else { return nil }
        self.view = view
        offer = stored.application.offer
        phase = stored.state.phase
        answerBy = stored.answerBy
    }
}

extension ApplicationDesk {
    /// What the owner of offers has before it; nothing of drafts, and nothing of another owner's who names the same employer.
    package func received(by owner: OfferOwner) async throws(PlacementError) -> [ReceivedApplication] {
        try await reading { () async throws(OfferStoreError) in try await store.ofOwner(owner) }
            .compactMap(ReceivedApplication.init)
    }

    /// One of them, as it is; looking changes nothing.
    package func received(
        _ id: ApplicationID, by owner: OfferOwner
    ) async throws(PlacementError) -> ReceivedApplication {
        guard let found = ReceivedApplication(try await own(id, by: owner)) else { throw .unknownApplication }
        return found
    }

    /// Opens an application; the pupil sees that it was seen.
    package func open(_ id: ApplicationID, by owner: OfferOwner) async throws(PlacementError) -> ReceivedApplication {
        let found = try await own(id, by: owner)
        if found.state == .sent {
            do throws(PlacementError) { try await act(.seen, by: .employer, on: found) } catch {
                // Withdrawn, or ended otherwise, in this very moment: then that is what is shown.
                guard case .applicationRefused = error else { throw error }
            }
        }
        return try await received(id, by: owner)
    }

    package func write(_ text: String, in id: ApplicationID, by owner: OfferOwner) async throws(PlacementError) {
        try await write(text, by: .employer, in: try await own(id, by: owner))
    }

    /// Offers the place, which is kept for the pupil until he or she has answered.
    ///
    /// - Throws: ``PlacementError/noPlaceLeft`` when others have taken them all; ``PlacementError/tooLate``; ``PlacementError/offerHeld``.
    package func accept(_ id: ApplicationID, by owner: OfferOwner) async throws(PlacementError) {
        let found = try await own(id, by: owner)
        try await change(found.pupil) { all throws(PlacementError) in
            guard let stored = all.first(where: { $0.id == id }) else { throw .unknownApplication }
            try await requirePromisable(stored)
            return [Act(stored: stored, event: .accepted, actor: .employer)]
        }
    }

    package func decline(
        _ id: ApplicationID, because reason: DeclineReason, by owner: OfferOwner
    ) async throws(PlacementError) {
        try await act(.declined(reason), by: .employer, on: try await own(id, by: owner))
    }

    private func own(_ id: ApplicationID, by owner: OfferOwner) async throws(PlacementError) -> StoredApplication {
        try await find(id) { $0.owner == owner && $0.wasSent }
    }
}
