import ConventionDomain
import OpenSSLBridge

extension ConventionWorkflow {
    /// The code is the one sent for this purpose and attempt, to this signatory, about this document, in time and not
    /// used.
    ///
    /// - Returns: Tries it took.
    func requireCode(_ typed: String, for use: CodeUse, of link: OpenedLink) async throws(WorkflowError) -> Int {
        try await requireChallenge(typed, for: use, of: link).tries
    }

    /// The same, and a code for reading that was used already, as long as it is in time and no newer one was sent: a double click, or
    /// an answer that was lost, gets again what the same code gave, which decides nothing.
    ///
    /// - Returns: What the store keeps of the code, this try counted.
    func requireChallenge(
        _ typed: String, for use: CodeUse, of link: OpenedLink
    ) async throws(WorkflowError) -> CodeChallenge {
        let time = now()
        let counted: CodeChallenge?
        do { counted = try await ports.store.countTry(use.attempt, time, settings.codeTries) } catch {
            throw WorkflowError(error)
        }
        guard let challenge = counted, challenge.convention == link.dossier.id,
            challenge.fieldName == link.fieldName, challenge.shownDigest == use.shownDigest
        else { throw .codeExpired }
        if challenge.tries > settings.codeTries, let until = pauseEnd(of: challenge), until > time {
            throw .codeLocked(until: until)
        }
        guard challenge.tries <= settings.codeTries, !challenge.isUsed || use.purpose == .read,
            !challenge.isReplaced, challenge.expiresAt > time
        else { throw .codeExpired }
        try requireMatch(typed, challenge, for: use)
        return challenge
    }

    private func requireMatch(
        _ typed: String, _ challenge: CodeChallenge, for use: CodeUse
    ) throws(WorkflowError) {
        if let code = OneTimeCode(typed: typed) {
            let found = code.authenticator(salt: challenge.salt, use: use, authenticate: ports.store.authenticate)
            if constantTimeEqual(found, challenge.authenticator) { return }
        }
        guard !challenge.isUsed else { throw .codeExpired }
        let remaining = settings.codeTries - challenge.tries
        guard remaining > 0 else { throw .codeLocked(until: pauseEnd(of: challenge) ?? challenge.expiresAt) }
        throw .wrongCode(remainingTries: remaining)
    }
}
