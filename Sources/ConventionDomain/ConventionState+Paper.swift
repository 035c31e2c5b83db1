private import Parties

// One party of a convention may sign on paper; the school says so in a statement.
extension ConventionState {
    func choosingPaper(
        _ wish: PaperWish, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.paperChosen(wish)
        try requireUnsigned(wish.fieldName, for: event, in: progress)
        try requireNotSchool(wish.fieldName, for: event)
        try requireRequired(wish.fieldName, for: event, in: progress)
        guard progress.onPaper == nil else { throw refusal(of: event, .onePartyOnPaper) }
        return progress
    }

    /// It counts as the signatory's part: whoever comes next is next, and the last one completes.
    func attestingPaper(
        _ attestation: PaperAttestation, in progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.paperAttested(attestation)
        try requireTurn(of: attestation.fieldName, for: event, in: progress)
        try requireNotSchool(attestation.fieldName, for: event)
        try requireRequired(attestation.fieldName, for: event, in: progress)
        guard progress.onPaper == nil else { throw refusal(of: event, .onePartyOnPaper) }
        guard progress.pending[attestation.fieldName] == nil else { throw refusal(of: event, .signaturePending) }
        guard attestation.baseDigest == progress.baseDigest else { throw refusal(of: event, .otherDocument) }
        var next = progress
        next.note(attestation)
        return next
    }

    /// As long as nobody has signed because of it: a signature that was given out of turn could not be undone.
    func withdrawingPaper(
        _ withdrawal: PaperWithdrawal, from progress: SigningProgress
    ) throws(TransitionRefused) -> SigningProgress {
        let event = ConventionEvent.paperWithdrawn(withdrawal)
        guard let onPaper = progress.onPaper, onPaper.fieldName == withdrawal.fieldName,
            onPaper.statementDigest == withdrawal.statementDigest
        else { throw refusal(of: event, .notOnPaper) }
        guard !progress.hasSignatureAfter(withdrawal.fieldName) else { throw refusal(of: event, .othersSignedSince) }
        // What waits for a time-stamp would be signed out of turn.
        guard !progress.later(than: withdrawal.fieldName).contains(where: { progress.pending[$0] != nil }) else {
            throw refusal(of: event, .signaturePending)
        }
        var next = progress
        next.note(withdrawal)
        return next
    }

    /// A paper takes the place of a signature that is waited for.
    private func requireRequired(
        _ fieldName: String, for event: ConventionEvent, in progress: SigningProgress
    ) throws(TransitionRefused) {
        guard !progress.order.optional.contains(fieldName) else { throw refusal(of: event, .signatureOptional) }
    }

    /// Who attests does not attest for itself.
    private func requireNotSchool(_ fieldName: String, for event: ConventionEvent) throws(TransitionRefused) {
        guard fieldName != Signatory.Role.school.rawValue else { throw refusal(of: event, .schoolOnPaper) }
    }
}

extension SigningProgress {
    /// Whether somebody of a later group has signed.
    fileprivate func hasSignatureAfter(_ fieldName: String) -> Bool {
        later(than: fieldName).contains(where: signed.contains)
    }

    /// Who comes after somebody in the order.
    fileprivate func later(than fieldName: String) -> [String] {
        guard let own = order.groups.firstIndex(where: { $0.contains(fieldName) }) else { return [] }
        return order.groups.dropFirst(own + 1).flatMap(\.self)
    }
}
