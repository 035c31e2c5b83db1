import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Sends a one-time code with which the signatory confirms a refusal, to the address on file.
    ///
    /// A refusal ends the convention for everybody: a link that was forwarded must not be enough for it.
    ///
    /// - Throws: ``WorkflowError/alreadySigned``; ``WorkflowError/conventionCompleted`` and its likes;
    ///   ``WorkflowError/codeLocked(until:)``; ``WorkflowError/tooManyCodes(until:)``; and as ``view(_:)``.
    package func requestRefusalCode(_ token: LinkToken, byMail: Bool = false) async throws(WorkflowError)
        -> CodeRequested
    {
        let link = try await openForRefusing(token)
        let way = try await way(for: .refuse, to: link, byMail: byMail)
        var requested: CodeRequested?
        try await takingRoom(for: way) { () async throws(WorkflowError) in
            try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
                let progress = try dossier.requireUnsigned(link.fieldName)
                try await requireFreeToSend(to: link.fieldName, of: dossier.id, at: time)
                let use = CodeUse(purpose: .refuse, attempt: try newAttempt(), shownDigest: progress.baseDigest)
                let drawn = try drawCode(for: use, to: link.fieldName, of: dossier.id, at: time)
                requested = announce(drawn.challenge, way)
                var change = dossier.newChange(at: time)
                try addCode(drawn, by: way, in: .codeRefusal, of: dossier, to: &change)
                return change
            }
        }
        guard let requested else { throw .unavailable(.storage) }
        return requested
    }

    /// Records that the signatory refuses to sign; the school is told at once. Repeated, it changes nothing.
    ///
    /// - Parameters:
    ///   - reason: In the signatory's words; not empty, at most 500 characters.
    ///   - code: From ``requestRefusalCode(_:)``, as it was typed.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the reason, before the code is tried;
    ///   ``WorkflowError/alreadySigned``; for the code and the link as ``sign(_:code:shownDigest:attempt:)``.
    package func refuse(
        _ token: LinkToken, reason: String, code: String, attempt: AttemptID
    ) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await attempts.inTurn(attempt) { () async throws(WorkflowError) in
            try await refuseInTurn(token, reason: reason, code: code, attempt: attempt)
        }
    }

    private func refuseInTurn(
        _ token: LinkToken, reason: String, code: String, attempt: AttemptID
    ) async throws(WorkflowError) {
        let link = try await openForRefusing(token)
        if link.dossier.wasRefused(by: link.fieldName) { return }
        let progress = try link.dossier.requireUnsigned(link.fieldName)
        let use = CodeUse(purpose: .refuse, attempt: attempt, shownDigest: progress.baseDigest)
        _ = try await requireCode(code, for: use, of: link)
        let refusal = Refusal(
            fieldName: link.fieldName, reason: reason, identification: link.dossier.channel(of: attempt) ?? .emailCode)
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            if dossier.wasRefused(by: link.fieldName) { return nil }
            var change = try await refusalChange(refusal, of: dossier, at: time)
            change.usedCode = attempt
            return change
        }
    }

    /// A link with which one can refuse: one for signing, or for reading of who signs by access token or with an account.
    private func openForRefusing(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openAlive(token)
        let role = try link.dossier.requireSignatory(link.fieldName).role
        let signsElsewhere = role == .employer || mustUseAccount(link.fieldName, of: link.dossier)
        // Nobody ends what is complete without him or her.
        guard link.record.kind == .signing || signsElsewhere, !role.isOptional else { throw .unknownLink }
        return link
    }

    /// The refusal's event, and the messages that tell of it.
    func refusalChange(
        _ refusal: Refusal, of dossier: Dossier, at time: Date
    ) async throws(WorkflowError) -> ConventionChange {
        _ = try dossier.requireUnsigned(refusal.fieldName)
        var change = dossier.newChange(at: time)
        change.events = [.refused(refusal)]
        try await addNotices(of: refusal, in: dossier, to: &change)
        return change
    }

    /// The school learns who refused and why; the others who know of the convention learn that it is closed.
    private func addNotices(
        of refusal: Refusal, in dossier: Dossier, to change: inout ConventionChange
    ) async throws(WorkflowError) {
        let letters = letters(for: dossier)
        let refuser = try dossier.requireSignatory(refusal.fieldName)
        try await addToSchool(
            .refusedSchool, about: dossier, except: refusal.fieldName,
            [.refusedBy: "\(refuser.name.full) (\(refuser.capacity))", .reason: refusal.reason], to: &change)
        for signatory in dossier.concerned
        where signatory.fieldName != refusal.fieldName && signatory.role != .school
            && dossier.invitedFields.contains(signatory.fieldName) && !dossier.isDisowned(signatory.fieldName)
        {
            change.mails.append(try letters.write(.refused, to: signatory.fieldName, key: try messageKey()))
        }
    }
}

extension Dossier {
    /// Signatures are being gathered, and this one is still missing.
    func requireUnsigned(_ fieldName: String) throws(WorkflowError) -> SigningProgress {
        guard !settledFields.contains(fieldName) else { throw .alreadySigned }
        return try requireSigning()
    }

    func wasRefused(by fieldName: String) -> Bool {
        if case .refused(let refusal) = state { refusal.fieldName == fieldName } else { false }
    }
}
