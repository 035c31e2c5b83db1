package import Applications
package import Offers
import Parties

extension ApplicationDesk {
    /// A pupil's applications with drafts, oldest first: the pupil's own to read, and the school's.
    package func applications(of pupil: PupilIdentity) async throws(PlacementError) -> [StoredApplication] {
        try await reading { () async throws(OfferStoreError) in try await store.ofPupil(pupil) }
    }

    /// What of a pupil's others may see: a draft is the pupil's own.
    package func sentApplications(of pupil: PupilIdentity) async throws(PlacementError) -> [StoredApplication] {
        try await applications(of: pupil).filter(\.wasSent)
    }

    /// - Throws: ``PlacementError/unknownApplication`` also for one that was never sent.
    package func sentApplication(
        _ id: ApplicationID, of pupil: PupilIdentity
    ) async throws(PlacementError) -> StoredApplication {
        let found = try await application(id, of: pupil)
        guard found.wasSent else { throw .unknownApplication }
        return found
    }

    /// One of a pupil's own.
    package func application(
        _ id: ApplicationID, of pupil: PupilIdentity
    ) async throws(PlacementError) -> StoredApplication { try await find(id) { $0.pupil == pupil } }

    /// Why a pupil may not begin an application for periods of an offer: those that are not named may be applied for.
    package func obstacles(
        to offer: OfferID, in periods: [OfferPeriod], for applicant: Applicant
    ) async throws(PlacementError) -> [OfferPeriod: ApplicationRefusal] {
        let all = try await applications(of: PupilIdentity(applicant))
        let (applications, day) = (PupilsApplications(all.map(\.entry), calendar: calendar), today())
        var obstacles: [OfferPeriod: ApplicationRefusal] = [:]
        for period in periods {
            obstacles[period] = applications.refusal(of: offer, in: period, grade: applicant.grade, on: day)
        }
        return obstacles
    }

    /// Those of a pupil's that would end with the taking of a place.
    package func ended(
        byConfirming id: ApplicationID, of pupil: PupilIdentity
    ) async throws(PlacementError) -> [ApplicationID] {
        PupilsApplications(try await applications(of: pupil).map(\.entry), calendar: calendar).supplanted(by: id)
    }

    /// Begins an application; nobody but the pupil and the school sees it.
    ///
    /// - Parameter reader: The pupil, as a search knows him or her: an offer that is not for its school is unknown.
    package func draft(
        for applicant: Applicant, reader: OfferReader, offer id: OfferID, in period: OfferPeriod,
        motivation: String = ""
    ) async throws(PlacementError) -> ApplicationID {
        let offer = try await visibleOffer(id, to: reader, grade: applicant.grade)
        guard offer.offer.posting.periods.contains(where: { $0.period == period }) else { throw .periodNotOffered }
        guard offer.placesLeft(in: period) > 0 else { throw .noPlaceLeft }
        let stored = StoredApplication(
            application: Application(
                id: makeID(), offer: id, applicant: applicant, period: period, motivation: motivation),
            employer: offer.offer.posting.employer.siret, owner: offer.owner, state: .notBegun, version: 0,
            wasSent: false, answerBy: nil)
        let day = today()
        try await change(stored.pupil) { all throws(PlacementError) in
            let applications = PupilsApplications(all.map(\.entry), calendar: calendar)
            if let refusal = applications.refusal(of: id, in: period, grade: applicant.grade, on: day) {
                throw .mayNotApply(refusal)
            }
            return [Act(stored: stored, event: .drafted, actor: .pupil)]
        }
        return stored.id
    }

    /// Changes the words of a draft. What may not be sent may be kept, but for a text that is too long.
    package func edit(
        _ id: ApplicationID, of pupil: PupilIdentity, motivation: String
    ) async throws(PlacementError) {
        if let cause = ApplicationText.motivation.problem(in: motivation), cause.code == .textTooLong {
            throw .applicationFaults([.motivation(cause)])
        }
        try await change(pupil) { all throws(PlacementError) in
            guard var stored = all.first(where: { $0.id == id }) else { throw .unknownApplication }
            stored.application.motivation = motivation
            return [Act(stored: stored, event: .edited, actor: .pupil)]
        }
    }

