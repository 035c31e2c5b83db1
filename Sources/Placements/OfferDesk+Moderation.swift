package import Offers
package import Parties

import struct Foundation.Date

extension OfferDesk {
    /// Lets pupils see an offer, after somebody has looked number, name and addresses up; for this owner the employer counts as checked there
    /// from now on.
    ///
    /// - Parameter version: ``StoredOffer/version`` of what was read.
    /// - Throws: ``PlacementError/changedMeanwhile`` when something has happened to the offer since: it has to be read again.
    package func approve(
        _ id: OfferID, _ clearance: OfferClearance, version: Int
    ) async throws(PlacementError) {
        let found = try await offer(id, version: version)
        let (employer, at) = (found.offer.posting.employer, now())
        let checks = found.offer.posting.sites.map { site in
            EmployerCheck(
                owner: found.owner, siret: employer.siret, legalName: employer.legalName,
                address: site.address.singleLine, at: at)
        }
        try await commit([.published(clearance)], by: .moderator, to: found, checks: checks)
        await publishWaiting(of: found.owner, for: employer.siret)
    }

    /// What else of an owner waits for the same employer needs no look of its own any more. The approval stands whatever becomes of this.
    private func publishWaiting(of owner: OfferOwner, for siret: SIRET) async {
        do {
            for waiting in try await store.atEmployer(owner, siret, [.submitted]) {
                try await publishIfCleared(waiting)
            }
        } catch {
            // The rest waits for moderation, as before.
        }
    }

    /// - Parameters:
    ///   - reason: What the employer is told.
    ///   - version: As for an approval.
    /// - Throws: As an approval.
    package func refuse(_ id: OfferID, because reason: String, version: Int) async throws(PlacementError) {
        try await commit([.refused(reason: reason)], by: .moderator, to: try await offer(id, version: version))
    }

    /// - Parameter version: Of what was read; `nil` for whatever is there.
    private func offer(_ id: OfferID, version: Int?) async throws(PlacementError) -> StoredOffer {
        let found = try await offer(id)
        guard version == nil || found.version == version else { throw .changedMeanwhile }
        return found
    }

    /// Keeps an offer from being seen until moderation releases it.
    ///
    /// - Parameter version: As for an approval; `nil` for whatever is there.
    package func suspend(_ id: OfferID, version: Int? = nil) async throws(PlacementError) {
        try await commit([.paused], by: .moderator, to: try await offer(id, version: version))
    }

    /// Lets pupils see an offer again, after moderation has looked.
    ///
    /// - Parameter version: As for an approval; `nil` for whatever is there.
    package func release(_ id: OfferID, version: Int? = nil) async throws(PlacementError) {
        let found = try await offer(id, version: version)
        try await commit([.resumed(placesLeft: found.placesLeft)], by: .moderator, to: found)
    }

    /// Notes that something is wrong with an offer, whatever has become of it; one said to be a danger is not seen until moderation has looked, and the
    /// schools concerned are told at once.
    ///
    /// All of it is one step of the store, so that a change of the offer in the same moment neither loses the report nor leaves the offer to be seen.
    ///
    /// - Parameter school: Of the pupil who reports, when that is known.
    package func report(
        _ id: OfferID, _ kind: AbuseKind, text: String, by actor: OfferActor = .reader, school: UAI? = nil
    ) async throws(PlacementError) {
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { throw .reportWithoutText }
        let report = AbuseReport(
            offer: id, kind: kind, text: String(text.unicodeScalars.prefix(4000)), actor: actor, school: school,
            at: now())
        let outcome: AbuseReport.Outcome
        do throws(OfferStoreError) { outcome = try await store.report(report) } catch { throw PlacementError(error) }
        switch outcome {
        case .recorded: return
        case .unknownOffer: throw .unknownOffer
        case .refused(let refusal): throw .refused(refusal)
        }
    }

    /// What nobody has looked at yet, danger first.
    package func reports(limit: Int = 200) async throws(PlacementError) -> [ReceivedReport] {
        do throws(OfferStoreError) { return try await store.reports(limit) } catch { throw PlacementError(error) }
    }

    /// Notes that somebody has looked at a report and done what was to be done; the offer itself is released or refused apart.
    ///
    /// - Parameter actor: Moderation, or the school.
    /// - Returns: Whether nobody had before.
    package func handleReport(
        _ number: Int64, by actor: OfferActor = .moderator
    ) async throws(PlacementError) -> Bool {
        guard [.moderator, .school].contains(actor) else { throw .notForThisRole }
        let at = now()
        do throws(OfferStoreError) { return try await store.handleReport(number, actor, at) } catch {
            throw PlacementError(error)
        }
    }

    package func setCampaign(_ campaign: OfferCampaign) async throws(PlacementError) {
        do throws(OfferStoreError) { try await store.setCampaign(campaign) } catch { throw PlacementError(error) }
    }

    /// Says from which day on pupils of some grades see the offers of a school year; what was said for other grades stays.
    ///
    /// - Returns: All that holds for the school year from now on.
    package func open(
        _ year: SchoolYear, for grades: Set<ConventionData.Grade>, on day: CalendarDate
    ) async throws(PlacementError) -> OfferCampaign {
        var campaign = try await campaign(of: year) ?? OfferCampaign(schoolYear: year, opensOn: [:])
        for grade in grades { campaign.opensOn[grade] = day }
        try await setCampaign(campaign)
        return campaign
    }

    // MARK: Places and the clock

    /// Takes one place, for a pupil who confirmed.
    ///
    /// - Returns: How many are left in the period.
    package func takePlace(_ id: OfferID, in period: OfferPeriod) async throws(PlacementError) -> Int {
        try await count(.take, id, period)
    }

    /// Gives one place back, of a pupil who does not come after all.
    package func returnPlace(_ id: OfferID, in period: OfferPeriod) async throws(PlacementError) -> Int {
        try await count(.giveBack, id, period)
    }

    private func count(
        _ step: PlaceCount.Step, _ id: OfferID, _ period: OfferPeriod
    ) async throws(PlacementError) -> Int {
        let outcome: PlaceCount.Outcome
        do throws(OfferStoreError) {
            outcome = try await store.count(PlaceCount(step, id: id, period: period, at: now()))
        } catch { throw PlacementError(error) }
        switch outcome {
        case .counted(let left): return left
        case .noPlaceLeft: throw .noPlaceLeft
        case .notPossible: throw .periodNotOffered
        }
    }

    /// Ends offers whose last period is over, and drafts that nobody has touched for long; one that cannot be ended keeps none of the others.
    ///
    /// - Parameter today: The day in France.
    package func expire(on today: CalendarDate) async throws(PlacementError) -> ClockReport {
        let since = now().addingTimeInterval(-86_400 * Double(terms.draftDays))
        var report = try await expire { skipping throws(OfferStoreError) in
            try await store.over(today, skipping, 200)
        }
        let drafts = try await expire { skipping throws(OfferStoreError) in
            try await store.untouched(since, skipping, 200)
        }
        report.ended += drafts.ended
        report.failed += drafts.failed
        return report
    }

    private func expire(
        _ due: (Int) async throws(OfferStoreError) -> [OfferID]
    ) async throws(PlacementError) -> ClockReport {
        try await ClockReport.ending { skipping throws(PlacementError) in
            do throws(OfferStoreError) { return try await due(skipping) } catch { throw PlacementError(error) }
        } _: { id throws(PlacementError) in
            try await commit([.expired], by: .service, to: try await offer(id))
            return true
        }
    }
}
