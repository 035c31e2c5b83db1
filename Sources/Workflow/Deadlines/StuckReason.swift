import ConventionDomain
import Parties

import struct Foundation.Date

/// Why a convention does not go on by itself: a person has to act, or what should happen by itself has not for too long.
///
/// Each of them is a line of the school's digest and a series of `/metrics`; both are made from `Dossier.stuckReasons(_:)`.
package enum StuckReason: String, Hashable, Sendable, CaseIterable {
    /// A mail to one of its parties was given up, or reached somebody else.
    case unreached
    /// All parts are there; the school has to approve or hand back.
    case toApprove = "to_approve"
    /// The family has named the host; the school has to look at it.
    case hostProposed = "host_proposed"
    /// The family says that something is wrong.
    case disputed
    /// Being prepared, without an answer after three reminders.
    case silent
    /// A parent who does not sign objects.
    case onHold = "on_hold"
    /// Who is to sign for the head of school has no delegation in force.
    case undelegated
    /// The placement has begun and not all have signed.
    case notCovered = "not_covered"
    /// An amendment should apply and not all have signed it.
    case notAmended = "not_amended"
    /// The placement is over and the host has not said what was done, though it was reminded.
    case notAttested = "not_attested"
    /// A signature that was decided waits for its time-stamp, for an hour.
    case signatureWaits = "signature_waits"
    /// All have signed, and an hour later the service's verifier has not found the document complete.
    case notCompleted = "not_completed"
    /// Completed, and a day later without an archival layer.
    case notArchived = "not_archived"
    /// Its journal cannot be read.
    case unreadable

    /// How long what happens by itself may take, in seconds.
    static let signatureLimit = 3_600.0
    static let archiveLimit = 86_400.0

    /// What the digest says of it, when a person of the school cannot mend it; `nil` when it has a part of its own there.
    var frenchFault: String? {
        switch self {
        case .unreached, .toApprove, .hostProposed, .disputed, .silent, .onHold, .undelegated, .notCovered, .notAmended,
            .notAttested,
            .unreadable:
            nil
        case .signatureWaits: "signature décidée, sans horodatage depuis plus d’une heure"
        case .notCompleted: "signée par tous, et pas reconnue complète par le vérificateur"
        case .notArchived: "signée par tous, et pas archivée depuis plus d’un jour"
        }
    }
}

/// What has to be known besides the journal to tell whether a convention is stuck.
struct StuckContext {
    /// Field names of those to whom a mail could not be delivered.
    let failures: Set<String>
    /// Why who signs for the school could not sign now.
    let delegation: DelegationRefusal?
    let now: Date
    let today: CalendarDate
}

extension Dossier {
    /// Why the convention does not go on by itself; empty when it does, or has ended.
    func stuckReasons(_ context: StuckContext) -> Set<StuckReason> {
        var reasons: Set<StuckReason> = []
        switch state {
        case .completing(let progress):
            if progress.missing.isEmpty { reasons.insert(.toApprove) }
            if progress.hostNaming?.isProposed == true { reasons.insert(.hostProposed) }
            if progress.dispute != nil { reasons.insert(.disputed) }
            if isStuck { reasons.insert(.silent) }
        case .toApprove: reasons.insert(.toApprove)
        case .expired:
            guard let deadlines, context.today <= deadlines.lastDay else { return [] }
            reasons.insert(drafting.follows == nil ? .notCovered : .notAmended)
        case .signing(let progress):
            if isOnHold { reasons.insert(.onHold) }
            if context.delegation != nil { reasons.insert(.undelegated) }
            let waits = progress.pending.keys.compactMap(pendingSince).min()
            if isOld(waits, StuckReason.signatureLimit, context) { reasons.insert(.signatureWaits) }
            if progress.isSignedByAll, isOld(updatedAt, StuckReason.signatureLimit, context) {
                reasons.insert(.notCompleted)
            }
        case .completed, .amended, .ended, .interrupted:
            if lacksAttestation { reasons.insert(.notAttested) }
            if archivals.isEmpty, isOld(completedAt, StuckReason.archiveLimit, context) { reasons.insert(.notArchived) }
        case .notBegun, .draft, .refused, .cancelled, .superseded, .erased: break
        }
        if !unreached(context.failures).isEmpty { reasons.insert(.unreached) }
        return reasons
    }

    /// Whom no mail reaches, by field name; who need not sign keeps nothing waiting.
    func unreached(_ failures: Set<String>) -> Set<String> {
        failures.union(awaited.filter(isDisowned)).subtracting(drafting.order.optional)
    }

    private func isOld(_ moment: Date?, _ limit: Double, _ context: StuckContext) -> Bool {
        moment.map { context.now.timeIntervalSince($0) >= limit } ?? false
    }
}
