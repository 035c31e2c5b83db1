package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Records the school's decision that an expired convention may be signed all the same, and invites those whose turn it is.
    ///
    /// Signatures given from then on carry the time at which they are made: nothing is antedated.
    ///
    /// - Parameter reason: In the school's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the reason; ``WorkflowError/wrongState(_:)`` and its likes when the convention has
    ///   not expired.
    package func reopen(_ id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            var change = dossier.newChange(at: time)
            let progress: SigningProgress
            switch dossier.state {
            case .expired(let expired, _): progress = expired
            case .signing(let late):
                // The clock is ahead of the sweep: what it would have recorded is recorded with the decision.
                guard let expiry = expiry(of: dossier, overruled: late.overruled, at: time) else {
                    throw .wrongState(.signing)
                }
                change.events.append(.expired(Expiry(reason: expiry, missing: late.missing)))
                progress = late
            default:
                _ = try dossier.requireSigning()
                throw .wrongState(dossier.state.phase)
            }
            change.events.append(.reopened(Reopening(reason: reason)))
            try addMeansToSign(
                forAll: progress.awaited, of: dossier, base: progress.baseDigest, occasion: .reopening, to: &change)
            return change
        }
    }
}
