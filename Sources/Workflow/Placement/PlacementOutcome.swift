import ConventionDomain
package import Parties

/// What became of a placement whose convention all have signed.
package enum PlacementOutcome: Hashable, Sendable {
    /// Its last day is over.
    case ended(lastDay: CalendarDate)
    /// It stopped on that day, before its last one.
    case interrupted(on: CalendarDate)
    /// It was given up before it began.
    case notBegun

    /// In French, for pages and mails; why it stopped is nobody's business but the school's.
    package var sentence: String {
        switch self {
        case .ended(let day): "Le stage est terminé depuis le \(FrenchDate.day(iso: day.iso8601))."
        case .interrupted(let day): "Le stage est interrompu depuis le \(FrenchDate.day(iso: day.iso8601))."
        case .notBegun: "Le stage n’a pas lieu."
        }
    }
}

extension ConventionWorkflow {
    /// By the journal: the sweep that notes the end may be some seconds late.
    func outcome(of dossier: Dossier) -> PlacementOutcome? {
        switch dossier.state {
        case .ended: dossier.lastDay.map(PlacementOutcome.ended)
        case .interrupted(_, let interruption): PlacementOutcome(interruption, of: dossier.drafting.outline)
        default: nil
        }
    }
}

extension PlacementOutcome {
    /// - Returns: `nil` when a day is none.
    init?(_ interruption: Interruption, of outline: ConventionOutline) {
        guard let day = CalendarDate(iso8601: interruption.day), let firstDay = CalendarDate(iso8601: outline.firstDay)
        else { return nil }
        self = day < firstDay ? .notBegun : .interrupted(on: day)
    }
}
