package import Offers
import Parties

package import struct Foundation.Date

/// An offer with what happened to it, as its owner, or moderation, has it before them.
package struct OwnOffer: Hashable, Sendable {
    package let stored: StoredOffer
    /// Oldest first.
    package let history: [OfferEntry]
    /// Moderation keeps it from being seen, and alone lets it be seen again.
    package let isHeld: Bool
}

/// An offer that waits for moderation, or is held by it.
package struct WaitingOffer: Hashable, Sendable {
    package let stored: StoredOffer
    /// Since when it has been so, whatever was changed meanwhile.
    package let since: Date?
    /// How many of the same employer have nearly the same words.
    package let alikeCount: Int
}

/// An offer as moderation has it before it.
package struct OfferUnderReview: Hashable, Sendable {
    package let standing: OwnOffer
    /// What was found out about the employer for this owner.
    package let checks: [EmployerCheck]
    /// Other owners whose offers name the same number: one of them may not speak for that employer.
    package let otherOwners: Int
    /// Of the same employer, whosever they are, with nearly the same words, the likest first.
    package let alike: [OwnOffer]
    /// That nobody has looked at yet.
    package let reports: [ReceivedReport]
}

extension OfferDesk {
    /// Offers of an owner, newest first, without their history but for those that are paused.
    package func offers(
        of owner: OfferOwner, _ part: OwnersOffers = .all, skipping: Int = 0, limit: Int
    ) async throws(PlacementError) -> [OwnOffer] {
        let all: [StoredOffer]
        do throws(OfferStoreError) { all = try await store.ofOwner(owner, part, skipping, limit) } catch {
            throw PlacementError(error)
        }
        return try await withPauses(all)
    }

    /// What is paused with its history, which tells by whom.
    private func withPauses(_ all: [StoredOffer]) async throws(PlacementError) -> [OwnOffer] {
        var offers: [OwnOffer] = []
        for stored in all {
            let history = stored.state == .paused ? try await history(stored.id) : []
            offers.append(OwnOffer(stored: stored, history: history, isHeld: history.isHeldByModeration))
        }
        return offers
    }

    /// How many of an owner have not ended.
    package func livingCount(of owner: OfferOwner) async throws(PlacementError) -> Int {
        do throws(OfferStoreError) { return try await store.livingCount(owner) } catch { throw PlacementError(error) }
    }

    /// - Throws: ``PlacementError/unknownOffer`` also for another owner's.
    package func offer(_ id: OfferID, of owner: OfferOwner) async throws(PlacementError) -> OwnOffer {
        try await withHistory(try await offerOf(owner, id))
    }

    private func withHistory(_ stored: StoredOffer) async throws(PlacementError) -> OwnOffer {
        let history = try await history(stored.id)
        return OwnOffer(stored: stored, history: history, isHeld: history.isHeldByModeration)
    }

    // MARK: Moderation

    /// Where an offer stands, whosever it is: for moderation.
    ///
    /// - Throws: ``PlacementError/unknownOffer``.
    package func standing(_ id: OfferID) async throws(PlacementError) -> OwnOffer {
        try await withHistory(try await offer(id))
    }

    /// What waits to be judged, the one that has waited longest first.
    package func waiting(limit: Int = 200) async throws(PlacementError) -> [WaitingOffer] {
        let all: [StoredOffer]
        do throws(OfferStoreError) { all = try await store.submitted(limit) } catch { throw PlacementError(error) }
        return try await since(all) { $0 == .submitted }
    }

    /// What moderation, or somebody who reported a danger, has taken out of sight, the one that has been so longest first.
    package func held(limit: Int = 200) async throws(PlacementError) -> [WaitingOffer] {
        let all: [StoredOffer]
        do throws(OfferStoreError) { all = try await store.held(limit) } catch { throw PlacementError(error) }
        var held: [StoredOffer] = []
        for stored in all where try await isHeld(stored.id) { held.append(stored) }
        return try await since(held) { $0 == .paused }
    }

    /// - Throws: ``PlacementError/unknownOffer``.
    package func underReview(_ id: OfferID) async throws(PlacementError) -> OfferUnderReview {
        let standing = try await standing(id)
        let stored = standing.stored
        let siret = stored.offer.posting.employer.siret
        let alike = try await withPauses(
            Array(try await ComparedOffers(offers(at: siret)).alike(to: stored).prefix(Self.alikeShown)))
        do throws(OfferStoreError) {
            return OfferUnderReview(
                standing: standing,
                checks: try await store.checks(stored.owner, siret),
                otherOwners: try await store.otherOwners(siret, stored.owner), alike: alike,
                reports: try await store.reports(Self.reportsLookedThrough).filter { $0.report.offer == id })
        } catch { throw PlacementError(error) }
    }

    private static let reportsLookedThrough = 1000

    /// The newest of one employer, ``offersCompared`` at most, whosever they are; no drafts, which are nobody's offers yet, and nothing that has ended.
    func offers(
        at siret: SIRET,
        _ states: Set<OfferState.Phase> = [.submitted, .published, .full, .paused, .refusedByModeration]
    ) async throws(PlacementError) -> [StoredOffer] {
        do throws(OfferStoreError) { return try await store.ofEmployer(siret, states, Self.offersCompared) } catch {
            throw PlacementError(error)
        }
    }

    static let offersCompared = 50
    private static let alikeShown = 10

    // MARK: Steps

    private func history(_ id: OfferID) async throws(PlacementError) -> [OfferEntry] {
        do throws(OfferStoreError) { return try await store.history(id) } catch { throw PlacementError(error) }
    }

    private func since(
        _ all: [StoredOffer], _ isSo: (OfferState) -> Bool
    ) async throws(PlacementError) -> [WaitingOffer] {
        var (waiting, ofEmployer) = ([WaitingOffer](), [SIRET: ComparedOffers]())
        for stored in all {
            let siret = stored.offer.posting.employer.siret
            let others = if let known = ofEmployer[siret] { known } else { ComparedOffers(try await offers(at: siret)) }
            ofEmployer[siret] = others
            waiting.append(
                WaitingOffer(
                    stored: stored, since: try await history(stored.id).since(isSo),
                    alikeCount: others.alike(to: stored).count))
        }
        return waiting.sorted { ($0.since ?? .distantPast) < ($1.since ?? .distantPast) }
    }
}

extension [OfferEntry] {
    /// Since when the state has been one of a kind, without interruption; `nil` when it is none of them.
    func since(_ isSo: (OfferState) -> Bool) -> Date? {
        var (state, since): (OfferState, Date?) = (.notBegun, nil)
        for entry in self {
            guard let next = try? state.applying(entry.event, by: entry.actor) else { return nil }
            if !isSo(next) { since = nil } else if !isSo(state) { since = entry.at }
            state = next
        }
        return since
    }
}
