package import ConventionDomain
import Parties

package import struct Foundation.Date

extension ConventionWorkflow {
    /// Hours of the day in which reminders and alarms leave; on business days only.
    static var mailHours: Range<Int> { 8..<19 }

    /// Does what the deadlines of one convention ask for now: reminds who is silent, alarms the school, ends the signing, and, once all
    /// have signed, notes that the placement is over and asks the host what was done.
    ///
    /// - Returns: When to look again; `nil` when nothing becomes due by itself.
    package func meetDeadlines(of id: ConventionID) async throws(WorkflowError) -> Date? {
        try await change(id) { dossier, time throws(WorkflowError) in
            if let reminder = try reminderOfParts(of: dossier, at: time) { return reminder }
            if let ending = ending(of: dossier, at: time) { return ending }
            if let request = try attestationRequest(of: dossier, at: time) { return request }
            if let end = givingUpUnsigned(dossier, at: time) { return end }
            return try deadlineChange(of: dossier, at: time)
        }
        let dossier = try await dossier(id)
        let next =
            nextLook(at: dossier, now: now()) ?? nextLookAtParts(of: dossier, now: now()) ?? momentOfEnding(of: dossier)
            ?? nextLookAtAttestation(of: dossier, now: now()) ?? momentOfGivingUp(dossier)
        do {
            try await ports.store.watchDeadlines(id, dossier.history.head, next ?? .distantFuture)
        } catch { throw WorkflowError(error) }
        return next
    }

    /// Conventions whose deadlines have to be looked at now.
    package func deadlinesDue(limit: Int) async throws(WorkflowError) -> [ConventionID] {
        do { return try await ports.store.deadlinesDue(now(), limit) } catch { throw WorkflowError(error) }
    }

    private func deadlineChange(
        of dossier: Dossier, at time: Date
    ) throws(WorkflowError) -> ConventionChange? {
        guard case .signing(let progress) = dossier.state, !progress.isSignedByAll,
            let deadlines = dossier.deadlines
        else { return nil }
        let today = settings.timeZone.day(of: time)
        var change = dossier.newChange(at: time)
        if let reason = deadlines.expiry(on: today, overruled: progress.overruled) {
            try addExpiry(Expiry(reason: reason, missing: progress.missing), of: dossier, to: &change)
            return change
        }
        guard isMailTime(time) else { return nil }
        if deadlines.isAlarmDue(on: today, wasRaised: dossier.has(.alarmed)) {
            try addAlarm(Alarm(missing: progress.missing), of: dossier, to: &change)
        }
        // Who would rather sign on paper is the school's to remind.
        for fieldName in dossier.awaited
        where progress.pending[fieldName] == nil && !dossier.isDisowned(fieldName) && !dossier.prefersPaper(fieldName) {
            let last = settings.timeZone.day(of: dossier.lastMessage(to: fieldName) ?? time)
            guard let step = deadlines.reminder(on: today, lastMessage: last) else { continue }
            try addMeansToSign(
                for: fieldName, of: dossier, base: progress.baseDigest, occasion: .reminder(businessDaysBefore: step),
                to: &change)
        }
        try addOptionalReminders(of: dossier, deadlines, base: progress.baseDigest, on: today, to: &change)
        return change.events.isEmpty ? nil : change
    }

    /// Who need not sign and is silent is reminded once, on a day on which others are.
    private func addOptionalReminders(
        of dossier: Dossier, _ deadlines: SigningDeadlines, base: DocumentDigest, on today: CalendarDate,
        to change: inout ConventionChange
    ) throws(WorkflowError) {
        for fieldName in dossier.openOptional where !dossier.isDisowned(fieldName) && !dossier.isPending(fieldName) {
            guard dossier.count(.reminded, of: fieldName, since: .distantPast) == 0,
                let last = dossier.lastMessage(to: fieldName),
                let step = deadlines.reminder(on: today, lastMessage: settings.timeZone.day(of: last))
            else { continue }
            try addMeansToSign(
                for: fieldName, of: dossier, base: base, occasion: .reminder(businessDaysBefore: step), to: &change)
        }
    }

    func isMailTime(_ time: Date) -> Bool {
        SigningDeadlines.isBusinessDay(settings.timeZone.day(of: time))
            && Self.mailHours.contains(settings.timeZone.hour(of: time))
    }

    private func nextLook(at dossier: Dossier, now time: Date) -> Date? {
        guard case .signing = dossier.state, let deadlines = dossier.deadlines else {
            return nil
        }
        let zone = settings.timeZone
        let today = zone.day(of: time)
        if zone.hour(of: time) < Self.mailHours.lowerBound, today < deadlines.firstDay {
            return zone.moment(today, hour: Self.mailHours.lowerBound)
        }
        return deadlines.nextDay(after: today).map { zone.moment($0) }
    }
}

// MARK: - What leaves

extension ConventionWorkflow {
    private func addAlarm(
        _ alarm: Alarm, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        change.events.append(.alarmed(alarm))
        for fieldName in dossier.schoolFields {
            change.mails.append(
                try letters(for: dossier).write(
                    dossier.drafting.follows == nil ? .alarmSchool : .amendmentAlarmSchool, to: fieldName,
                    key: try messageKey(),
                    [.missing: dossier.names(of: alarm.missing)]))
        }
    }

    /// School, family and host are told alike that the placement is not covered; links go on working, so that they serve
    /// again if the school reopens the convention.
    private func addExpiry(
        _ expiry: Expiry, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        change.events.append(.expired(expiry))
        let letters = letters(for: dossier)
        let isAmendment = dossier.drafting.follows != nil
        for signatory in dossier.concerned where !dossier.isDisowned(signatory.fieldName) {
            let mail =
                signatory.role == .school
                ? try letters.write(
                    isAmendment ? .amendmentExpiredSchool : .expiredSchool, to: signatory.fieldName,
                    key: try messageKey(),
                    [.missing: dossier.names(of: expiry.missing)])
                : try letters.write(
                    isAmendment ? .amendmentExpired : .expired, to: signatory.fieldName, key: try messageKey())
            change.mails.append(mail)
        }
    }
}

extension Dossier {
    func has(_ kind: ConventionEvent.Kind) -> Bool { history.entries.contains { $0.event.kind == kind } }

    /// When a signatory was last sent means to sign.
    fileprivate func lastMessage(to fieldName: String) -> Date? {
        history.entries.last {
            [.invited, .linkRenewed, .reminded].contains($0.event.kind) && $0.event.fieldName == fieldName
        }?.at
    }

    var schoolFields: [String] {
        drafting.signatories.filter { $0.role == .school }.map(\.fieldName)
    }

    /// « Awa Diallo (élève), Jean Martin (gérant) »
    func names(of fieldNames: [String]) -> String {
        (drafting.signatories + notified).filter { fieldNames.contains($0.fieldName) }
            .map { "\($0.name.full) (\($0.capacity))" }.joined(separator: ", ")
    }
}
