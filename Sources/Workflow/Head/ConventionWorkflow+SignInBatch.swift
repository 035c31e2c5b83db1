import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Makes the signature of one convention of a batch, or says why it is not made. Repeated after a crash it finds what it had done.
    ///
    /// Whether this person may sign this convention is asked here, of the convention as it is now.
    ///
    /// - Returns: What became of it; ``BatchItem/State/waiting`` never.
    /// - Throws: ``WorkflowError`` when the same can succeed later.
    func sign(
        _ item: BatchItem, of batch: Batch, by account: HeadAccount, _ confirmation: BatchConfirmation
    ) async throws(WorkflowError) -> BatchItem.State {
        do throws(WorkflowError) {
            let dossier = try await dossier(item.convention)
            let attempt = batch.attempt(for: item.convention)
            if let known = state(of: item, attempt: attempt, in: dossier) { return known }
            guard dossier.issue?.baseDigest == item.baseDigest, dossier.revisionDigests.contains(item.shownDigest)
            else { return .refused(.documentChanged) }
            guard confirmation.givenAt.addingTimeInterval(settings.consentLifetime) > now() else {
                return .refused(.consentAged)
            }
            let act = SigningAct(item, of: batch, attempt: attempt, by: account, confirmation)
            switch try await perform(act, on: item.convention) {
            case .signed: return .signed
            case .alreadySigned(let dossier), .pending(let dossier):
                return state(of: item, attempt: attempt, in: dossier) ?? .refused(.alreadySigned)
            }
        } catch {
            guard let refusal = BatchRefusal(error) else { throw error }
            return .refused(refusal)
        }
    }

    /// What the convention's journal says of a signature that was begun before; `nil` when it was not.
    private func state(of item: BatchItem, attempt: String, in dossier: Dossier) -> BatchItem.State? {
        if let signature = dossier.signatures.first(where: { $0.fieldName == item.fieldName }) {
            return signature.attempt == attempt ? .signed : .refused(.alreadySigned)
        }
        if let pending = dossier.pending[item.fieldName] {
            return pending.attempt == attempt ? .pending : .refused(.alreadySigned)
        }
        // The decision was in the journal and is there no more: it lapsed.
        guard item.state == .pending, dossier.state.phase == .signing else { return nil }
        if dossier.isOnHold { return .refused(.conventionOnHold) }
        return .refused(dossier.hasAged(attempt) ? .consentAged : .consentLapsed)
    }
}

extension SigningAct {
    fileprivate init(
        _ item: BatchItem, of batch: Batch, attempt: String, by account: HeadAccount,
        _ confirmation: BatchConfirmation
    ) {
        self.init(
            fieldName: item.fieldName, attempt: attempt, identification: .accountWithTOTP,
            shownDigest: item.shownDigest, codeTries: confirmation.codeTries, usedCode: nil,
            consent: Consent(
                fieldName: item.fieldName, attempt: attempt, statementID: confirmation.statementID,
                statementVersion: confirmation.statementVersion, textDigest: confirmation.textDigest,
                shownDigest: item.shownDigest, baseDigest: item.baseDigest,
                batch: BatchConsent(
                    batch: batch.id.text, count: batch.items.count, listDigest: confirmation.listDigest,
                    givenAt: confirmation.givenAt)),
            idempotency: nil)
        self.account = account
    }
}

extension Dossier {
    /// Whether a signature was agreed to as one of a list: its signatory finds it on a page of his or her own, and gets no message for each.
    func isOfBatch(_ attempt: String) -> Bool {
        history.entries.contains { entry in
            if case .consentGiven(let consent) = entry.event {
                consent.attempt == attempt && consent.batch != nil
            } else {
                false
            }
        }
    }

    /// Whether an attempt was ended because its consent had been given too long ago.
    fileprivate func hasAged(_ attempt: String) -> Bool {
        history.entries.contains { entry in
            if case .consentLapsed(let lapse) = entry.event {
                lapse.attempt == attempt && lapse.reason == .aged
            } else {
                false
            }
        }
    }
}
