import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Whether the pages behind a link may be shown: always behind a signing link, which lives for days, and behind a
    /// reading link, which lives for years, to who has just entered a code.
    ///
    /// - Parameter pass: What the browser shows, as it came with the request.
    /// - Throws: ``WorkflowError/unknownLink``; for a reading link as ``view(_:)``.
    package func admits(_ token: LinkToken, pass: String?) async throws(WorkflowError) -> Bool {
        let record: LinkRecord?
        do { record = try await ports.store.link(token.hash) } catch { throw WorkflowError(error) }
        guard let record else { throw .unknownLink }
        guard record.kind == .reading else { return true }
        guard !hasPass(pass, for: token) else { return true }
        // Who has to ask for a code is told first that there is no use in it.
        _ = try await openAlive(token)
        return false
    }

    func hasPass(_ pass: String?, for token: LinkToken) -> Bool {
        pass.flatMap { ReadingPass($0, for: token, at: now(), authenticate: ports.store.authenticate) } != nil
    }

    /// Sends a one-time code for reading behind a reading link, to the number or address on file.
    ///
    /// - Parameter byMail: The reader says not to have the number any more.
    /// - Throws: ``WorkflowError/unknownLink`` also for a link of another kind; ``WorkflowError/codeLocked(until:)``;
    ///   ``WorkflowError/tooManyCodes(until:)``; and as ``view(_:)``.
    package func requestReadingCode(_ token: LinkToken, byMail: Bool = false) async throws(WorkflowError)
        -> CodeRequested
    {
        let link = try await openReadingLink(token)
        // No event moves the journal's end: nothing else keeps requests of the same moment from all being the third of the hour.
        return try await readers.inTurn("\(link.dossier.id) \(link.fieldName)") { () async throws(WorkflowError) in
            try await sendReadingCode(behind: link, byMail: byMail)
        }
    }

    private func sendReadingCode(
        behind link: OpenedLink, byMail: Bool
    ) async throws(WorkflowError) -> CodeRequested {
        let way = try await way(for: .read, to: link, byMail: byMail)
        var requested: CodeRequested?
        try await takingRoom(for: way, .reading) { () async throws(WorkflowError) in
            try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
                try await requireFreeToSend(to: link.fieldName, of: dossier.id, at: time, kind: .reading)
                let use = CodeUse(purpose: .read, attempt: try newAttempt(), shownDigest: link.record.baseDigest)
                let drawn = try drawCode(for: use, to: link.fieldName, of: dossier.id, at: time)
                requested = announce(drawn.challenge, way)
                var change = dossier.newChange(at: time)
                // Reading is no act of the convention's life: the journal does not say who looked when.
                try addMessage(of: drawn, by: way, in: .codeReading, of: dossier, to: &change)
                return change
            }
        }
        guard let requested else { throw .unavailable(.storage) }
        return requested
    }

    /// Takes the code for reading. Repeated, in time and before a newer code was sent, it gives a pass again; it is worth nothing for
    /// another attempt or another link.
    ///
    /// - Throws: For the code as ``sign(_:code:shownDigest:attempt:)``; for the link as ``requestReadingCode(_:)``;
    ///   ``WorkflowError/revokedLink`` with the last of too many wrong codes.
    package func enterForReading(
        _ token: LinkToken, code: String, attempt: AttemptID
    ) async throws(WorkflowError) -> ReadingPass {
        try await attempts.inTurn(attempt) { () async throws(WorkflowError) in
            let link = try await openReadingLink(token)
            let reader = try link.dossier.requireSignatory(link.fieldName)
            return try await enter(token, behind: link, as: reader, code: code, attempt: attempt)
        }
    }

    /// - Parameter reader: Whose link it is.
    func enter(
        _ token: LinkToken, behind link: OpenedLink, as reader: Signatory, code: String, attempt: AttemptID
    ) async throws(WorkflowError) -> ReadingPass {
        let use = CodeUse(purpose: .read, attempt: attempt, shownDigest: link.record.baseDigest)
        let challenge: CodeChallenge
        do { challenge = try await requireChallenge(code, for: use, of: link) } catch {
            try await endGuessing(behind: link, of: reader)
            throw error
        }
        if !challenge.isUsed {
            try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
                var change = dossier.newChange(at: time)
                change.usedCode = attempt
                return change
            }
        }
        return ReadingPass(
            for: token, until: now().addingTimeInterval(settings.readingPassLifetime),
            authenticate: ports.store.authenticate)
    }

    /// Once too many wrong codes were entered without a right one, the signatory's reading links stop working, and the school is told. A
    /// new link goes to the contact on file, as always.
    ///
    /// - Throws: ``WorkflowError/revokedLink`` when they have stopped working.
    private func endGuessing(behind link: OpenedLink, of reader: Signatory) async throws(WorkflowError) {
        var hasEnded = false
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            guard try await guesses(at: link.fieldName, of: dossier.id) >= settings.readingGuesses else { return nil }
            var change = dossier.newChange(at: time)
            change.revocations = [Revocation(fieldName: link.fieldName, reach: .reading)]
            try await addToSchool(
                .guessedSchool, about: dossier, [.missing: "\(reader.name.full) (\(reader.capacity))"], to: &change)
            hasEnded = true
            return change
        }
        if hasEnded { throw .revokedLink }
    }

    /// Tries of codes for reading since the last right one, as far as codes are kept.
    private func guesses(at fieldName: String, of id: ConventionID) async throws(WorkflowError) -> Int {
        let all = try await codes(.reading, to: fieldName, of: id, since: Date(timeIntervalSince1970: 0))
        let wrong = all.lastIndex(where: \.isUsed).map { all[($0 + 1)...] } ?? all[...]
        return wrong.reduce(0) { $0 + min($1.tries, settings.codeTries) }
    }

    private func openReadingLink(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openAlive(token)
        guard link.record.kind == .reading else { throw .unknownLink }
        return link
    }
}
