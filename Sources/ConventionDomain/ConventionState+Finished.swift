extension ConventionState {
    /// How everybody signed, whatever became of the placement afterwards; `nil` as long as somebody has not.
    public var finished: SigningProgress? {
        switch self {
        case .completed(let progress), .ended(let progress), .interrupted(let progress, _): progress
        case .notBegun, .completing, .toApprove, .draft, .signing, .expired, .refused, .cancelled, .erased: nil
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
            return .signing(try withdrawingPaper(withdrawal, from: progress))
        case (.completed, .ended): return .ended(progress)
        // The school may hear of it after the last day.
        case (.completed, .interrupted(let interruption)), (.ended, .interrupted(let interruption)):
            return .interrupted(progress, interruption)
        // Whether the last day is over, the clock says anew.
        case (.interrupted, .resumed): return .completed(progress)
        default: throw refusal(of: event, .notInThisState)
        }
    }

    private func keeping(_ progress: SigningProgress) -> ConventionState {
        switch self {
        case .ended: .ended(progress)
        case .interrupted(_, let interruption): .interrupted(progress, interruption)
        default: .completed(progress)
        }
    }
}

extension ConventionState.Phase {
    /// Whether all have signed, whatever became of the placement afterwards.
    public var isFinished: Bool { [.completed, .ended, .interrupted].contains(self) }
}
