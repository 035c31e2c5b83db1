import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Records the consent and sends a one-time code to the number or address on file.
    ///
    /// - Parameter byMail: The signatory says not to have the number any more.
    /// - Throws: ``WorkflowError/consentVersionChanged(current:)``; ``WorkflowError/consentMissing`` when the
    ///   statement is not this role's; ``WorkflowError/documentChanged(current:)``;
    ///   ``WorkflowError/notYourTurn(waitingFor:)``; ``WorkflowError/signaturePending``; ``WorkflowError/delegation(_:)``;
    ///   ``WorkflowError/codeLocked(until:)``;
    ///   ``WorkflowError/tooManyCodes(until:)``; ``WorkflowError/accountRequired``; ``WorkflowError/smsOnly``; and as ``view(_:)``.
    package func requestCode(
        _ token: LinkToken, consent given: ConsentGiven, byMail: Bool = false
    ) async throws(WorkflowError) -> CodeRequested {
        let link = try await openForSigning(token)
        try requireSignableByLink(link.fieldName, of: link.dossier)
        _ = try link.dossier.requireTurn(of: link.fieldName)
        let way = try await way(for: .sign, to: link, byMail: byMail)
        var requested: CodeRequested?
        try await takingRoom(for: way) { () async throws(WorkflowError) in
            try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
                let consent = try requireConsent(given, of: link.fieldName, in: dossier)
                _ = try await requireDelegation(of: link.fieldName, in: dossier, at: time)
                try await requireStanding(theConventionOf: dossier)
                guard let attempt = AttemptID(consent.attempt) else { throw .unavailable(.randomness) }
                try await requireFreeToSend(to: link.fieldName, of: dossier.id, at: time)
                let use = CodeUse(purpose: .sign, attempt: attempt, shownDigest: consent.shownDigest)
                let drawn = try drawCode(for: use, to: link.fieldName, of: dossier.id, at: time)
                requested = announce(drawn.challenge, way)
                var change = dossier.newChange(at: time)
                change.events = [.consentGiven(consent)]
                try addCode(drawn, by: way, in: .code, of: dossier, to: &change)
                return change
            }
        }
        guard let requested else { throw .unavailable(.storage) }
        return requested
    }

    /// The statement in force for this role, agreed to on a revision of this convention, by somebody whose turn it is.
    func requireConsent(
        _ given: ConsentGiven, of fieldName: String, in dossier: Dossier
    ) throws(WorkflowError) -> Consent {
        let progress = try dossier.requireTurn(of: fieldName)
        try requireInTime(dossier, at: now())
        guard !dossier.isPending(fieldName) else { throw .signaturePending }
        let statement = try consent(for: try dossier.requireSignatory(fieldName).role, of: dossier)
        guard given.statementID == statement.id else { throw .consentMissing }
        guard given.version == statement.version else { throw .consentVersionChanged(current: statement.version) }
        try dossier.requireRevision(given.shownDigest)
        return Consent(
            fieldName: fieldName, attempt: try newAttempt().text, statementID: statement.id,
            statementVersion: statement.version, textDigest: statement.textDigest, shownDigest: given.shownDigest,
            baseDigest: progress.baseDigest, userAgent: UserAgent.cleaned(given.userAgent))
    }
}