    /// Puts an application before the employer.
    ///
    /// - Parameter reader: The pupil, as a search knows him or her.
    /// - Throws: ``PlacementError/applicationFaults(_:)`` with what is missing; ``PlacementError/offerEnded`` when the offer is not for this pupil
    ///   any more, or not in this period.
    package func send(
        _ id: ApplicationID, of pupil: PupilIdentity, reader: OfferReader
    ) async throws(PlacementError) {
        let day = today()
        try await change(pupil) { all throws(PlacementError) in
            guard let stored = all.first(where: { $0.id == id }) else { throw .unknownApplication }
            let faults = stored.application.faults
            guard faults.isEmpty else { throw .applicationFaults(faults) }
            let applications = PupilsApplications(all.map(\.entry), calendar: calendar)
            if let refusal = applications.refusalToSend(id, on: day, terms) { throw .mayNotApply(refusal) }
            try await requireOffered(stored.application, to: reader)
            return [Act(stored: stored, event: .sent, actor: .pupil)]
        }
    }

    package func withdraw(_ id: ApplicationID, of pupil: PupilIdentity) async throws(PlacementError) {
        try await act(.withdrawn, by: .pupil, on: try await find(id) { $0.pupil == pupil })
    }

    package func write(_ text: String, in id: ApplicationID, of pupil: PupilIdentity) async throws(PlacementError) {
        try await write(text, by: .pupil, in: try await find(id) { $0.pupil == pupil })
    }

    /// Takes the place that an employer offers; the pupil's other applications for the same days end.
    ///
    /// - Throws: ``PlacementError/tooLate``; ``PlacementError/offerHeld``; ``PlacementError/hostBlocked``: no convention would follow.
    package func confirm(_ id: ApplicationID, of pupil: PupilIdentity) async throws(PlacementError) {
        try await change(pupil) { all throws(PlacementError) in
            guard let stored = all.first(where: { $0.id == id }) else { throw .unknownApplication }
            try await requirePromisable(stored)
            if stored.state.phase == .accepted {
                let hosts = try await reading { () async throws(OfferStoreError) in try await blocked(pupil.school) }
                guard !hosts.contains(stored.employer) else { throw .hostBlocked }
            }
            let ends = PupilsApplications(all.map(\.entry), calendar: calendar).supplanted(by: id)
            return [Act(stored: stored, event: .confirmed, actor: .pupil)]
                + all.filter { ends.contains($0.id) }.map { Act(stored: $0, event: .supplanted, actor: .service) }
        }
    }

    // MARK: The offer

    private func visibleOffer(
        _ id: OfferID, to reader: OfferReader, grade: ConventionData.Grade
    ) async throws(PlacementError) -> StoredOffer {
        let found = try await reading { () async throws(OfferStoreError) in try await offers.find(id) }
        guard let found, found.state.isListed, found.offer.admits(reader),
            found.offer.posting.grades.contains(grade), let year = found.offer.posting.schoolYear
        else { throw .unknownOffer }
        let campaign = try await reading { () async throws(OfferStoreError) in try await offers.campaign(year) }
        guard campaign?.openGrades(on: today()).contains(grade) == true else { throw .unknownOffer }
        return found
    }

    /// An offer that was withdrawn or changed while the pupil wrote is told as such; one that is full meanwhile is the employer's to answer.
    private func requireOffered(_ application: Application, to reader: OfferReader) async throws(PlacementError) {
        let offer: StoredOffer
        do throws(PlacementError) {
            offer = try await visibleOffer(application.offer, to: reader, grade: application.applicant.grade)
        } catch { throw error == .unknownOffer ? .offerEnded : error }
        guard offer.offer.posting.periods.contains(where: { $0.period == application.period }) else {
            throw .offerEnded
        }
    }
}
