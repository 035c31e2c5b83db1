package import ConventionDomain
package import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Records that the placement stopped before its last day, or does not take place, and tells all parties; the reason reads the school
    /// alone. What was signed stays signed and can be read as before.
    ///
    /// - Parameters:
    ///   - day: The day on which it stopped, the last one on which the pupil was there; not to come. Before the first day it says that the
    ///     placement did not take place.
    ///   - reason: In the school's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the day or the reason; ``WorkflowError/wrongState(_:)`` and its likes unless all have
    ///   signed and nothing was recorded yet.
    package func interrupt(_ id: ConventionID, on day: CalendarDate, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            guard dossier.state.finished != nil else {
                _ = try dossier.requireSigning()
                throw .wrongState(dossier.state.phase)
            }
            guard dossier.drafting.follows == nil else { throw .amendment(.notOfAConvention) }
            if case .interrupted = dossier.state { throw .wrongState(.interrupted) }
            try require(day, for: dossier, at: time)
            let interruption = Interruption(day: day.iso8601, reason: reason)
            var change = dossier.newChange(at: time)
            change.events = [.interrupted(interruption)]
            guard let outcome = PlacementOutcome(interruption, of: dossier.drafting.outline) else {
                throw .unavailable(.damagedStorage)
            }
            for signatory in dossier.concerned {
                let isSchool = signatory.role == .school
                let values: [MailVariable: String] = [.outcome: outcome.sentence]
                change.mails.append(
                    try letters(for: dossier).write(
                        isSchool ? .interruptedSchool : .interrupted, to: signatory.fieldName, key: try messageKey(),
                        isSchool ? values.merging([.reason: reason]) { _, new in new } : values))
            }
            return change
        }
    }

    /// Takes an interruption back, and tells all parties; the journal keeps both.
    ///
    /// - Parameter reason: In the school's words; not empty, at most 500 characters. Nobody is told.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the reason; ``WorkflowError/wrongState(_:)`` and its likes when nothing was
    ///   interrupted.
    package func resume(_ id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            guard case .interrupted = dossier.state else { throw .wrongState(dossier.state.phase) }
            var change = dossier.newChange(at: time)
            change.events = [.resumed(Resumption(reason: reason))]
            for signatory in dossier.concerned {
                change.mails.append(
                    try letters(for: dossier).write(.resumed, to: signatory.fieldName, key: try messageKey()))
            }
            return change
        }
    }

    /// What is to come is no interruption yet: dates that change are an amendment's.
    private func require(
        _ day: CalendarDate, for dossier: Dossier, at time: Date
    ) throws(WorkflowError) {
        guard let lastDay = dossier.lastDay, let issuedAt = dossier.issuedAt else {
            throw .unavailable(.damagedStorage)
        }
        // That it did not take place is said of a day before the first one, also when the convention came late.
        let before = dossier.firstDay.flatMap { CalendarDate(dayNumber: $0.dayNumber - 1) }
        let issued = settings.timeZone.day(of: issuedAt)
        let earliest = min(issued, before ?? issued)
        let latest = min(settings.timeZone.day(of: time), lastDay)
        guard day < min(earliest, latest) || day > latest else { return }
        throw .invalidData([
            BilingualText(
                "Jour de l’interruption : \(day.iso8601) ; attendu : un jour entre l’émission de la convention et aujourd’hui, et pas "
                    + "après le dernier jour du stage (\(lastDay.iso8601)). Pour changer les dates à venir, faites un avenant.",
                "day of the interruption: \(day.iso8601); expected a day from the issue of the convention to today, and not after the "
                    + "last day of the placement (\(lastDay.iso8601)); to change dates to come, make an amendment")
        ])
    }
}
