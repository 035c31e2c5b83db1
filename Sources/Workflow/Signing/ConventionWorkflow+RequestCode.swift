import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Records the consent and sends a one-time code to the address on file.
    ///
    /// - Throws: ``WorkflowError/consentVersionChanged(current:)``; ``WorkflowError/consentMissing`` when the
    ///   statement is not this role's; ``WorkflowError/documentChanged(current:)``;
    ///   ``WorkflowError/notYourTurn(waitingFor:)``; ``WorkflowError/codeLocked(until:)``;
    ///   ``WorkflowError/tooManyCodes(until:)``; and as ``view(_:)``.
    package func requestCode(
        _ token: LinkToken, consent given: ConsentGiven
    ) async throws(WorkflowError) -> CodeRequested {
        let link = try await openForSigning(token)
        var requested: CodeRequested?
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            let consent = try requireConsent(given, of: link.fieldName, in: dossier)
            try await requireFreeToSend(to: link.fieldName, of: dossier.id, at: time)
            let (code, challenge) = try makeCode(for: consent, of: dossier.id, at: time)
            requested = try announce(challenge, in: dossier)
            return try codeChange(code, challenge, consent, of: dossier)
        }
        guard let requested else { throw .unavailable(.storage) }
        return requested
    }

    /// The statement in force for this role, agreed to on a revision of this convention, by somebody whose turn it is.
    func requireConsent(
        _ given: ConsentGiven, of fieldName: String, in dossier: Dossier
    ) throws(WorkflowError) -> Consent {
        let progress = try dossier.requireTurn(of: fieldName)
        let statement = try consent(for: try dossier.requireSignatory(fieldName).role)
        guard given.statementID == statement.id else { throw .consentMissing }
        guard given.version == statement.version else { throw .consentVersionChanged(current: statement.version) }
        try dossier.requireRevision(given.shownDigest)
        return Consent(
            fieldName: fieldName, attempt: try newAttempt().text, statementID: statement.id,
            statementVersion: statement.version, textDigest: statement.textDigest, shownDigest: given.shownDigest,
            baseDigest: progress.baseDigest)
    }

    func newAttempt() throws(WorkflowError) -> AttemptID {
        guard let attempt = AttemptID(Base64URL.encode(try randomBytes(32))) else { throw .unavailable(.randomness) }
        return attempt
    }

    /// No pause is running and fewer than three codes went out within the hour.
    private func requireFreeToSend(
        to fieldName: String, of id: ConventionID, at time: Date
    ) async throws(WorkflowError) {
        let hour = 3_600.0
        let recent: [CodeChallenge]
        do { recent = try await ports.store.codes(id, fieldName, time.addingTimeInterval(-hour)) } catch {
            throw WorkflowError(error)
        }
        for challenge in recent {
            if let until = pauseEnd(of: challenge), until > time { throw .codeLocked(until: until) }
        }
        if recent.count >= settings.codesPerHour {
            let oldest = recent[recent.count - settings.codesPerHour]
            throw .tooManyCodes(until: oldest.sentAt.addingTimeInterval(hour))
        }
    }

    /// When a code whose tries are used up gives way to a new one; `nil` while tries are left.
    func pauseEnd(of challenge: CodeChallenge) -> Date? {
        guard challenge.tries >= settings.codeTries, !challenge.isUsed else { return nil }
        return challenge.lastTryAt?.addingTimeInterval(settings.codePause)
    }

    private func makeCode(
        for consent: Consent, of id: ConventionID, at time: Date
    ) throws(WorkflowError) -> (OneTimeCode, CodeChallenge) {
        var drawn: OneTimeCode?
        while drawn == nil { drawn = OneTimeCode(randomBytes: try randomBytes(OneTimeCode.byteCount)) }
        guard let code = drawn, let attempt = AttemptID(consent.attempt) else { throw .unavailable(.randomness) }
        let salt = try randomBytes(16)
        let challenge = CodeChallenge(
            attempt: attempt, convention: id, fieldName: consent.fieldName, shownDigest: consent.shownDigest,
            salt: salt,
            authenticator: code.authenticator(
                salt: salt, attempt: attempt, shownDigest: consent.shownDigest,
                authenticate: ports.store.authenticate),
            sentAt: time, expiresAt: time.addingTimeInterval(settings.codeLifetime))
        return (code, challenge)
    }

    private func announce(
        _ challenge: CodeChallenge, in dossier: Dossier
    ) throws(WorkflowError) -> CodeRequested {
        guard let contact = dossier.history.contacts[challenge.fieldName] else { throw .unavailable(.damagedStorage) }
        return CodeRequested(
            attempt: challenge.attempt, maskedAddress: masked(contact.email), expiresAt: challenge.expiresAt)
    }

    private func codeChange(
        _ code: OneTimeCode, _ challenge: CodeChallenge, _ consent: Consent, of dossier: Dossier
    ) throws(WorkflowError) -> ConventionChange {
        var change = dossier.newChange(at: challenge.sentAt)
        let dispatch = CodeDispatch(
            fieldName: challenge.fieldName, attempt: challenge.attempt.text, channel: .emailCode,
            expiresAt: challenge.expiresAt)
        change.events = [.consentGiven(consent), .codeSent(dispatch)]
        change.newCode = challenge
        change.mails = [
            try letters(for: dossier).write(
                .code, to: challenge.fieldName, key: try messageKey(),
                [.code: code.digits, .minutes: String(Int(settings.codeLifetime / 60))],
                notAfter: challenge.expiresAt)
        ]
        return change
    }
}
