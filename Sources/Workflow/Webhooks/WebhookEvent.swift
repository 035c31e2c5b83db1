package import ConventionDomain

/// What the software of an employer or a school is told of: few things, each of which may call for something on its side.
package enum WebhookEvent: String, Hashable, Sendable, CaseIterable {
    /// Ready for signatures.
    case issued = "convention.issued"
    /// It is the employer's turn to sign.
    case awaitingCountersignature = "convention.awaiting-countersignature"
    /// Somebody has signed, on the screen, by software or on paper.
    case signed = "convention.signed"
    /// A parent objects: nobody may sign.
    case onHold = "convention.on-hold"
    /// All have signed, and the document was found complete.
    case completed = "convention.completed"
    /// An amendment changed it.
    case amended = "convention.amended"
    /// The placement stopped before its last day.
    case interrupted = "convention.interrupted"
    case refused = "convention.refused"
    case cancelled = "convention.cancelled"
    /// Not signed in time; the school may reopen it.
    case expired = "convention.expired"
    /// Corrected before anybody had signed: another one took its place.
    case superseded = "convention.superseded"

    /// What one event of an issued convention's journal means to others.
    ///
    /// - Parameter employers: Field names of those who sign for the host; empty for an attestation, which it signs on a page.
    package static func told(
        from before: ConventionState, to after: ConventionState, employers: Set<String>
    ) -> [WebhookEvent] {
        var events: [WebhookEvent] = []
        if before.phase != after.phase, let entered = entered[after.phase] { events.append(entered) }
        guard case .signing(let progress) = after else { return events }
        if before.phase == .draft { events.append(.issued) }
        if progress.settled.count > before.settledCount { events.append(.signed) }
        if progress.isOnHold, !before.isOnHold { events.append(.onHold) }
        let newlyAwaited = after.awaitedNow.subtracting(before.awaitedNow)
        if !newlyAwaited.isDisjoint(with: employers) { events.append(.awaitingCountersignature) }
        return events
    }

    private static let entered: [ConventionState.Phase: WebhookEvent] = [
        .completed: .completed, .amended: .amended, .interrupted: .interrupted, .refused: .refused,
        .cancelled: .cancelled, .expired: .expired, .superseded: .superseded,
    ]
}

extension ConventionState {
    fileprivate var settledCount: Int {
        if case .signing(let progress) = self { progress.settled.count } else { 0 }
    }

    fileprivate var isOnHold: Bool { if case .signing(let progress) = self { progress.isOnHold } else { false } }

    /// Nobody's turn while a parent objects.
    fileprivate var awaitedNow: Set<String> {
        if case .signing(let progress) = self, !progress.isOnHold { Set(progress.awaited) } else { [] }
    }
}
