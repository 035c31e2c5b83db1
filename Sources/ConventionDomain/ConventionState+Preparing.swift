extension ConventionState {
    /// What may happen while the parts are being filled.
    func applying(
        _ event: ConventionEvent, toCompleting progress: PreparationProgress
    ) throws(TransitionRefused) -> ConventionState {
        var next = progress
        switch event {
        case .partRequested(let request):
            guard progress.isOpen(request.part) else {
                try requireOpen(request.part, for: event, in: progress)
                throw refusal(of: event, .partGiven)
            }
            return self
        case .hostProposed, .proposalReturned, .hostConfirmed:
            return .completing(try naming(event, in: progress))
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

    /// Who the host is: the family proposes, the school takes it or wants another.
    private func naming(
        _ event: ConventionEvent, in progress: PreparationProgress
    ) throws(TransitionRefused) -> PreparationProgress {
        guard let naming = progress.hostNaming else { throw refusal(of: event, .hostNamed) }
        var next = progress
        switch event {
        case .hostProposed(let proposal):
            guard !naming.isProposed else { throw refusal(of: event, .partGiven) }
            next.note(proposal)
        case .proposalReturned(let act):
            guard naming.isProposed else { throw refusal(of: event, .hostNotNamed) }
            next.note(act)
        case .hostConfirmed(let confirmation):
            guard naming.isProposed else { throw refusal(of: event, .hostNotNamed) }
            next.note(confirmation)
        default: throw refusal(of: event, .notInThisState)
        }
        return next
    }

    private func requireOpen(
        _ part: PreparationPart, for event: ConventionEvent, in progress: PreparationProgress
    ) throws(TransitionRefused) {
        // Nobody writes for a host, and no mail goes to one, before the school knows which it is.
        if part == .host, progress.hostNaming != nil { throw refusal(of: event, .hostNotNamed) }
        guard !progress.given.contains(part) else { throw refusal(of: event, .partGiven) }
    }
}
