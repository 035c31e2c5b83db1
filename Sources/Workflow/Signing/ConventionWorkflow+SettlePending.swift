import ConventionDomain
import Parties

package import struct Foundation.Date

/// What one round over the waiting signatures did.
package struct PendingReport: Hashable, Sendable {
    package var signed = 0
    /// Consents that have to be given again.
    package var lapsed = 0
    /// Signatures that still wait for a time-stamp.
    package var waiting = 0
    /// Signatures that could not be made for another reason; they wait as well.
    package var failed = 0
    /// Since when the oldest of those that still wait has waited.
    package var oldest: Date?

    package init() {}

    package var remaining: Int { waiting + failed }
}

extension ConventionWorkflow {
    /// Makes the signatures that wait, and asks again for consents that have grown too old.
    ///
    /// Once nobody gives a time-stamp, the rest of the round only looks for old consents. Repeated or interrupted at any
    /// moment, it leaves each signature whole or waiting.
    ///
    /// - Throws: ``WorkflowError`` when the store cannot be read; what fails for one convention does not stop the others.
    package func settlePending() async throws(WorkflowError) -> PendingReport {
        let ids: [ConventionID]
        do { ids = try await ports.store.pending() } catch { throw WorkflowError(error) }
        var report = PendingReport()
        for id in ids where !Task.isCancelled {
            let dossier = try await dossier(id)
            for pending in dossier.pending.values.sorted(by: { $0.fieldName < $1.fieldName }) {
                await settle(pending, of: dossier, in: &report)
            }
        }
        return report
    }

    private func settle(_ pending: PendingSignature, of dossier: Dossier, in report: inout PendingReport) async {
        let since = dossier.pendingSince(pending.fieldName) ?? dossier.updatedAt
        do throws(WorkflowError) {
            if since.addingTimeInterval(settings.consentLifetime) <= now() {
                try await lapse(pending, of: dossier.id)
                report.lapsed += 1
            } else if report.waiting > 0 {
                report.noteWaiting(since)
            } else if try await resume(pending, of: dossier.id) {
                report.signed += 1
            } else {
                report.noteWaiting(since)
            }
        } catch {
            switch error {
            case .conventionRefused, .conventionCancelled, .conventionSuperseded, .conventionExpired, .conventionErased,
                .alreadySigned,
                .amendment:
                break
            default: report.noteFailed(since)
            }
        }
    }

    /// - Returns: Whether the signature is there now.
    private func resume(_ pending: PendingSignature, of id: ConventionID) async throws(WorkflowError) -> Bool {
        let act = SigningAct(
            fieldName: pending.fieldName, attempt: pending.attempt, identification: pending.identification,
            shownDigest: pending.shownDigest, codeTries: pending.codeTries, usedCode: nil, consent: nil,
            idempotency: nil, isResumed: true)
        switch try await perform(act, on: id) {
        case .signed, .alreadySigned: return true
        case .pending: return false
        }
    }

    /// Ends a consent that has grown too old; the signatory gets new means to sign, and is told why.
    private func lapse(_ pending: PendingSignature, of id: ConventionID) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            guard dossier.pending[pending.fieldName] == pending else { return nil }
            var change = dossier.newChange(at: time)
            change.events = [
                .consentLapsed(ConsentLapse(fieldName: pending.fieldName, attempt: pending.attempt, reason: .aged))
            ]
            try addMeansToSign(
                for: pending.fieldName, of: dossier, base: try dossier.requireIssue().baseDigest,
                occasion: .consentLapsed, to: &change)
            return change
        }
    }
}

extension PendingReport {
    fileprivate mutating func noteWaiting(_ since: Date) {
        waiting += 1
        oldest = min(oldest ?? since, since)
    }

    fileprivate mutating func noteFailed(_ since: Date) {
        failed += 1
        oldest = min(oldest ?? since, since)
    }
}
