package import ConventionDomain
import OpenSSLBridge
import Parties

extension ConventionWorkflow {
    /// Signs. Repeated, in two tabs or after a lost answer, it gives the same receipt.
    ///
    /// - Parameters:
    ///   - code: What was typed; spaces are ignored.
    ///   - shownDigest: The revision that the page showed, the same as when the code was asked for.
    ///   - attempt: From ``CodeRequested``.
    /// - Throws: ``WorkflowError/wrongCode(remainingTries:)``, ``WorkflowError/codeLocked(until:)``,
    ///   ``WorkflowError/codeExpired``, ``WorkflowError/documentChanged(current:)``,
    ///   ``WorkflowError/notYourTurn(waitingFor:)``, and as ``view(_:)``.
    package func sign(
        _ token: LinkToken, code: String, shownDigest: DocumentDigest, attempt: AttemptID
    ) async throws(WorkflowError) -> SigningReceipt {
        let link = try await openForSigning(token)
        if let receipt = link.dossier.receipt(for: link.fieldName) { return receipt }
        _ = try link.dossier.requireTurn(of: link.fieldName)
        try link.dossier.requireRevision(shownDigest)
        let tries = try await requireCode(code, attempt: attempt, shownDigest: shownDigest, of: link)
        let act = SigningAct(
            fieldName: link.fieldName, attempt: attempt.text, identification: .emailCode, shownDigest: shownDigest,
            codeTries: tries, usedCode: attempt, consent: nil, idempotency: nil)
        switch try await perform(act, on: link.dossier.id) {
        case .signed(let dossier), .alreadySigned(let dossier):
            guard let receipt = dossier.receipt(for: link.fieldName) else { throw .unavailable(.damagedStorage) }
            return receipt
        }
    }

    /// The code is the one sent for this attempt, to this signatory, about this document, in time and not used.
    ///
    /// - Returns: Tries it took.
    private func requireCode(
        _ typed: String, attempt: AttemptID, shownDigest: DocumentDigest, of link: OpenedLink
    ) async throws(WorkflowError) -> Int {
        let time = now()
        let counted: CodeChallenge?
        do { counted = try await ports.store.countTry(attempt, time, settings.codeTries) } catch {
            throw WorkflowError(error)
        }
        guard let challenge = counted, challenge.convention == link.dossier.id,
            challenge.fieldName == link.fieldName, challenge.shownDigest == shownDigest
        else { throw .codeExpired }
        if challenge.tries > settings.codeTries, let until = pauseEnd(of: challenge), until > time {
            throw .codeLocked(until: until)
        }
        guard challenge.tries <= settings.codeTries, !challenge.isUsed, !challenge.isReplaced,
            challenge.expiresAt > time
        else { throw .codeExpired }
        try requireMatch(typed, challenge)
        return challenge.tries
    }

    private func requireMatch(_ typed: String, _ challenge: CodeChallenge) throws(WorkflowError) {
        if let code = OneTimeCode(typed: typed) {
            let found = code.authenticator(
                salt: challenge.salt, attempt: challenge.attempt, shownDigest: challenge.shownDigest,
                authenticate: ports.store.authenticate)
            if constantTimeEqual(found, challenge.authenticator) { return }
        }
        let remaining = settings.codeTries - challenge.tries
        guard remaining > 0 else { throw .codeLocked(until: pauseEnd(of: challenge) ?? challenge.expiresAt) }
        throw .wrongCode(remainingTries: remaining)
    }
}
