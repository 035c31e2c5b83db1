import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// What the host's signature brings about in the convention that its attestation is about; all other parties are told.
    ///
    /// - Returns: `nil` for a change that completes no attestation.
    func attesting(
        by change: ConventionChange, of attestation: Dossier
    ) async throws(WorkflowError) -> ConventionChange? {
        guard let follows = attestation.drafting.follows, follows.kind == .attestation, let issue = attestation.issue,
            let completion = change.events.lazy.compactMap(\.completion).first
        else { return nil }
        let convention = try await dossier(follows.convention)
        var attested = convention.newChange(at: change.at)
        attested.events = [
            .attested(
                Attesting(
                    attestation: attestation.id, baseDigest: issue.baseDigest, finalDigest: completion.finalDigest))
        ]
        try require(attestation, toBeThatOf: convention)
        try convention.requirePossible(attested.events)
        let author = attestation.drafting.signatories.map(\.fieldName)
        for signatory in convention.concerned
        where !author.contains(signatory.fieldName) && !convention.isDisowned(signatory.fieldName) {
            try addReadingLink(.attested, for: signatory.fieldName, of: convention, to: &attested)
        }
        return attested
    }

    /// What was written of another placement, or goes to an address that is not the host's any more, is not signed.
    func require(_ attestation: Dossier, toBeThatOf convention: Dossier) throws(WorkflowError) {
        guard let progress = convention.state.finished, progress.attestation == nil else { return }
        let isReachedThere = attestation.drafting.signatories.allSatisfy { author in
            attestation.isReached(asIn: convention, author.fieldName)
        }
        guard progress.begunAttestation == attestation.id, isReachedThere else { throw .attestation(.outdated) }
    }

    /// Asks the host of a placement that is over, and once more after some business days.
    ///
    /// - Returns: `nil` when nobody is to be asked now.
    func attestationRequest(of dossier: Dossier, at time: Date) throws(WorkflowError) -> ConventionChange? {
        guard isMailTime(time), let host = dossier.fieldAskedToAttest, let last = dossier.lastDayDone else {
            return nil
        }
        let today = settings.timeZone.day(of: time)
        guard AttestationReminders.isDue(on: today, lastDay: last, asked: askedDays(dossier)) else { return nil }
        var change = dossier.newChange(at: time)
        let isReminder = !askedDays(dossier).isEmpty
        change.events = [.attestationRequested(AttestationRequest(fieldName: host, isReminder: isReminder))]
        let token = try addAttestationGrant(for: host, of: dossier, to: &change)
        try addReadingLink(
            isReminder ? .attestationReminder : .attestationRequest, for: host, of: dossier,
            [.endpoint: ports.addresses.attestation(dossier.id), .accessToken: token.text], to: &change)
        return change
    }

    /// For the host's software; the earlier ones go on working until they end.
    private func addAttestationGrant(
        for host: String, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) -> AccessToken {
        guard let token = AccessToken(randomBytes: try randomBytes(AccessToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        change.accessGrants.append(
            AccessGrant(
                hash: token.hash, convention: dossier.id, fieldName: host,
                expiresAt: change.at.addingTimeInterval(settings.signingLinkLifetime)))
        return token
    }

    /// The next morning, as long as the host may have to be asked.
    func nextLookAtAttestation(of dossier: Dossier, now time: Date) -> Date? {
        let zone = settings.timeZone
        let today = zone.day(of: time)
        guard dossier.fieldAskedToAttest != nil, let last = dossier.lastDayDone,
            AttestationReminders.mayBecomeDue(on: today, lastDay: last, asked: askedDays(dossier))
        else { return nil }
        let isEarly = zone.hour(of: time) < Self.mailHours.lowerBound
        let day = isEarly ? today : CalendarDate(dayNumber: today.dayNumber + 1) ?? today
        return zone.moment(day, hour: Self.mailHours.lowerBound)
    }

    private func askedDays(_ dossier: Dossier) -> [CalendarDate] {
        dossier.attestationRequests.map { settings.timeZone.day(of: $0.at) }
    }

    func attestation(of dossier: Dossier) -> AttestationStanding {
        for entry in dossier.history.entries {
            if case .attested(let attesting) = entry.event { return .signed(attesting.attestation, at: entry.at) }
        }
        return dossier.fieldAskedToAttest == nil || dossier.lastDayDone == nil ? .none : .awaited
    }
}

extension Dossier {
    /// Who signs for the host and has not attested; `nil` when nobody is to.
    var fieldAskedToAttest: String? {
        guard drafting.follows == nil, state.finished?.attestation == nil else { return nil }
        return drafting.signatories.first { $0.role == .employer }?.fieldName
    }

    /// The last day of a placement that is over and took place.
    var lastDayDone: CalendarDate? {
        switch state {
        case .ended: return lastDay
        case .interrupted(_, let interruption):
            guard let day = CalendarDate(iso8601: interruption.day), let firstDay, day >= firstDay else { return nil }
            return day
        default: return nil
        }
    }

    /// Whether the host was asked twice, and is silent.
    var lacksAttestation: Bool {
        fieldAskedToAttest != nil && attestationRequests.count >= AttestationReminders.requests
    }

    /// Those about the end that counts: what came before it was taken back or moved asked about another one.
    fileprivate var attestationRequests: [JournalEntry] {
        let anew = history.entries.lastIndex { [.resumed, .amended].contains($0.event.kind) }
        return history.entries[((anew ?? -1) + 1)...].filter { $0.event.kind == .attestationRequested }
    }
}
