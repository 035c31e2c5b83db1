// A parent who does not sign may object: the presumption that both agree is gone, and nobody signs.
extension ConventionState {
    /// Nothing brings a convention nearer to its completion while an objection stands.
    ///
    /// Source: code civil, 372-2.
    func requireNotHeld(_ event: ConventionEvent, in progress: SigningProgress) throws(TransitionRefused) {
        guard progress.isOnHold else { return }
        switch event {
        case .invited, .reminded, .consentGiven, .signaturePending, .signed, .paperAttested, .completed:
            throw refusal(of: event, .onHold)
        default: return
        }
    }

    func notifying(
        _ notice: ParentNotice, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        // Who signs refuses; an objection is for who does not.
        guard !progress.order.fieldNames.contains(notice.fieldName) else {
            throw refusal(of: .parentNotified(notice), .isASignatory)
        }
        var next = progress
        next.note(notice)
        return next
    }

    func objecting(
        _ objection: Objection, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.objected(objection)
        guard progress.notified.contains(objection.fieldName) else { throw refusal(of: event, .notNotified) }
        guard !progress.objections.contains(objection.fieldName) else { throw refusal(of: event, .objectionStands) }
        // Nothing is left to be signed; what is complete is not undone by it.
        try requireMissing(for: event, in: progress)
        var next = progress
        next.note(objection)
        return next
    }

    func withdrawing(
        _ withdrawal: ObjectionWithdrawal, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        guard progress.objections.contains(withdrawal.fieldName) else {
            throw refusal(of: .objectionWithdrawn(withdrawal), .noObjection)
        }
        var next = progress
        next.note(withdrawal)
        return next
    }
}
