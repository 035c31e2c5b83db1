import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Nobody signs once the placement has begun, or is over, unless the school decided so.
    ///
    /// Asked where the signature is made, by the clock: the sweep that records the expiry may be late, this is not.
    ///
    /// - Throws: ``WorkflowError/conventionExpired``.
    func requireInTime(_ dossier: Dossier, at time: Date) throws(WorkflowError) {
        if deadlinePassed(of: dossier, at: time) { throw .conventionExpired }
    }

    func deadlinePassed(of dossier: Dossier, at time: Date) -> Bool {
        guard case .signing(let progress) = dossier.state else { return false }
        return expiry(of: dossier, overruled: progress.overruled, at: time) != nil
    }

    func expiry(of dossier: Dossier, overruled: Set<Expiry.Reason>, at time: Date) -> Expiry.Reason? {
        dossier.deadlines?.expiry(on: settings.timeZone.day(of: time), overruled: overruled)
    }
}
