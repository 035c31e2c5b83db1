import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Reminds who has not given a part.
    ///
    /// - Returns: `nil` when nobody is to be reminded now.
    func reminderOfParts(of dossier: Dossier, at time: Date) throws(WorkflowError) -> ConventionChange? {
        guard case .completing = dossier.state, isMailTime(time) else { return nil }
        let today = settings.timeZone.day(of: time)
        var change = dossier.newChange(at: time)
        for (part, fieldName, last) in waitingParts(of: dossier) {
            guard
                PartReminders.isDue(
                    on: today, lastMessage: settings.timeZone.day(of: last.at), sent: last.reminders,
                    firstDay: dossier.firstDay ?? today)
            else { continue }
            try addPartRequest(
                part, to: fieldName, .reminder, letters(for: dossier), isHostNamed: dossier.isHostNamed, in: &change)
        }
        return change.events.isEmpty ? nil : change
    }

    /// The morning after, as long as somebody may have to be reminded.
    func nextLookAtParts(of dossier: Dossier, now time: Date) -> Date? {
        let zone = settings.timeZone
        let today = zone.day(of: time)
        guard case .completing = dossier.state, let firstDay = dossier.firstDay, today < firstDay,
            waitingParts(of: dossier).contains(where: { $0.last.reminders < PartReminders.maximum })
        else { return nil }
        let isEarly = zone.hour(of: time) < Self.mailHours.lowerBound
        let day = isEarly ? today : CalendarDate(dayNumber: today.dayNumber + 1) ?? today
        return zone.moment(day, hour: Self.mailHours.lowerBound)
    }

    private typealias WaitingPart = (part: PreparationPart, fieldName: String, last: (at: Date, reminders: Int))

    /// Who has a link and has not answered. A family that objected waits for the school.
    private func waitingParts(of dossier: Dossier) -> [WaitingPart] {
        guard let progress = dossier.preparation else { return [] }
        let open = PreparationPart.allCases.filter(progress.isOpen)
        return open.filter { $0 == .host || progress.dispute == nil }.flatMap { part in
            dossier.fillers(of: part).compactMap { name in
                dossier.lastRequest(to: name).map { (part, name, $0) }
            }
        }
    }
}

extension Dossier {
    var firstDay: CalendarDate? { CalendarDate(iso8601: drafting.outline.firstDay) }

    /// Whether somebody was reminded as often as anybody is, and has not answered.
    var isStuck: Bool {
        guard let progress = preparation else { return false }
        return PreparationPart.allCases.filter(progress.isOpen).contains { part in
            fillers(of: part).contains { (lastRequest(to: $0)?.reminders ?? 0) >= PartReminders.maximum }
        }
    }
}
