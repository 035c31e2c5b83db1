/// Where a convention stands, from nothing to completed.
public enum ConventionState: Hashable, Sendable {
    /// Before the first event.
    case notBegun
    /// Named by the school; host and family fill their parts.
    case completing(PreparationProgress)
    /// All parts are there; the school has to approve them.
    case toApprove(PreparationProgress)
    /// Entered by the school, or approved by it; nobody has been asked to sign.
    case draft(SigningOrder)
    /// Issued; signatures are being gathered.
    case signing(SigningProgress)
    /// The placement began, or ended, before all had signed; the school may reopen it.
    case expired(SigningProgress, Expiry)
    /// Signed by all and found complete.
    case completed(SigningProgress)
    /// Signed by all, and changed since by an amendment; valid and readable as before.
    case amended(SigningProgress)
    /// Signed by all; the last day of the placement is over.
    case ended(SigningProgress)
    /// Signed by all; the placement stopped before its last day, or did not take place.
    case interrupted(SigningProgress, Interruption)
    /// A signatory said no.
    case refused(Refusal)
    /// The school withdrew it.
    case cancelled(Cancellation)
    /// Another convention took its place before anybody had signed.
    case superseded(Supersession)
    /// Its personal data can no longer be read by anybody.
    case erased(Erasure)

    /// The state's name, without what it holds.
    public enum Phase: String, Hashable, Sendable, Codable, CaseIterable {
        case notBegun, completing, toApprove, draft, signing, expired, completed, amended, ended, interrupted, refused,
            cancelled, superseded, erased
    }

    public var phase: Phase {
        switch self {
        case .notBegun: .notBegun
        case .completing: .completing
        case .toApprove: .toApprove
        case .draft: .draft
        case .signing: .signing
        case .expired: .expired
        case .completed: .completed
        case .amended: .amended
        case .ended: .ended
        case .interrupted: .interrupted
        case .refused: .refused
        case .cancelled: .cancelled
        case .superseded: .superseded
        case .erased: .erased
        }
    }
}

/// How far the signing of an issued convention has come.
public struct SigningProgress: Hashable, Sendable {
    /// Digest of revision 0.
    public let baseDigest: DocumentDigest
    /// Digest of the newest revision.
    public private(set) var headDigest: DocumentDigest
    public let order: SigningOrder
    /// Field names that carry a signature, in the order of signing.
    public private(set) var signed: [String] = []
    /// Field names of those who need not sign and have said that they do not.
    public private(set) var declined: Set<String> = []
    /// Attempts for which consent was recorded, by field name.
    public private(set) var consents: [String: Set<String>] = [:]

    /// Signatures that wait to be made, by field name.
    public private(set) var pending: [String: PendingSignature] = [:]

    /// Deadlines that no longer count, because the school decided so.
    public private(set) var overruled: Set<Expiry.Reason> = []

    /// What the school states about the one who signed a printed copy; `nil` when nobody did.
    public private(set) var onPaper: PaperAttestation?

    /// Whether the document was archived: no signature can be added to it any more.
    public private(set) var isArchived = false

    /// Field names of parents who do not sign and were told.
    public private(set) var notified: Set<String> = []

    /// Field names of those of them whose objection stands.
    public private(set) var objections: Set<String> = []

    /// Whether nobody may sign, because a parent objects.
    public var isOnHold: Bool { !objections.isEmpty }

    /// The amendment that was begun last.
    public private(set) var begunAmendment: ConventionID?
    /// Amendments that are signed by all whom they concern, oldest first.
    public private(set) var amendments: [ConventionID] = []

    /// The attestation that the host wrote last, before it signed one.
    public private(set) var begunAttestation: ConventionID?
    /// The attestation that the host signed.
    public private(set) var attestation: ConventionID?

    public init(issue: Issue) {
        baseDigest = issue.baseDigest
        headDigest = issue.baseDigest
        order = issue.order
    }

