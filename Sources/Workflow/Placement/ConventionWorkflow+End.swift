import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// - Returns: `nil` unless all have signed and the last day is over.
    func ending(of dossier: Dossier, at time: Date) -> ConventionChange? {
        guard case .completed = dossier.state, let lastDay = dossier.lastDay, settings.timeZone.day(of: time) > lastDay
        else { return nil }
        var change = dossier.newChange(at: time)
        change.events = [.ended(Ending(lastDay: lastDay.iso8601))]
        return change
    }

    /// When the placement of a convention that all have signed will be over.
    func momentOfEnding(of dossier: Dossier) -> Date? {
        guard case .completed = dossier.state, let lastDay = dossier.lastDay,
            let after = CalendarDate(dayNumber: lastDay.dayNumber + 1)
        else { return nil }
        return settings.timeZone.moment(after)
    }
}
