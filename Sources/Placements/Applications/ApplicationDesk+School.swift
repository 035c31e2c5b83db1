package import Applications
package import Offers
package import Parties

extension ApplicationDesk {
    /// All of a school's pupils, newest first.
    package func applications(ofSchool school: UAI) async throws(PlacementError) -> [StoredApplication] {
        try await reading { () async throws(OfferStoreError) in try await store.ofSchool(school) }
    }

    /// One of a school's pupils.
    package func application(
        _ id: ApplicationID, ofSchool school: UAI
    ) async throws(PlacementError) -> StoredApplication { try await find(id) { $0.pupil.school == school } }

    /// What happened to one of a school's pupils, oldest first.
    package func history(
        _ id: ApplicationID, ofSchool school: UAI
    ) async throws(PlacementError) -> [ApplicationEntry] {
        _ = try await application(id, ofSchool: school)
        return try await reading { () async throws(OfferStoreError) in try await store.history(id) }
    }

    package func write(_ text: String, in id: ApplicationID, bySchool school: UAI) async throws(PlacementError) {
        try await write(text, by: .school, in: try await find(id) { $0.pupil.school == school })
    }

    /// Ends an application whatever the others agreed; a place that was kept is free again.
    ///
    /// - Returns: What follows for the convention that was begun of it.
    @discardableResult
    package func cancel(
        _ id: ApplicationID, because reason: CancelReason, bySchool school: UAI
    ) async throws(PlacementError) -> CancelEffect {
        let found = try await find(id) { $0.pupil.school == school }
        try await act(.cancelled(reason), by: .school, on: found)
        let after = try await reading { () async throws(OfferStoreError) in try await store.find(id) }
        if let convention = after?.handOver.convention { return .withdrawsConvention(convention) }
        let history = try await reading { () async throws(OfferStoreError) in try await store.history(id) }
        return history.contains { $0.event == .confirmed } ? .withdrawsWhatWasBegun : .noConvention
    }

    /// Deletes all that a pupil asked for and wrote, for a request of erasure: what has not ended ends first, and gives its place back.
    ///
    /// A convention that was begun of a place is no part of it: who has confirmed one leaves it by ``cancel(_:because:bySchool:)``, or keeps it.
    ///
    /// - Returns: How many were deleted.
    /// - Throws: ``PlacementError/placeConfirmed`` while the pupil has a place; ``PlacementError/conventionPending`` when something stays for now.
    package func erase(_ pupil: PupilIdentity) async throws(PlacementError) -> Int {
        try await change(pupil) { all throws(PlacementError) in
            guard !all.contains(where: { $0.state.phase == .confirmed }) else { throw .placeConfirmed }
            return all.filter(\.state.isAlive).map { Act(stored: $0, event: .cancelled(.other), actor: .school) }
        }
        let count = try await reading { () async throws(OfferStoreError) in try await store.forget(pupil) }
        let left = try await reading { () async throws(OfferStoreError) in try await store.ofPupil(pupil) }
        guard left.isEmpty else { throw .conventionPending }
        return count
    }

    // MARK: The clock and the offer

    /// Ends applications that nobody answered in time; one that cannot be ended keeps none of the others.
    package func expire() async throws(PlacementError) -> ClockReport {
        let day = today()
        return try await ClockReport.ending { skipping throws(PlacementError) in
            try await reading { () async throws(OfferStoreError) in try await store.overdue(day, skipping, 200) }
        } _: { id throws(PlacementError) in
            // Answered in the meantime, it is not late any more.
            try await end(id, by: .expired) { stored in stored.answerBy.map { $0 < day } ?? false }
        }
    }

    /// Ends what was asked of an offer that is not to be had any more. Who has confirmed keeps the place: the convention counts.
    package func endApplications(for offer: OfferID) async throws(PlacementError) {
        let open = try await reading { () async throws(OfferStoreError) in try await store.ofOffer(offer) }
        for found in open where found.state.phase != .confirmed {
            _ = try await end(found.id, by: .offerEnded) { $0.state.isWaiting || $0.state.phase == .drafted }
        }
    }

    /// The same for all offers that were withdrawn, refused or over, or lost a period, since the last time: nobody waits for an answer that cannot come.
    package func endApplications() async throws(PlacementError) -> ClockReport {
        var report = ClockReport()
        let offers = try await ClockReport.ending { skipping throws(PlacementError) in
            try await reading { () async throws(OfferStoreError) in try await store.endings(skipping, 200) }
        } _: { ending throws(PlacementError) in
            let orphans = try await reading { () async throws(OfferStoreError) in
                try await store.orphans(ending.offer)
            }
            var failure: PlacementError?
            for id in orphans {
                do throws(PlacementError) {
                    if try await end(id, by: .offerEnded, when: { $0.state.phase != .confirmed }) { report.ended += 1 }
                } catch { failure = error }
            }
            // One that cannot be ended keeps none of the others, and is tried again.
            if let failure { throw failure }
            try await reading { () async throws(OfferStoreError) in try await store.settle(ending) }
            return true
        }
        report.failed = offers.failed
        return report
    }

    /// - Parameter isDue: Asked in the moment in which it would end.
    /// - Returns: Whether it was ended.
    private func end(
        _ id: ApplicationID, by event: ApplicationEvent, when isDue: @Sendable (StoredApplication) -> Bool
    ) async throws(PlacementError) -> Bool {
        let found = try await reading { () async throws(OfferStoreError) in try await store.find(id) }
        guard let found else { return false }
        return try await change(found.pupil) { all throws(PlacementError) in
            all.filter { $0.id == id && $0.state.isAlive && isDue($0) }
                .map { Act(stored: $0, event: event, actor: .service) }
        }
    }
}
