package import ConventionDomain
import Parties

/// What became of a decision to sign; the same however often it is asked for.
package enum SigningAnswer: Hashable, Sendable {
    case signed(SigningReceipt)
    /// The consent is recorded; the signature is made as soon as somebody gives a time-stamp.
    case pending(PendingSigning)
}

extension ConventionWorkflow {
    /// Signs. Repeated, in two tabs, by a double click or after a lost answer, it gives the same receipt.
    ///
    /// - Parameters:
    ///   - code: What was typed; spaces are ignored.
    ///   - shownDigest: The revision that the page showed, the same as when the code was asked for.
    ///   - attempt: From ``CodeRequested``.
    /// - Throws: ``WorkflowError/wrongCode(remainingTries:)``, ``WorkflowError/codeLocked(until:)``,
    ///   ``WorkflowError/codeExpired``, ``WorkflowError/documentChanged(current:)``,
    ///   ``WorkflowError/notYourTurn(waitingFor:)``, ``WorkflowError/accountRequired``, and as ``view(_:)``.
    package func sign(
        _ token: LinkToken, code: String, shownDigest: DocumentDigest, attempt: AttemptID
    ) async throws(WorkflowError) -> SigningAnswer {
        let use = CodeUse(purpose: .sign, attempt: attempt, shownDigest: shownDigest)
        return try await attempts.inTurn(attempt) { () async throws(WorkflowError) in
            try await signInTurn(token, code: code, for: use)
        }
    }

    /// Who has signed, or decided to, gets the answer whatever the code: it shows nothing that the link alone does not
    /// show.
    private func signInTurn(
        _ token: LinkToken, code: String, for use: CodeUse
    ) async throws(WorkflowError) -> SigningAnswer {
        let link = try await openForSigning(token)
        if let answer = answer(for: link.fieldName, in: link.dossier) { return answer }
        _ = try link.dossier.requireTurn(of: link.fieldName)
        try link.dossier.requireRevision(use.shownDigest)
        try requireSignableByLink(link.fieldName, of: link.dossier)
        let tries = try await requireCode(code, for: use, of: link)
        let channel = try channel(of: use.attempt, to: link.fieldName, in: link.dossier)
        let act = SigningAct(
            fieldName: link.fieldName, attempt: use.attempt.text, identification: channel,
            shownDigest: use.shownDigest, codeTries: tries, usedCode: use.attempt, consent: nil, idempotency: nil)
        switch try await perform(act, on: link.dossier.id) {
        case .signed(let dossier), .alreadySigned(let dossier), .pending(let dossier):
            guard let answer = answer(for: link.fieldName, in: dossier) else { throw .unavailable(.damagedStorage) }
            return answer
        }
    }

    private func answer(for fieldName: String, in dossier: Dossier) -> SigningAnswer? {
        if let receipt = dossier.receipt(for: fieldName) { return .signed(receipt) }
        return pendingSigning(of: fieldName, in: dossier).map(SigningAnswer.pending)
    }
}
