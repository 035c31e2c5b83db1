package import Applications
package import Offers
package import Parties

extension ApplicationDesk {
    /// All of a school's pupils, newest first.
    package func applications(ofSchool school: UAI) async throws(PlacementError) -> [StoredApplication] {
        try await reading { () async throws(OfferStoreError) in try await store.ofSchool(school) }
    }

    package func write(_ text: String, in id: ApplicationID, bySchool school: UAI) async throws(PlacementError) {
        try await write(text, by: .school, in: try await find(id) { $0.pupil.school == school })
    }

    /// Ends an application whatever the others agreed; a place that was kept is free again.
    package func cancel(
        _ id: ApplicationID, because reason: CancelReason, bySchool school: UAI
    ) async throws(PlacementError) {
        try await act(.cancelled(reason), by: .school, on: try await find(id) { $0.pupil.school == school })
    }

    // MARK: The clock and the offer

    /// Ends applications that nobody answered in time.
    ///
    /// - Returns: How many were looked at; call again while it is not zero.
    package func expire() async throws(PlacementError) -> Int {
        let day = today()
        let late = try await reading { () async throws(OfferStoreError) in try await store.overdue(day, 200) }
        for id in late {
            guard let found = try await reading({ () async throws(OfferStoreError) in try await store.find(id) })
            else { continue }
            try await change(found.pupil) { all throws(PlacementError) in
                // Answered in the meantime, it is not late any more.
                all.filter { stored in stored.id == id && stored.answerBy.map { $0 < day } ?? false }
                    .map { Act(stored: $0, event: .expired, actor: .service) }
            }
        }
        return late.count
    }

    /// Ends what was asked of an offer that is not to be had any more. Who has confirmed keeps the place: the convention counts.
    package func endApplications(for offer: OfferID) async throws(PlacementError) {
        let open = try await reading { () async throws(OfferStoreError) in try await store.ofOffer(offer) }
        for found in open where found.state.phase != .confirmed {
            try await change(found.pupil) { all throws(PlacementError) in
                all.filter { $0.id == found.id && ($0.state.isWaiting || $0.state.phase == .drafted) }
                    .map { Act(stored: $0, event: .offerEnded, actor: .service) }
            }
        }
    }
}
