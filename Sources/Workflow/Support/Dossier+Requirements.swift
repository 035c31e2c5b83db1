import ConventionDomain

extension Dossier {
    /// Signatures are being gathered; anything else is an error that says what the convention has become.
    func requireSigning() throws(WorkflowError) -> SigningProgress {
        switch state {
        case .signing(let progress): return progress
        case .cancelled: throw .conventionCancelled
        case .superseded: throw .conventionSuperseded
        case .refused: throw .conventionRefused
        case .completed, .amended, .ended, .interrupted: throw .conventionCompleted
        case .expired: throw .conventionExpired
        case .erased: throw .conventionErased
        case .notBegun, .completing, .toApprove, .draft: throw .wrongState(state.phase)
        }
    }

    /// The signatory may sign now; on paper also after the document was archived, which nobody can sign any more.
    func requireTurn(of fieldName: String, onPaper: Bool = false) throws(WorkflowError) -> SigningProgress {
        guard !signedFields.contains(fieldName) else { throw .alreadySigned }
        guard !isNoLongerNeeded(fieldName) else { throw .noLongerNeeded }
        let progress = try requireSigning()
        try requireNotOnHold()
        guard archivals.isEmpty || onPaper else { throw .paper(.alreadyArchived) }
        switch progress.permission(for: fieldName) {
        case .maySign: return progress
        case .alreadySigned: throw .alreadySigned
        case .noLongerNeeded: throw .noLongerNeeded
        case .mustWait(let others): throw .notYourTurn(waitingFor: roles(of: others))
        case .notASignatory: throw .unavailable(.damagedStorage)
        }
    }

    /// The convention was issued.
    func requireIssue() throws(WorkflowError) -> Issue {
        guard let issue else {
            if case .cancelled = state { throw .conventionCancelled }
            throw .wrongState(state.phase)
        }
        return issue
    }

    /// The document shown is a revision of this convention. Not necessarily the newest: the newer ones only add
    /// signatures to the bytes that were shown.
    func requireRevision(_ shown: DocumentDigest) throws(WorkflowError) {
        guard let newest = revisionDigests.last else { throw .wrongState(state.phase) }
        guard revisionDigests.contains(shown) else { throw .documentChanged(current: newest) }
    }

    /// The document read is the newest revision.
    func requireNewest(_ read: DocumentDigest) throws(WorkflowError) {
        guard revisionDigests.last == read else { throw .documentChanged(current: revisionDigests.last ?? read) }
    }

    /// The document read is the newest revision, or one to which nothing was added since but signatures of those who need not sign: what was
    /// read is the beginning of what is signed, byte for byte, and they may come at any moment.
    func requireRead(_ read: DocumentDigest) throws(WorkflowError) {
        guard archivals.isEmpty, let index = revisionDigests.firstIndex(of: read) else {
            return try requireNewest(read)
        }
        let since = signatures[index...]
        guard since.allSatisfy({ drafting.order.optional.contains($0.fieldName) }) else {
            return try requireNewest(read)
        }
    }

    /// The state after more events, or the use case's error for the first that may not happen.
    func requirePossible(_ events: [ConventionEvent]) throws(WorkflowError) {
        var next = state
        for event in events {
            do { next = try next.applying(event) } catch { throw workflowError(for: error) }
        }
    }

    private func workflowError(for refused: TransitionRefused) -> WorkflowError {
        switch refused.reason {
        case .notYourTurn(let others): .notYourTurn(waitingFor: roles(of: others))
        case .alreadySigned: .alreadySigned
        case .consentMissing: .consentMissing
        case .signaturePending: .signaturePending
        case .notPending: .unavailable(.contention)
        case .notASignatory: .signatoryMismatch
        case .someoneSigned: .someoneSigned
        case .nobodyMissing, .deadlineOverruled: .unavailable(.contention)
        case .notOnTheNewestRevision: .unavailable(.contention)
        case .onHold: .conventionOnHold
        case .isASignatory, .notNotified: .signatoryMismatch
        case .objectionStands, .noObjection: .unavailable(.contention)
        case .noLongerNeeded: .noLongerNeeded
        case .signatureOptional, .signatureRequired: .signatoryMismatch
        case .alreadyDeclined: .unavailable(.contention)
        case .onePartyOnPaper: .paper(.onePartyOnPaper)
        case .schoolOnPaper: .paper(.schoolOnPaper)
        case .notOnPaper: .paper(.notOnPaper)
        case .othersSignedSince: .paper(.othersSignedSince)
        case .alreadyArchived: .paper(.alreadyArchived)
        case .partGiven, .partsMissing, .hostNotNamed, .hostNamed: .wrongState(refused.phase)
        case .alreadyAmended: .amendment(.alreadyAmended)
        case .alreadyAttested: .attestation(.alreadyAttested)
        case .notBegun: .unavailable(.damagedStorage)
        case .orderDiffers, .signaturesMissing, .otherDocument: .unavailable(.damagedStorage)
        case .notInThisState: impossible(in: refused.phase)
        }
    }

    private func impossible(in phase: ConventionState.Phase) -> WorkflowError {
        switch phase {
        case .cancelled: .conventionCancelled
        case .superseded: .conventionSuperseded
        case .refused: .conventionRefused
        case .completed, .amended, .ended, .interrupted: .conventionCompleted
        case .expired: .conventionExpired
        case .erased: .conventionErased
        case .notBegun, .completing, .toApprove, .draft, .signing: .wrongState(phase)
        }
    }
}
