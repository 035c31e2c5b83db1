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

    /// No pause is running and fewer than three codes of this kind went out within the hour.
    func requireFreeToSend(
        to fieldName: String, of id: ConventionID, at time: Date, kind: CodeChallenge.Kind = .decision
    ) async throws(WorkflowError) {
        let hour = 3_600.0
        let recent: [CodeChallenge]
        do {
            recent = try await ports.store.codes(id, fieldName, time.addingTimeInterval(-hour)).filter {
                $0.kind == kind
            }
        } catch { throw WorkflowError(error) }
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
