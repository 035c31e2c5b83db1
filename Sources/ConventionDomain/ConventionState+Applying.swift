extension ConventionState {
    /// Applies one event and returns the state that follows; touches nothing else.
    ///
    /// An event that no state names is refused everywhere.
    ///
    /// - Throws: ``TransitionRefused`` when the event may not happen in this state.
    public func applying(_ event: ConventionEvent) throws(TransitionRefused) -> ConventionState {
        if event.concernsLegalHold, mayBeHeld { return self }
        switch self {
        case .notBegun:
            if case .prepared(let drafting) = event {
                return .completing(PreparationProgress(isHostOpen: drafting.isHostOpen == true))
            }
            guard case .drafted(let drafting) = event else { throw refusal(of: event, .notInThisState) }
            return .draft(drafting.order)
        case .completing(let progress): return try applying(event, toCompleting: progress)
        case .toApprove(let progress): return try applying(event, toApprove: progress)
        case .draft(let order): return try applying(event, toDraft: order)
        case .signing(let progress): return try applying(event, toSigning: progress)
        case .expired(let progress, let expiry): return try applying(event, toExpired: progress, expiry)
        case .completed(let progress), .amended(let progress), .ended(let progress), .interrupted(let progress, _):
            return try applying(event, toFinished: progress)
        case .refused, .cancelled, .superseded:
            guard case .erased(let erasure) = event else { throw refusal(of: event, .notInThisState) }
            return .erased(erasure)
        case .erased: throw refusal(of: event, .notInThisState)
        }
    }

    private func applying(
        _ event: ConventionEvent, toDraft order: SigningOrder
    ) throws(TransitionRefused) -> ConventionState {
        switch event {
        case .issued(let issue): return .signing(try progress(of: issue, drafted: order))
        case .contactCorrected(let correction):
            try requireSignatory(correction.fieldName, of: order, for: event)
            return self
        case .cancelled(let cancellation): return .cancelled(cancellation)
        case .superseded(let supersession): return .superseded(supersession)
        case .erased(let erasure): return .erased(erasure)
        default: throw refusal(of: event, .notInThisState)
        }
    }

    private func applying(
        _ event: ConventionEvent, toSigning progress: SigningProgress
    ) throws(TransitionRefused) -> ConventionState {
        try requireNotHeld(event, in: progress)
        switch event {
        case .parentNotified(let notice): return .signing(try notifying(notice, in: progress))
        case .objected(let objection): return .signing(try objecting(objection, in: progress))
        case .objectionWithdrawn(let withdrawal): return .signing(try withdrawing(withdrawal, in: progress))
        case .codeSent(let dispatch) where progress.notified.contains(dispatch.fieldName): return self
        case .invited, .opened, .codeSent, .disowned: return .signing(try noting(event, in: progress))
        case .contactCorrected(let correction):
            try requireSignatory(correction.fieldName, of: progress.order, for: event)
            return self
        case .linkRenewed(let invitation): return .signing(try renewing(invitation, in: progress))
        case .consentGiven(let consent): return .signing(try consenting(consent, in: progress))
        case .signaturePending(let pending): return .signing(try waiting(pending, in: progress))
        case .consentLapsed(let lapse): return .signing(try lapsing(lapse, in: progress))
        case .signed(let signature): return .signing(try signing(signature, in: progress))
        case .paperChosen(let wish): return .signing(try choosingPaper(wish, in: progress))
        case .paperAttested(let attestation): return .signing(try attestingPaper(attestation, in: progress))
        case .paperWithdrawn(let withdrawal): return .signing(try withdrawingPaper(withdrawal, from: progress))
        case .completed(let completion): return .completed(try completing(completion, in: progress))
        case .reminded(let reminder):
            try requireTurn(of: reminder.fieldName, for: event, in: progress)
            return self
        case .alarmed:
            try requireMissing(for: event, in: progress)
            return self
        case .expired(let expiry): return try expiring(expiry, in: progress)
        case .refused(let refusal): return try refusing(refusal, in: progress)
        case .declined(let act): return .signing(try declining(act, in: progress))
        case .cancelled(let cancellation): return .cancelled(cancellation)
        case .superseded(let act): return try superseding(act, progress)
        default: throw refusal(of: event, .notInThisState)
        }
    }

    private func applying(
        _ event: ConventionEvent, toExpired progress: SigningProgress, _ expiry: Expiry
    ) throws(TransitionRefused) -> ConventionState {
        switch event {
        case .reopened(let act): return .signing(reopening(progress, by: act, after: expiry))
        case .linkRenewed(let invitation): return .expired(try renewing(invitation, in: progress), expiry)
        case .parentNotified(let notice): return .expired(try notifying(notice, in: progress), expiry)
        case .objectionWithdrawn(let withdrawal): return .expired(try withdrawing(withdrawal, in: progress), expiry)
        // Of a parent who takes an objection back: nobody signs or refuses any more.
        case .codeSent(let dispatch):
            guard progress.notified.contains(dispatch.fieldName) else { throw refusal(of: event, .notNotified) }
            return self
        case .contactCorrected(let correction):
            try requireSignatory(correction.fieldName, of: progress.order, for: event)
            return self
        case .cancelled(let cancellation): return .cancelled(cancellation)
        case .superseded(let act): return try superseding(act, progress)
        case .erased(let erasure): return .erased(erasure)
        default: throw refusal(of: event, .notInThisState)
        }
    }

    /// The state after a whole journal.
    ///
    /// - Throws: ``TransitionRefused`` at the first event that may not follow those before it.
    public static func after(_ events: some Sequence<ConventionEvent>) throws(TransitionRefused) -> ConventionState {
        var state = ConventionState.notBegun
        for event in events { state = try state.applying(event) }
        return state
    }
}

