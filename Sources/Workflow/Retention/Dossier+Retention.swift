import ConventionDomain
import Parties

import struct Foundation.Date

extension Dossier {
    var legalHold: LegalHold? { LegalHold.inForce(after: history.entries.lazy.map(\.event)) }

    /// What the convention is kept as; `nil` while it is being signed.
    var series: RetentionSeries? {
        switch state {
        case .notBegun, .signing, .erased: nil
        case .completed, .amended, .ended, .interrupted: .signed
        case .completing, .toApprove, .draft: .neverIssued
        case .expired, .refused, .cancelled, .superseded: issue == nil ? .neverIssued : .unsigned
        }
    }

    /// Until when it is kept; `nil` while it is being signed, and when its dates cannot be read.
    func retention(_ rules: RetentionRules, _ zone: SchoolTimeZone) -> RetentionItem? {
        guard let series, let lastDay = CalendarDate(iso8601: drafting.outline.lastDay) else { return nil }
        let from: CalendarDate
        let until: CalendarDate
        switch series {
        case .signed:
            from = max(lastDay, completedAt.map(zone.day(of:)) ?? lastDay)
            until = rules.lastDay(of: .signed, from: from)
        case .unsigned:
            from = zone.day(of: lastActAt)
            until = rules.lastDay(of: .unsigned, from: from)
        case .neverIssued:
            from = max(lastDay.endOfSchoolYear, zone.day(of: lastActAt))
            until = rules.lastDay(of: .neverIssued, from: from)
        }
        return RetentionItem(
            convention: id.text, series: series, from: from.iso8601, keptUntil: until.iso8601)
    }

    var completedAt: Date? { history.entries.last { $0.event.kind == .completed }?.at }

    /// Holds do not count: what was kept because of one is due when it is lifted. Nor do new links, which a stranger with an old one can ask for.
    private var lastActAt: Date {
        history.entries.last {
            ![.legalHoldPlaced, .legalHoldLifted, .linkRenewed, .parentNotified].contains($0.event.kind)
        }?.at
            ?? updatedAt
    }

    func requireNoHold() throws(WorkflowError) {
        guard legalHold == nil else { throw .retention(.legalHold) }
    }
}

extension ConventionSummary.Status {
    /// Whether there is a finished document, whatever became of the placement since.
    package var isSignedByAll: Bool { [.completed, .amended, .ended, .interrupted].contains(self) }
}
