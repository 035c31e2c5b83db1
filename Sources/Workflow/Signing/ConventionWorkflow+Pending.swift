package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// A decision to sign that is recorded while its signature waits.
package struct PendingSigning: Hashable, Sendable {
    package let convention: ConventionID
    package let signatory: Signatory
    /// When the decision was confirmed.
    package let since: Date
    /// When it will be asked for again.
    package let consentEndsAt: Date

    package init(convention: ConventionID, signatory: Signatory, since: Date, consentEndsAt: Date) {
        self.convention = convention
        self.signatory = signatory
        self.since = since
        self.consentEndsAt = consentEndsAt
    }
}

extension ConventionWorkflow {
    /// Records that a signature waits: consent, used code and idempotency key in one transaction, and nothing else.
    ///
    /// - Returns: The convention as it is then; `nil` when somebody else's event came first.
    func keepWaiting(_ act: SigningAct, in dossier: Dossier) async throws(WorkflowError) -> Dossier? {
        if act.isResumed { return dossier }
        var change = dossier.newChange(at: now())
        change.events = act.consent.map { [.consentGiven($0)] } ?? []
        change.events.append(
            .signaturePending(
                PendingSignature(
                    fieldName: act.fieldName, attempt: act.attempt, identification: act.identification,
                    shownDigest: act.shownDigest, codeTries: act.codeTries)))
        change.usedCode = act.usedCode
        change.idempotency = act.idempotency
        guard try await commit(change, to: dossier) else { return nil }
        return try await self.dossier(dossier.id)
    }

    func pendingSigning(of fieldName: String, in dossier: Dossier) -> PendingSigning? {
        guard let since = dossier.pendingSince(fieldName), let signatory = dossier.signatory(fieldName) else {
            return nil
        }
        return PendingSigning(
            convention: dossier.id, signatory: signatory, since: since,
            consentEndsAt: since.addingTimeInterval(settings.consentLifetime))
    }
}

extension Dossier {
    /// Signatures that wait, by field name.
    var pending: [String: PendingSignature] {
        if case .signing(let progress) = state { progress.pending } else { [:] }
    }

    func isPending(_ fieldName: String) -> Bool { pending[fieldName] != nil }

    /// When the decision was confirmed whose signature waits; `nil` when none does.
    func pendingSince(_ fieldName: String) -> Date? {
        guard let pending = pending[fieldName] else { return nil }
        return history.entries.last { $0.event == .signaturePending(pending) }?.at
    }
}
