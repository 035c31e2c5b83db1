/// A signatory who need not sign says not to; nothing waits for it, and it can be signed all the same as long as others are to sign.
public struct Declining: Hashable, Sendable, Codable {
    public let fieldName: String

    public init(fieldName: String) {
        self.fieldName = fieldName
    }
}

// Who need not sign may say so; the convention goes on as if nobody had been asked.
extension ConventionState {
    func declining(
        _ act: Declining, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.declined(act)
        try requireUnsigned(act.fieldName, for: event, in: progress)
        // Who has to sign refuses, which ends the convention for everybody.
        guard progress.order.optional.contains(act.fieldName) else { throw refusal(of: event, .signatureRequired) }
        guard !progress.declined.contains(act.fieldName) else { throw refusal(of: event, .alreadyDeclined) }
        guard progress.pending[act.fieldName] == nil else { throw refusal(of: event, .signaturePending) }
        var next = progress
        next.note(act)
        return next
    }
}