extension ConventionEvent {
    /// A hold changes nothing but whether the convention may be erased, which whoever erases asks ``LegalHold/inForce(after:)``.
    fileprivate var concernsLegalHold: Bool { kind == .legalHoldPlaced || kind == .legalHoldLifted }
}

extension ConventionState {
    /// Whether there is a file to keep.
    fileprivate var mayBeHeld: Bool { phase != .notBegun && phase != .erased }

    func refusal(of event: ConventionEvent, _ reason: TransitionRefused.Reason) -> TransitionRefused {
        TransitionRefused(phase: phase, event: event.kind, reason: reason)
    }

    private func progress(of issue: Issue, drafted: SigningOrder) throws(TransitionRefused) -> SigningProgress {
        guard Set(issue.order.requiredNames) == Set(drafted.requiredNames),
            Set(issue.order.optional) == Set(drafted.optional)
        else {
            throw refusal(of: .issued(issue), .orderDiffers)
        }
        return SigningProgress(issue: issue)
    }

    private func refusing(
        _ act: Refusal, in progress: SigningProgress
    ) throws(TransitionRefused) -> ConventionState {
        try requireUnsigned(act.fieldName, for: .refused(act), in: progress)
        // Nobody ends what is complete without him or her.
        guard !progress.order.optional.contains(act.fieldName) else {
            throw refusal(of: .refused(act), .signatureOptional)
        }
        return .refused(act)
    }

    private func noting(
        _ event: ConventionEvent, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        if let fieldName = event.fieldName { try requireUnsigned(fieldName, for: event, in: progress) }
        return progress
    }

    /// Who has signed may still need a new link for reading.
    func renewing(
        _ invitation: Invitation, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        try requireSignatory(invitation.fieldName, of: progress.order, for: .linkRenewed(invitation))
        return progress
    }

    func requireSignatory(
        _ fieldName: String, of order: SigningOrder, for event: ConventionEvent
    ) throws(TransitionRefused) {
        guard order.fieldNames.contains(fieldName) else { throw refusal(of: event, .notASignatory) }
    }

    private func consenting(
        _ consent: Consent, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.consentGiven(consent)
        try requireTurn(of: consent.fieldName, for: event, in: progress)
        guard progress.pending[consent.fieldName] == nil else { throw refusal(of: event, .signaturePending) }
        guard !progress.isArchived else { throw refusal(of: event, .alreadyArchived) }
        guard consent.baseDigest == progress.baseDigest else { throw refusal(of: event, .otherDocument) }
        var next = progress
        next.note(consent)
        return next
    }

