extension ConventionState {
    /// How everybody signed, whatever became of the placement afterwards; `nil` as long as somebody has not.
    public var finished: SigningProgress? {
        switch self {
        case .completed(let progress), .amended(let progress), .ended(let progress), .interrupted(let progress, _):
            progress
        case .notBegun, .completing, .toApprove, .draft, .signing, .expired, .refused, .cancelled, .superseded, .erased:
            nil
        }
    }

    /// What may happen to a convention that all have signed: nothing that touches what they signed.
    func applying(
        _ event: ConventionEvent, toFinished progress: SigningProgress
    ) throws(TransitionRefused) -> ConventionState {
        switch (self, event) {
        case (_, .linkRenewed(let invitation)):
            _ = try renewing(invitation, in: progress)
            return self
        case (_, .contactCorrected(let correction)):
            try requireSignatory(correction.fieldName, of: progress.order, for: event)
            return self
        case (_, .archived(let archival)): return keeping(try archiving(archival, in: progress))
        case (_, .erased(let erasure)): return .erased(erasure)
        case (.completed, .paperWithdrawn(let withdrawal)), (.ended, .paperWithdrawn(let withdrawal)):
            // An amendment rests on what was signed.
            guard progress.amendments.isEmpty, progress.begunAmendment == nil else {
                throw refusal(of: event, .alreadyAmended)
            }
            return .signing(try withdrawingPaper(withdrawal, from: progress))
        case (.completed, .amendmentBegun(let beginning)), (.amended, .amendmentBegun(let beginning)):
            return keeping(noting(beginning, in: progress))
        case (_, .amended(let act)): return try amending(act, in: progress)
        case (.completed, .ended), (.amended, .ended): return .ended(progress)
        // The school may hear of it after the last day.
        case (.completed, .interrupted(let interruption)), (.amended, .interrupted(let interruption)),
            (.ended, .interrupted(let interruption)):
            try requireNoAttestation(for: event, in: progress)
            return .interrupted(progress.withoutBegunAttestation, interruption)
        // Whether the last day is over, the clock says anew.
        case (.interrupted, .resumed):
            try requireNoAttestation(for: event, in: progress)
            let next = progress.withoutBegunAttestation
            return next.amendments.isEmpty ? .completed(next) : .amended(next)
        case (.ended, .attestationRequested), (.ended, .attestationBegun), (.ended, .attested),
            (.interrupted, .attestationRequested), (.interrupted, .attestationBegun), (.interrupted, .attested):
            return keeping(try attesting(event, in: progress))
        default: throw refusal(of: event, .notInThisState)
        }
    }

    private func noting(_ beginning: AmendmentBeginning, in progress: SigningProgress) -> SigningProgress {
        var next = progress
        next.note(beginning)
        return next
    }

    /// Signed late, it may move the last day of a placement that has ended: the clock says anew. What was interrupted stays so.
    private func amending(
        _ act: Amending, in progress: SigningProgress
    ) throws(TransitionRefused) -> ConventionState {
        guard progress.begunAmendment == act.amendment else { throw refusal(of: .amended(act), .notBegun) }
        try requireNoAttestation(for: .amended(act), in: progress)
        var next = progress.withoutBegunAttestation
        next.note(act)
        if case .interrupted(_, let interruption) = self { return .interrupted(next, interruption) }
        return .amended(next)
    }

    /// What the host has signed about a placement holds for the placement as it was then.
    private func requireNoAttestation(
        for event: ConventionEvent, in progress: SigningProgress
    ) throws(TransitionRefused) {
        guard progress.attestation == nil else { throw refusal(of: event, .alreadyAttested) }
    }

    private func attesting(
        _ event: ConventionEvent, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        try requireNoAttestation(for: event, in: progress)
        var next = progress
        switch event {
        case .attestationRequested(let request):
            try requireSignatory(request.fieldName, of: progress.order, for: event)
        case .attestationBegun(let beginning): next.note(beginning)
        case .attested(let attesting):
            guard progress.begunAttestation == attesting.attestation else { throw refusal(of: event, .notBegun) }
            next.note(attesting)
        default: break
        }
        return next
    }

    private func keeping(_ progress: SigningProgress) -> ConventionState {
        switch self {
        case .amended: .amended(progress)
        case .ended: .ended(progress)
        case .interrupted(_, let interruption): .interrupted(progress, interruption)
        default: .completed(progress)
        }
    }
}

extension ConventionState.Phase {
    /// Whether all have signed, whatever became of the placement afterwards.
    public var isFinished: Bool { [.completed, .amended, .ended, .interrupted].contains(self) }
}
