import ConventionDomain
import Parties

import struct Foundation.Date

/// A code that was drawn, and what the store keeps of it.
struct DrawnCode {
    let code: OneTimeCode
    let purpose: CodeUse.Purpose
    let challenge: CodeChallenge
}

extension ConventionWorkflow {
    func newAttempt() throws(WorkflowError) -> AttemptID {
        guard let attempt = AttemptID(Base64URL.encode(try randomBytes(32))) else { throw .unavailable(.randomness) }
        return attempt
    }

    /// No pause is running and fewer codes of this kind went out than may: within the hour, and for reading within the day.
    func requireFreeToSend(
        to fieldName: String, of id: ConventionID, at time: Date, kind: CodeChallenge.Kind = .decision
    ) async throws(WorkflowError) {
        let (hour, day) = (3_600.0, 86_400.0)
        let recent = try await codes(kind, to: fieldName, of: id, since: time.addingTimeInterval(-day))
        for challenge in recent {
            if let until = pauseEnd(of: challenge), until > time { throw .codeLocked(until: until) }
        }
        // The longest first: it says when the next one goes out.
        let limits = kind == .reading ? [(day, settings.readingCodesPerDay)] : []
        for (span, limit) in limits + [(hour, settings.codesPerHour)] {
            let within = recent.filter { $0.sentAt > time.addingTimeInterval(-span) }
            guard within.count < limit else {
                throw .tooManyCodes(until: within[within.count - limit].sentAt.addingTimeInterval(span))
            }
        }
    }

    /// The codes of one kind sent to a signatory since a moment, oldest first.
    func codes(
        _ kind: CodeChallenge.Kind, to fieldName: String, of id: ConventionID, since: Date
    ) async throws(WorkflowError) -> [CodeChallenge] {
        do { return try await ports.store.codes(id, fieldName, since).filter { $0.kind == kind } } catch {
            throw WorkflowError(error)
        }
    }

    /// When a code whose tries are used up gives way to a new one; `nil` while tries are left.
    func pauseEnd(of challenge: CodeChallenge) -> Date? {
        guard challenge.tries >= settings.codeTries, !challenge.isUsed else { return nil }
        return challenge.lastTryAt?.addingTimeInterval(settings.codePause)
    }

    func drawCode(
        for use: CodeUse, to fieldName: String, of id: ConventionID, at time: Date
    ) throws(WorkflowError) -> DrawnCode {
        var drawn: OneTimeCode?
        while drawn == nil { drawn = OneTimeCode(randomBytes: try randomBytes(OneTimeCode.byteCount)) }
        guard let code = drawn else { throw .unavailable(.randomness) }
        let salt = try randomBytes(16)
        var challenge = CodeChallenge(
            attempt: use.attempt, convention: id, fieldName: fieldName, shownDigest: use.shownDigest, salt: salt,
            authenticator: code.authenticator(salt: salt, use: use, authenticate: ports.store.authenticate),
            sentAt: time, expiresAt: time.addingTimeInterval(settings.codeLifetime))
        challenge.kind = use.purpose.kind
        return DrawnCode(code: code, purpose: use.purpose, challenge: challenge)
    }

    func announce(_ challenge: CodeChallenge, _ way: CodeWay) -> CodeRequested {
        CodeRequested(
            attempt: challenge.attempt, maskedAddress: way.maskedAddress, method: way.method,
            expiresAt: challenge.expiresAt)
    }

    /// Adds the code, its event and the message that carries it.
    func addCode(
        _ drawn: DrawnCode, by way: CodeWay, in kind: MailKind, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let challenge = drawn.challenge
        let dispatch = CodeDispatch(
            fieldName: challenge.fieldName, attempt: challenge.attempt.text, channel: way.method,
            expiresAt: challenge.expiresAt)
        change.events.append(.codeSent(dispatch))
        try addMessage(of: drawn, by: way, in: kind, of: dossier, to: &change)
    }

    /// The same by e-mail to whoever the letters reach, who signs nothing.
    func addCode(
        _ drawn: DrawnCode, in kind: MailKind, _ letters: Letters, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let challenge = drawn.challenge
        change.events.append(
            .codeSent(
                CodeDispatch(
                    fieldName: challenge.fieldName, attempt: challenge.attempt.text, channel: .emailCode,
                    expiresAt: challenge.expiresAt)))
        try addMessage(of: drawn, in: kind, letters, to: &change)
    }

    /// The message alone, without an event.
    func addMessage(
        of drawn: DrawnCode, in kind: MailKind, _ letters: Letters, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let challenge = drawn.challenge
        change.newCode = challenge
        change.mails.append(
            try letters.write(
                kind, to: challenge.fieldName, key: try messageKey(),
                [.code: drawn.code.digits, .minutes: String(Int(settings.codeLifetime / 60))],
                notAfter: challenge.expiresAt))
    }

    /// Adds the code and the message that carries it; too old, it is not sent.
    func addMessage(
        of drawn: DrawnCode, by way: CodeWay, in kind: MailKind, of dossier: Dossier,
        to change: inout ConventionChange
    ) throws(WorkflowError) {
        let challenge = drawn.challenge
        let minutes = Int(settings.codeLifetime / 60)
        change.newCode = challenge
        switch way {
        case .email:
            change.mails.append(
                try letters(for: dossier).write(
                    kind, to: challenge.fieldName, key: try messageKey(),
                    [.code: drawn.code.digits, .minutes: String(minutes)], notAfter: challenge.expiresAt))
        case .sms(let number):
            // Corrected while this was being decided.
            guard dossier.history.contacts[challenge.fieldName]?.mobile == number.e164 else {
                throw .unavailable(.contention)
            }
            var message = OutgoingMail(
                messageKey: try messageKey(), to: number.e164, subject: "",
                textBody: TextMessage.text(for: drawn.purpose, code: drawn.code, minutes: minutes))
            message.medium = .sms
            change.mails.append(
                QueuedMail(fieldName: challenge.fieldName, mail: message, notAfter: challenge.expiresAt))
        }
    }
}
