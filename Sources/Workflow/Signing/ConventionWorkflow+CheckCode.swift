import ConventionDomain
import OpenSSLBridge

extension ConventionWorkflow {
    /// The code is the one sent for this purpose and attempt, to this signatory, about this document, in time and not
    /// used.
    ///
    /// - Returns: Tries it took.
    func requireCode(_ typed: String, for use: CodeUse, of link: OpenedLink) async throws(WorkflowError) -> Int {
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
        guard challenge.tries <= settings.codeTries, !challenge.isUsed, !challenge.isReplaced,
            challenge.expiresAt > time
        else { throw .codeExpired }
        try requireMatch(typed, challenge, for: use)
        return challenge.tries
    }

    private func requireMatch(
        _ typed: String, _ challenge: CodeChallenge, for use: CodeUse
    ) throws(WorkflowError) {
        if let code = OneTimeCode(typed: typed) {
            let found = code.authenticator(salt: challenge.salt, use: use, authenticate: ports.store.authenticate)
            if constantTimeEqual(found, challenge.authenticator) { return }
        }
        let remaining = settings.codeTries - challenge.tries
        guard remaining > 0 else { throw .codeLocked(until: pauseEnd(of: challenge) ?? challenge.expiresAt) }
        throw .wrongCode(remainingTries: remaining)
    }
}
