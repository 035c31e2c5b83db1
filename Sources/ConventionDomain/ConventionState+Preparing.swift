extension ConventionState {
    /// What may happen while the parts are being filled.
    func applying(
        _ event: ConventionEvent, toCompleting progress: PreparationProgress
    ) throws(TransitionRefused) -> ConventionState {
        var next = progress
        switch event {
        case .partRequested(let request):
            try requireOpen(request.part, for: event, in: progress)
            return self
        case .partSaved(let saving):
            try requireOpen(.host, for: event, in: progress)
            next.note(saving)
            return .completing(next)
        case .partGiven(let giving):
            try requireOpen(giving.part, for: event, in: progress)
            next.note(giving)
            return .completing(next)
        case .readied(let readiness):
            guard progress.missing.isEmpty else { throw refusal(of: event, .partsMissing(progress.missing)) }
            guard readiness.hostDigest == progress.hostDigest else { throw refusal(of: event, .otherDocument) }
            return .toApprove(progress)
        default: return try applying(event, toPrepared: progress)
        }
    }

    /// What may happen once the school has everything in its hands.
    func applying(
        _ event: ConventionEvent, toApprove progress: PreparationProgress
    ) throws(TransitionRefused) -> ConventionState {
        if case .drafted(let drafting) = event { return .draft(drafting.order) }
        return try applying(event, toPrepared: progress)
    }

    /// What may happen at any time before there is a draft.
    private func applying(
        _ event: ConventionEvent, toPrepared progress: PreparationProgress
    ) throws(TransitionRefused) -> ConventionState {
        var next = progress
        switch event {
        case .partDisputed(let dispute):
            next.note(dispute)
            return .completing(next)
        case .handedBack(let act):
            guard progress.given.contains(.host) else { throw refusal(of: event, .partsMissing([.host])) }
            next.note(act)
            return .completing(next)
        case .partCorrected(let correction):
            next.note(correction)
            return .completing(next)
        case .contactCorrected: return self
        case .cancelled(let cancellation): return .cancelled(cancellation)
        case .erased(let erasure): return .erased(erasure)
        default: throw refusal(of: event, .notInThisState)
        }
    }

    private func requireOpen(
        _ part: PreparationPart, for event: ConventionEvent, in progress: PreparationProgress
    ) throws(TransitionRefused) {
        guard !progress.given.contains(part) else { throw refusal(of: event, .partGiven) }
    }
}
