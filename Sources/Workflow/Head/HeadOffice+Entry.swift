import ConventionDomain
import Parties

import struct Foundation.Date

extension HeadOffice {
    /// Mails a link that begins a session, if the address has an account; says nothing about whether it has.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)`` only.
    package func sendEntry(to email: String) async throws(WorkflowError) {
        let time = workflow.now()
        guard let account = try await account(email), isGood(account, at: time) else { return }
        do {
            let sent = try await store.entryCount(of: account.id, since: time.addingTimeInterval(-3_600))
            guard sent < limits.entriesPerHour else { return }
        } catch { throw WorkflowError(error) }
        guard let token = HeadEntryToken(randomBytes: try workflow.randomBytes(HeadEntryToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        let pass = HeadPass(
            hash: token.hash, kind: .entry, account: account.id, createdAt: time,
            expiresAt: time.addingTimeInterval(limits.entryLifetime), lastUsedAt: time)
        let mail = try letter(
            .headEntry, to: account,
            [
                .link: workflow.ports.addresses.head(.entry(token)),
                .minutes: String(Int(limits.entryLifetime / 60)),
            ], notAfter: pass.expiresAt)
        do { try await store.addEntry(pass, mail: mail) } catch { throw WorkflowError(error) }
    }

    /// Whether a mailed link still serves; changes nothing.
    ///
    /// - Throws: ``WorkflowError/expiredLink`` when it does not, for whatever reason.
    package func requireEntry(_ token: HeadEntryToken) async throws(WorkflowError) {
        _ = try await entry(token)
    }

    /// Begins a session with both factors: the mailed link, and the code of the application. The link serves once, the code too.
    ///
    /// - Throws: ``WorkflowError/expiredLink``; ``WorkflowError/wrongCode(remainingTries:)``;
    ///   ``WorkflowError/codeLocked(until:)``; ``WorkflowError/codeExpired`` for a code that was used.
    package func enter(_ token: HeadEntryToken, code: String) async throws(WorkflowError) -> HeadSessionToken {
        let entry = try await entry(token)
        do { _ = try await requireCode(code, of: entry.account) } catch {
            throw error == .unauthorized ? .expiredLink : error
        }
        guard let session = HeadSessionToken(randomBytes: try workflow.randomBytes(HeadSessionToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        let time = workflow.now()
        let pass = HeadPass(
            hash: session.hash, kind: .session, account: entry.account, createdAt: time,
            expiresAt: time.addingTimeInterval(limits.sessionLifetime), lastUsedAt: time)
        let isFirst: Bool
        do { isFirst = try await store.beginSession(pass, with: entry.hash) } catch { throw WorkflowError(error) }
        guard isFirst else { throw .expiredLink }
        return session
    }

    /// Whose session it is.
    ///
    /// - Throws: ``WorkflowError/unauthorized`` when there is none, or it is over.
    package func account(of token: HeadSessionToken) async throws(WorkflowError) -> HeadAccount {
        let time = workflow.now()
        let found: HeadAccount?
        do {
            let pass = try await store.pass(token.hash)
            if let pass, pass.kind == .session, pass.expiresAt > time,
                pass.lastUsedAt.addingTimeInterval(limits.idleLifetime) > time
            {
                // Once a minute is enough to know that somebody is there.
                if pass.lastUsedAt.addingTimeInterval(60) <= time {
                    try await store.touchSession(token.hash, at: time)
                }
                found = try await store.head(pass.account)
            } else {
                found = nil
            }
        } catch { throw WorkflowError(error) }
        guard let found, found.confirmedAt != nil, found.role.isOfSchool else { throw .unauthorized }
        return found
    }

    package func leave(_ token: HeadSessionToken) async throws(WorkflowError) {
        do { try await store.endSession(token.hash) } catch { throw WorkflowError(error) }
    }

    private func entry(_ token: HeadEntryToken) async throws(WorkflowError) -> HeadPass {
        let pass: HeadPass?
        do { pass = try await store.pass(token.hash) } catch { throw WorkflowError(error) }
        guard let pass, pass.kind == .entry, pass.expiresAt > workflow.now() else { throw .expiredLink }
        return pass
    }

    /// A message to the holder of an account.
    func letter(
        _ kind: MailKind, to account: HeadAccount, _ values: [MailVariable: String], notAfter: Date? = nil
    ) throws(WorkflowError) -> QueuedMail {
        let mail = try workflow.letter(
            kind, to: account.email, values.merging([.recipient: account.name]) { specific, _ in specific })
        return QueuedMail(fieldName: "head", mail: mail, notAfter: notAfter)
    }
}
