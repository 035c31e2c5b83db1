import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Days after which an attestation that was written and not signed is given up; the host can write another one.
    static var attestationDays: Int { 28 }

    /// What the host has written and not signed ends with the convention, and when it was begun at an address that is not the host's any
    /// more: its link and codes stop working.
    ///
    /// - Returns: `nil` for a change that ends none.
    func endingUnsigned(
        by change: ConventionChange, of convention: Dossier
    ) async throws(WorkflowError) -> ConventionChange? {
        guard let id = convention.writtenAttestation else { return nil }
        for event in change.events {
            switch event {
            case .erased: return try await givingUp(id, because: "Convention effacée", at: change.at)
            case .contactCorrected(let correction):
                guard convention.signatory(correction.fieldName)?.role == .employer else { continue }
                return try await givingUp(id, because: "Adresse corrigée", at: change.at)
            default: continue
            }
        }
        return nil
    }

    /// What was written before and not signed ends without a word: its author has written anew, or can.
    ///
    /// - Parameter stopsLinks: Whether links that went out lead nowhere any more; those that stay say that it was cancelled.
    func givingUp(
        _ id: ConventionID?, because reason: String, stopsLinks: Bool = true, at time: Date
    ) async throws(WorkflowError) -> ConventionChange? {
        guard let id else { return nil }
        let dossier: Dossier
        do { dossier = try await self.dossier(id) } catch {
            if error == .conventionErased { return nil }
            throw error
        }
        guard case .signing = dossier.state else { return nil }
        return givingUp(dossier, because: reason, stopsLinks: stopsLinks, at: time)
    }

    private func givingUp(
        _ attestation: Dossier, because reason: String, stopsLinks: Bool = true, at time: Date
    ) -> ConventionChange {
        var change = attestation.newChange(at: time)
        change.events = [.cancelled(Cancellation(reason: reason))]
        guard stopsLinks else { return change }
        change.revocations = attestation.drafting.signatories.map {
            Revocation(fieldName: $0.fieldName, reach: .everythingSent)
        }
        return change
    }

    /// - Returns: `nil` for anything but an attestation that nobody has signed in time.
    func givingUpUnsigned(_ dossier: Dossier, at time: Date) -> ConventionChange? {
        guard let end = momentOfGivingUp(dossier), end <= time else { return nil }
        return givingUp(dossier, because: "Non signée dans les \(Self.attestationDays) jours", at: time)
    }

    func momentOfGivingUp(_ dossier: Dossier) -> Date? {
        guard dossier.drafting.follows?.kind == .attestation, case .signing = dossier.state,
            let issuedAt = dossier.issuedAt
        else { return nil }
        return issuedAt.addingTimeInterval(86_400 * Double(Self.attestationDays))
    }
}

extension Dossier {
    /// What the host has written last, as long as it has signed nothing.
    var writtenAttestation: ConventionID? {
        guard state.finished?.attestation == nil else { return nil }
        return history.entries.lazy.compactMap { entry in
            if case .attestationBegun(let beginning) = entry.event { beginning.attestation } else { nil }
        }.last
    }

    /// Whether the signatories of a document that follows a convention are reached where that has them.
    func isReached(asIn convention: Dossier, _ fieldName: String) -> Bool {
        history.contacts[fieldName]?.email == convention.history.contacts[fieldName]?.email
            && !convention.isDisowned(fieldName)
    }
}
