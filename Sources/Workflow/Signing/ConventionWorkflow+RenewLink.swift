import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Mails a new link to the address on file, if there is something to send; says nothing about whether there was.
    ///
    /// Takes a link that is expired, replaced or was never given: what it answers is always the same.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)`` only.
    package func renewLink(_ token: LinkToken) async throws(WorkflowError) {
        let link: OpenedLink
        do { link = try await open(token) } catch {
            if case .unavailable = error { throw error }
            return
        }
        if let successor = link.dossier.successor {
            return try await leadOn(link.fieldName, from: link.dossier, to: successor)
        }
        try await change(link.dossier.id) { dossier, time throws(WorkflowError) in
            // The address on file is somebody else's: only the school can tell where to send.
            guard !dossier.isDisowned(link.fieldName), try await isReachedAsItsConvention(link.fieldName, of: dossier)
            else { return nil }
            let sent = dossier.count(.linkRenewed, of: link.fieldName, since: time.addingTimeInterval(-3_600))
            guard sent < settings.renewalsPerHour else { return nil }
            return try renewal(of: link.record, in: dossier, at: time)
        }
    }

    /// Whether an attestation goes where its convention has the host now.
    private func isReachedAsItsConvention(_ fieldName: String, of dossier: Dossier) async throws(WorkflowError) -> Bool
    {
        guard let follows = dossier.drafting.follows, follows.kind == .attestation else { return true }
        do { return dossier.isReached(asIn: try await self.dossier(follows.convention), fieldName) } catch {
            if error == .conventionErased { return false }
            throw error
        }
    }

    private func renewal(
        of link: LinkRecord, in dossier: Dossier, at time: Date
    ) throws(WorkflowError) -> ConventionChange? {
        var change = dossier.newChange(at: time)
        if dossier.mayStillSign.contains(link.fieldName) {
            // The sweep will tell everybody that it is too late.
            guard !deadlinePassed(of: dossier, at: time) else { return nil }
            // Whoever still holds a dead link must not be able to kill the one that the signatory is using.
            try addMeansToSign(
                for: link.fieldName, of: dossier, base: link.baseDigest, occasion: .renewal,
                revoking: !link.isRevoked,
                to: &change)
            return change
        }
        guard link.kind == .reading, dossier.settledFields.contains(link.fieldName) else { return nil }
        guard [.signing, .expired].contains(dossier.state.phase) || dossier.state.phase.isFinished else { return nil }
        change.events = [.linkRenewed(Invitation(fieldName: link.fieldName))]
        try addReadingLink(.renewalReading, for: link.fieldName, of: dossier, to: &change)
        return change
    }
}
