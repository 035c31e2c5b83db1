import ConventionDomain

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
        let pass = pass.flatMap {
            ReadingPass($0, for: token, at: now(), authenticate: ports.store.authenticate)
        }
        guard pass == nil else { return true }
        // Who has to ask for a code is told first that there is no use in it.
        _ = try await openAlive(token)
        return false
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
        let way = try await way(for: .read, to: link, byMail: byMail)
        var requested: CodeRequested?
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            try await requireFreeToSend(to: link.fieldName, of: dossier.id, at: time, kind: .reading)
            try await requireRoom(for: way, at: time)
            let use = CodeUse(purpose: .read, attempt: try newAttempt(), shownDigest: link.record.baseDigest)
            let drawn = try drawCode(for: use, to: link.fieldName, of: dossier.id, at: time)
            requested = announce(drawn.challenge, way)
            var change = dossier.newChange(at: time)
            // Reading is no act of the convention's life: the journal does not say who looked when.
            try addMessage(of: drawn, by: way, in: .codeReading, of: dossier, to: &change)
            return change
        }
        guard let requested else { throw .unavailable(.storage) }
        return requested
    }

    /// Takes the code for reading; it is used up.
    ///
    /// - Throws: For the code as ``sign(_:code:shownDigest:attempt:)``; for the link as ``requestReadingCode(_:)``.
    package func enterForReading(
        _ token: LinkToken, code: String, attempt: AttemptID
    ) async throws(WorkflowError) -> ReadingPass {
        let link = try await openReadingLink(token)
        let use = CodeUse(purpose: .read, attempt: attempt, shownDigest: link.record.baseDigest)
        _ = try await requireCode(code, for: use, of: link)
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            var change = dossier.newChange(at: time)
            change.usedCode = attempt
            return change
        }
        return ReadingPass(
            for: token, until: now().addingTimeInterval(settings.readingPassLifetime),
            authenticate: ports.store.authenticate)
    }

    private func openReadingLink(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openAlive(token)
        guard link.record.kind == .reading else { throw .unknownLink }
        return link
    }
}
