private import Parties

extension OfferState {
    /// Applies one event and returns the state that follows; touches nothing else.
    ///
    /// - Throws: ``OfferTransitionRefused`` when the event may not happen in this state, or not by this actor.
    public func applying(_ event: OfferEvent, by actor: OfferActor) throws(OfferTransitionRefused) -> OfferState {
        let next = try placed(event)
        guard event.kind.actors.contains(actor) else { throw refusal(of: event, .notTheirs(actor)) }
        return next
    }

    private func placed(_ event: OfferEvent) throws(OfferTransitionRefused) -> OfferState {
        switch self {
        case .notBegun:
            guard event == .drafted else { throw refusal(of: event, .notInThisState) }
            return .draft
        case .draft: return try applying(toDraft: event)
        case .submitted: return try applying(toSubmitted: event)
        case .published, .full: return try applying(toListed: event)
        case .paused: return try applying(toPaused: event)
        case .refusedByModeration: return try applying(toRefused: event)
        case .expired, .withdrawn:
            // Whoever saw it in time is heard.
            guard case .reported = event else { throw refusal(of: event, .notInThisState) }
            return self
        }
    }

    private func applying(toDraft event: OfferEvent) throws(OfferTransitionRefused) -> OfferState {
        switch event {
        case .edited: return .draft
        case .submitted: return .submitted
        case .expired: return .expired
        case .withdrawn: return .withdrawn
        case .drafted, .published, .refused, .filled, .freed, .paused, .resumed, .reported:
            throw refusal(of: event, .notInThisState)
        }
    }

    private func applying(toSubmitted event: OfferEvent) throws(OfferTransitionRefused) -> OfferState {
        switch event {
        case .edited: return .submitted
        case .published(let clearance): return try publishing(clearance, event)
        case .refused(let reason): return try refusing(reason, event)
        case .expired: return .expired
        case .withdrawn: return .withdrawn
        case .reported: return self
        case .drafted, .submitted, .filled, .freed, .paused, .resumed: throw refusal(of: event, .notInThisState)
        }
    }

    private func applying(toListed event: OfferEvent) throws(OfferTransitionRefused) -> OfferState {
        switch event {
        case .edited(let edit):
            return edit.needsModeration ? .submitted : edit.placesLeft > 0 ? .published : .full
        case .refused(let reason): return try refusing(reason, event)
        case .filled(let left):
            guard self == .published else { throw refusal(of: event, .notInThisState) }
            guard left == 0 else { throw refusal(of: event, .placesLeft(left)) }
            return .full
        case .freed(let left):
            guard self == .full else { throw refusal(of: event, .notInThisState) }
            guard left > 0 else { throw refusal(of: event, .noPlaceLeft) }
            return .published
        case .paused: return .paused
        case .expired: return .expired
        case .withdrawn: return .withdrawn
        case .reported: return self
        case .drafted, .submitted, .published, .resumed: throw refusal(of: event, .notInThisState)
        }
    }

    private func applying(toPaused event: OfferEvent) throws(OfferTransitionRefused) -> OfferState {
        switch event {
        case .edited(let edit): return edit.needsModeration ? .submitted : .paused
        case .resumed(let left): return left > 0 ? .published : .full
        case .refused(let reason): return try refusing(reason, event)
        case .expired: return .expired
        case .withdrawn: return .withdrawn
        case .reported: return self
        case .drafted, .submitted, .published, .filled, .freed, .paused: throw refusal(of: event, .notInThisState)
        }
    }

    /// What was refused is mended and submitted anew.
    private func applying(toRefused event: OfferEvent) throws(OfferTransitionRefused) -> OfferState {
        switch event {
        case .edited: return .draft
        case .withdrawn: return .withdrawn
        case .expired: return .expired
        case .reported: return self
        case .drafted, .submitted, .published, .refused, .filled, .freed, .paused, .resumed:
            throw refusal(of: event, .notInThisState)
        }
    }

    /// No pupil sees an offer of an employer whose number and address nobody has checked.
    private func publishing(
        _ clearance: OfferClearance, _ event: OfferEvent
    ) throws(OfferTransitionRefused) -> OfferState {
        guard clearance.isSIRETChecked else { throw refusal(of: event, .siretNotChecked) }
        guard clearance.isAddressChecked else { throw refusal(of: event, .addressNotChecked) }
        return .published
    }

    private func refusing(_ reason: String, _ event: OfferEvent) throws(OfferTransitionRefused) -> OfferState {
        guard OfferText.reason.problem(in: reason) == nil else { throw refusal(of: event, .reasonMissing) }
        return .refusedByModeration(reason: reason)
    }

    private func refusal(of event: OfferEvent, _ reason: OfferTransitionRefused.Reason) -> OfferTransitionRefused {
        OfferTransitionRefused(phase: phase, event: event.kind, reason: reason)
    }
}

/// An event that may not happen; names state and event, and never what they hold.
public struct OfferTransitionRefused: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case notInThisState
        /// This role may not bring it about.
        case notTheirs(OfferActor)
        case siretNotChecked
        case addressNotChecked
        /// A refusal says why, in words that can be shown.
        case reasonMissing
        /// It is not full.
        case placesLeft(Int)
        case noPlaceLeft
    }

    public let phase: OfferState.Phase
    public let event: OfferEvent.Kind
    public let reason: Reason

    public init(phase: OfferState.Phase, event: OfferEvent.Kind, reason: Reason) {
        self.phase = phase
        self.event = event
        self.reason = reason
    }

    public var description: String { "\(event.rawValue) was refused in state \(phase.rawValue): \(reason)" }
}