    /// A signature waits after a consent of the same attempt, and one at a time.
    private func waiting(
        _ pending: PendingSignature, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.signaturePending(pending)
        try requireTurn(of: pending.fieldName, for: event, in: progress)
        guard progress.consents[pending.fieldName]?.contains(pending.attempt) == true else {
            throw refusal(of: event, .consentMissing)
        }
        guard progress.pending[pending.fieldName] == nil else { throw refusal(of: event, .signaturePending) }
        var next = progress
        next.note(pending)
        return next
    }

    private func lapsing(
        _ lapse: ConsentLapse, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.consentLapsed(lapse)
        try requireUnsigned(lapse.fieldName, for: event, in: progress)
        guard progress.pending[lapse.fieldName]?.attempt == lapse.attempt else { throw refusal(of: event, .notPending) }
        var next = progress
        next.note(lapse)
        return next
    }

    private func expiring(
        _ expiry: Expiry, in progress: SigningProgress
    ) throws(TransitionRefused) -> ConventionState {
        let event = ConventionEvent.expired(expiry)
        try requireMissing(for: event, in: progress)
        guard !progress.overruled.contains(expiry.reason) else { throw refusal(of: event, .deadlineOverruled) }
        var next = progress
        next.note(expiry)
        return .expired(next, expiry)
    }

    private func reopening(
        _ progress: SigningProgress, by act: Reopening, after expiry: Expiry
    ) -> SigningProgress {
        var next = progress
        next.note(act, after: expiry)
        return next
    }

    func requireMissing(
        for event: ConventionEvent, in progress: SigningProgress
    ) throws(TransitionRefused) {
        guard !progress.isSignedByAll else { throw refusal(of: event, .nobodyMissing) }
    }

    private func signing(
        _ signature: SignatureRecord, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.signed(signature)
        try requireTurn(of: signature.fieldName, for: event, in: progress)
        guard progress.consents[signature.fieldName]?.contains(signature.attempt) == true else {
            throw refusal(of: event, .consentMissing)
        }
        guard (progress.pending[signature.fieldName]?.attempt ?? signature.attempt) == signature.attempt else {
            throw refusal(of: event, .signaturePending)
        }
        guard signature.previousDigest == progress.headDigest, signature.revisionDigest != progress.headDigest else {
            throw refusal(of: event, .notOnTheNewestRevision)
        }
        var next = progress
        next.note(signature)
        return next
    }

    private func completing(
        _ completion: Completion, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.completed(completion)
        guard progress.isSignedByAll else { throw refusal(of: event, .signaturesMissing(progress.awaited)) }
        guard completion.finalDigest == progress.headDigest else { throw refusal(of: event, .otherDocument) }
        var next = progress
        next.note(completion)
        return next
    }

    func archiving(
        _ archival: Archival, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        guard archival.previousDigest == progress.headDigest, archival.revisionDigest != progress.headDigest else {
            throw refusal(of: .archived(archival), .notOnTheNewestRevision)
        }
        var next = progress
        next.note(archival)
        return next
    }

    func requireUnsigned(
        _ fieldName: String, for event: ConventionEvent, in progress: SigningProgress
    ) throws(TransitionRefused) {
        switch progress.permission(for: fieldName) {
        case .maySign, .mustWait: return
        case .noLongerNeeded: throw refusal(of: event, .noLongerNeeded)
        case .alreadySigned: throw refusal(of: event, .alreadySigned)
        case .notASignatory: throw refusal(of: event, .notASignatory)
        }
    }

    func requireTurn(
        of fieldName: String, for event: ConventionEvent, in progress: SigningProgress
    ) throws(TransitionRefused) {
        try requireUnsigned(fieldName, for: event, in: progress)
        if case .mustWait(let others) = progress.permission(for: fieldName) {
            throw refusal(of: event, .notYourTurn(waitingFor: others))
        }
    }
}
