extension ApplicationState {
    /// Applies one event and returns the state that follows; touches nothing else.
    ///
    /// Whether a place is left is not asked here: the store counts it in the transaction that records the event.
    ///
    /// - Throws: ``ApplicationTransitionRefused`` when the event may not happen in this state, or not by this actor.
    public func applying(
        _ event: ApplicationEvent, by actor: ApplicationActor
    ) throws(ApplicationTransitionRefused) -> ApplicationState {
        guard let next = following(event) else { throw refusal(of: event, .notInThisState) }
        guard event.kind.actors.contains(actor) else { throw refusal(of: event, .notTheirs(actor)) }
        return next
    }

    private func following(_ event: ApplicationEvent) -> ApplicationState? {
        switch phase {
        case .notBegun: event == .drafted ? .drafted : nil
        case .drafted: following(toDraft: event)
        case .sent, .seen, .inDiscussion: following(toOpen: event)
        case .accepted: following(toAccepted: event)
        case .confirmed: following(toConfirmed: event)
        case .declined, .withdrawn, .supplanted, .expired, .cancelledBySchool, .offerEnded: nil
        }
    }

    private func following(toDraft event: ApplicationEvent) -> ApplicationState? {
        switch event {
        case .edited: .drafted
        case .sent: .sent
        case .withdrawn, .supplanted, .expired, .cancelled, .offerEnded: Self.end(by: event)
        case .drafted, .seen, .wrote, .accepted, .declined, .confirmed: nil
        }
    }

    /// What ends an application whoever's turn it is, until it is confirmed.
    private static func end(by event: ApplicationEvent) -> ApplicationState? {
        switch event {
        case .withdrawn: .withdrawn
        case .supplanted: .supplanted
        case .expired: .expired
        case .cancelled(let reason): .cancelledBySchool(reason)
        case .offerEnded: .offerEnded
        case .drafted, .edited, .sent, .seen, .wrote, .accepted, .declined, .confirmed: nil
        }
    }

    private func following(toOpen event: ApplicationEvent) -> ApplicationState? {
        switch event {
        // Opened again, it is what it was.
        case .seen: self == .sent ? .seen : self
        case .wrote: .inDiscussion
        case .accepted: .accepted
        case .declined(let reason): .declined(reason)
        case .withdrawn, .supplanted, .expired, .cancelled, .offerEnded: Self.end(by: event)
        case .drafted, .edited, .sent, .confirmed: nil
        }
    }

    /// A place that was promised is taken back by the pupil, the clock, the school or the end of the offer, and by the employer with a
    /// reason: whoever cannot receive somebody has to be able to say so in time.
    private func following(toAccepted event: ApplicationEvent) -> ApplicationState? {
        switch event {
        case .seen, .wrote: .accepted
        case .confirmed: .confirmed
        case .declined(let reason): .declined(reason)
        case .withdrawn, .supplanted, .expired, .cancelled, .offerEnded: Self.end(by: event)
        case .drafted, .edited, .sent, .accepted: nil
        }
    }

    /// From here on the convention is what counts; who leaves it does so there, and the school's word frees the place.
    private func following(toConfirmed event: ApplicationEvent) -> ApplicationState? {
        switch event {
        case .seen, .wrote: .confirmed
        case .cancelled(let reason): .cancelledBySchool(reason)
        case .drafted, .edited, .sent, .accepted, .declined, .confirmed, .withdrawn, .supplanted, .expired, .offerEnded:
            nil
        }
    }

    private func refusal(
        of event: ApplicationEvent, _ reason: ApplicationTransitionRefused.Reason
    ) -> ApplicationTransitionRefused {
        ApplicationTransitionRefused(phase: phase, event: event.kind, reason: reason)
    }
}

/// An event that may not happen; names state and event, and never what they hold.
public struct ApplicationTransitionRefused: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case notInThisState
        /// This role may not bring it about.
        case notTheirs(ApplicationActor)
    }

    public let phase: ApplicationState.Phase
    public let event: ApplicationEvent.Kind
    public let reason: Reason

    public init(phase: ApplicationState.Phase, event: ApplicationEvent.Kind, reason: Reason) {
        self.phase = phase
        self.event = event
        self.reason = reason
    }

    public var description: String { "\(event.rawValue) was refused in state \(phase.rawValue): \(reason)" }
}
