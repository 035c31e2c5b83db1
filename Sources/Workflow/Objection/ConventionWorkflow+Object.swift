import ConventionDomain
import Parties
package import Typesetting

extension ConventionWorkflow {
    /// What the page behind the link of a parent who does not sign shows; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unknownLink`` for a link of anybody else, or of who is not to be told any more; ``WorkflowError/expiredLink``
    ///   and ``WorkflowError/revokedLink`` (offer ``renewNotice(_:)``); ``WorkflowError/conventionErased``.
    package func noticeView(_ token: LinkToken) async throws(WorkflowError) -> NoticeView {
        let link = try await openNotice(token)
        return NoticeView(
            convention: link.dossier.id, reader: link.reader, outline: link.dossier.drafting.outline,
            situation: noticeSituation(of: link.reader.fieldName, in: link.dossier), relation: link.dossier.relation)
    }

    /// The convention's text, as revision 0 has it, for the same page; changes nothing.
    ///
    /// - Throws: As ``noticeView(_:)``; ``WorkflowError/Inability/rendering``.
    package func noticeText(_ token: LinkToken) async throws(WorkflowError) -> DocumentContent {
        try await readableContent(of: try await openNotice(token).dossier)
    }

    /// Sends a code with which the parent objects or, when he or she has objected, takes that back.
    ///
    /// - Throws: ``WorkflowError/codeLocked(until:)``; ``WorkflowError/tooManyCodes(until:)``;
    ///   ``WorkflowError/conventionCompleted`` and its likes; and as ``noticeView(_:)``.
    package func requestObjectionCode(_ token: LinkToken) async throws(WorkflowError) -> CodeRequested {
        let link = try await openNotice(token)
        let fieldName = link.reader.fieldName
        var requested: CodeRequested?
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            let purpose: CodeUse.Purpose = dossier.objections.contains(fieldName) ? .withdrawObjection : .object
            let progress = try dossier.requireSigning(for: purpose)
            guard let parent = try await notifiedParent(fieldName, of: dossier) else { throw .unknownLink }
            try await requireFreeToSend(to: fieldName, of: dossier.id, at: time)
            let use = CodeUse(purpose: purpose, attempt: try newAttempt(), shownDigest: progress.baseDigest)
            let drawn = try drawCode(for: use, to: fieldName, of: dossier.id, at: time)
            requested = CodeRequested(
                attempt: drawn.challenge.attempt, maskedAddress: masked(parent.email), method: .emailCode,
                expiresAt: drawn.challenge.expiresAt)
            var change = dossier.newChange(at: time)
            try addCode(drawn, in: .codeObjection, letters(for: dossier, to: parent), to: &change)
            return change
        }
        guard let requested else { throw .unavailable(.storage) }
        return requested
    }

    /// Puts the convention on hold: nobody signs until the same parent takes the objection back. The school is told at once, the others
    /// that the school is looking at it. Repeated, it changes nothing.
    ///
    /// - Throws: For the code as ``sign(_:code:shownDigest:attempt:)``; ``WorkflowError/conventionCompleted`` and its likes; and as
    ///   ``noticeView(_:)``.
    package func object(_ token: LinkToken, code: String, attempt: AttemptID) async throws(WorkflowError) {
        try await decide(.object, behind: token, code: code, attempt: attempt) {
            dossier, parent throws(WorkflowError) in
            guard !dossier.objections.contains(parent.fieldName) else { return nil }
            return try objectionChange(by: parent, in: dossier)
        }
    }

    /// Takes the objection back; whose turn it is gets new means to sign, unless the time for that is over: then it is the school's to reopen
    /// the convention. Repeated, it changes nothing.
    ///
    /// - Throws: As ``object(_:code:attempt:)``.
    package func withdrawObjection(
        _ token: LinkToken, code: String, attempt: AttemptID
    ) async throws(WorkflowError) {
        try await decide(.withdrawObjection, behind: token, code: code, attempt: attempt) {
            dossier, parent throws(WorkflowError) in
            guard dossier.objections.contains(parent.fieldName) else { return nil }
            return try withdrawalChange(by: parent, in: dossier)
        }
    }

    /// Carries out a decision that a code of its own purpose confirms, once.
    private func decide(
        _ purpose: CodeUse.Purpose, behind token: LinkToken, code: String, attempt: AttemptID,
        _ change: @escaping @Sendable (Dossier, Signatory) throws(WorkflowError) -> ConventionChange?
    ) async throws(WorkflowError) {
        try await attempts.inTurn(attempt) { () async throws(WorkflowError) in
            let link = try await openNotice(token)
            let hasObjected = link.dossier.objections.contains(link.reader.fieldName)
            if hasObjected == (purpose == .object) { return }
            let use = CodeUse(
                purpose: purpose, attempt: attempt,
                shownDigest: try link.dossier.requireSigning(for: purpose).baseDigest)
            _ = try await requireCode(code, for: use, of: link.opened)
            try await self.change(link.dossier.id) { dossier, _ throws(WorkflowError) in
                _ = try dossier.requireSigning(for: purpose)
                var change = try change(dossier, link.reader)
                change?.usedCode = attempt
                return change
            }
        }
    }

    private func objectionChange(
        by parent: Signatory, in dossier: Dossier
    ) throws(WorkflowError) -> ConventionChange {
        var change = dossier.newChange(at: now())
        change.events = [.objected(Objection(fieldName: parent.fieldName, identification: .emailCode))]
        try dossier.requirePossible(change.events)
        try addSchoolLetter(.objectedSchool, about: parent, of: dossier, to: &change)
        let others = dossier.concerned.filter { $0.role != .school }.map(\.fieldName)
        for fieldName in others where dossier.invitedFields.contains(fieldName) && !dossier.isDisowned(fieldName) {
            change.mails.append(try letters(for: dossier).write(.onHold, to: fieldName, key: try messageKey()))
        }
        return change
    }

    private func withdrawalChange(
        by parent: Signatory, in dossier: Dossier
    ) throws(WorkflowError) -> ConventionChange {
        var change = dossier.newChange(at: now())
        change.events = [
            .objectionWithdrawn(ObjectionWithdrawal(fieldName: parent.fieldName, identification: .emailCode))
        ]
        try dossier.requirePossible(change.events)
        try addSchoolLetter(.objectionWithdrawnSchool, about: parent, of: dossier, to: &change)
        // Another parent may object as well.
        guard dossier.objections == [parent.fieldName], !deadlinePassed(of: dossier, at: change.at),
            case .signing(let progress) = dossier.state
        else { return change }
        try addMeansToSign(
            forAll: progress.awaited, of: dossier, base: progress.baseDigest, occasion: .holdLifted, to: &change)
        // Who read that nobody can sign, and has nothing to sign now, reads that it is over.
        let others = dossier.concerned.filter { $0.role != .school }.map(\.fieldName)
        for fieldName in others
        where dossier.invitedFields.contains(fieldName) && !progress.awaited.contains(fieldName)
            && !dossier.isDisowned(fieldName)
        {
            change.mails.append(try letters(for: dossier).write(.holdEnded, to: fieldName, key: try messageKey()))
        }
        return change
    }

    private func addSchoolLetter(
        _ kind: MailKind, about parent: Signatory, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        for fieldName in dossier.schoolFields {
            change.mails.append(
                try letters(for: dossier).write(
                    kind, to: fieldName, key: try messageKey(),
                    [.parent: "\(parent.name.full) (\(parent.capacity))"]))
        }
    }

    private func noticeSituation(of fieldName: String, in dossier: Dossier) -> NoticeView.Situation {
        switch dossier.state {
        case .completed, .amended, .ended, .interrupted: return .completed
        case .refused: return .refused
        case .expired where !dossier.objections.contains(fieldName): return .expired
        case _ where dossier.successor != nil: return .superseded
        case .cancelled, .superseded, .erased, .notBegun, .completing, .toApprove, .draft: return .cancelled
        case .signing, .expired: break
        }
        guard dossier.objections.contains(fieldName) else {
            if dossier.isOnHold { return .onHold }
            return deadlinePassed(of: dossier, at: now()) ? .expired : .open
        }
        let objection = dossier.history.entries.last {
            $0.event.kind == .objected && $0.event.fieldName == fieldName
        }
        return .objected(at: objection?.at ?? dossier.updatedAt)
    }

    func openNotice(
        _ token: LinkToken
    ) async throws(WorkflowError) -> (opened: OpenedLink, reader: Signatory, dossier: Dossier) {
        let opened = try await openAnybodys(token)
        // Whoever the school forbids to tell is offered nothing, not even a new link.
        guard opened.dossier.signatory(opened.fieldName) == nil,
            let reader = try await notifiedParent(opened.fieldName, of: opened.dossier)?.person
        else { throw .unknownLink }
        if opened.record.isRevoked { throw .revokedLink }
        if opened.record.expiresAt <= now() { throw .expiredLink }
        return (opened, reader, opened.dossier)
    }
}