    /// Field names of all who have signed, in the document or on paper.
    public var settled: [String] { signed + [onPaper?.fieldName].compactMap(\.self) }

    /// Field names of those whose turn it is; empty when all have signed.
    public var awaited: [String] { order.awaited(after: settled) }

    /// Field names of all who have to sign and have not, in the order of signing.
    public var missing: [String] { order.requiredNames.filter { !settled.contains($0) } }

    public var isSignedByAll: Bool { awaited.isEmpty }

    /// Field names of those who may sign and have neither signed nor declined; nobody once all have signed who must.
    public var openOptional: [String] {
        isSignedByAll ? [] : order.optional.filter { !signed.contains($0) && !declined.contains($0) }
    }

    /// Whether a signature waits of somebody who must sign.
    public var isRequiredPending: Bool { order.requiredNames.contains { pending[$0] != nil } }

    /// Whether a signatory may sign now, and if not, why.
    public func permission(for fieldName: String) -> SigningPermission {
        order.permission(for: fieldName, after: settled)
    }

    mutating func note(_ consent: Consent) {
        consents[consent.fieldName, default: []].insert(consent.attempt)
    }

    mutating func note(_ signature: PendingSignature) {
        pending[signature.fieldName] = signature
    }

    /// What somebody who need not sign had agreed to and not signed in time signs nothing any more.
    mutating func note(_ completion: Completion) {
        pending = [:]
        consents = [:]
    }

    /// The attempt signs nothing any more.
    mutating func note(_ lapse: ConsentLapse) {
        pending[lapse.fieldName] = nil
        consents[lapse.fieldName]?.remove(lapse.attempt)
    }

    /// What had been agreed to and not signed in time signs nothing any more.
    mutating func note(_ expiry: Expiry) {
        pending = [:]
        consents = [:]
    }

    /// Who may sign after the end may sign after the beginning.
    mutating func note(_ reopening: Reopening, after expiry: Expiry) {
        overruled.formUnion(expiry.reason == .placementOver ? Expiry.Reason.allCases : [expiry.reason])
    }

    mutating func note(_ archival: Archival) {
        headDigest = archival.revisionDigest
        isArchived = true
    }

    /// What had been agreed to on the screen signs nothing any more.
    mutating func note(_ attestation: PaperAttestation) {
        onPaper = attestation
        consents[attestation.fieldName] = nil
    }

    mutating func note(_ withdrawal: PaperWithdrawal) { onPaper = nil }

    mutating func note(_ notice: ParentNotice) { notified.insert(notice.fieldName) }

    /// What had been agreed to and not signed signs nothing any more.
    mutating func note(_ objection: Objection) {
        objections.insert(objection.fieldName)
        pending = [:]
        consents = [:]
    }

    mutating func note(_ withdrawal: ObjectionWithdrawal) { objections.remove(withdrawal.fieldName) }

    mutating func note(_ beginning: AttestationBeginning) { begunAttestation = beginning.attestation }

    mutating func note(_ attesting: Attesting) { (begunAttestation, attestation) = (nil, attesting.attestation) }

    /// The placement is another one than the host wrote of, so that it has to write anew.
    var withoutBegunAttestation: SigningProgress {
        var next = self
        next.begunAttestation = nil
        return next
    }

    mutating func note(_ beginning: AmendmentBeginning) { begunAmendment = beginning.amendment }

    mutating func note(_ amending: Amending) {
        begunAmendment = nil
        amendments.append(amending.amendment)
    }

    /// What had been agreed to and not signed signs nothing any more.
    mutating func note(_ declining: Declining) {
        declined.insert(declining.fieldName)
        consents[declining.fieldName] = nil
    }

    mutating func note(_ signature: SignatureRecord) {
        declined.remove(signature.fieldName)
        pending[signature.fieldName] = nil
        signed.append(signature.fieldName)
        headDigest = signature.revisionDigest
    }
}
