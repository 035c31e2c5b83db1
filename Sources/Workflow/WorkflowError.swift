package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// Why a use case did not do what it was asked.
///
/// No case carries a name, an address, a token or a code: all of them may be logged.
package enum WorkflowError: Error, Hashable, Sendable {
    /// No such link was ever given, or it was mistyped.
    case unknownLink
    /// The link's time is over; a new one can be asked for.
    case expiredLink
    /// The link was replaced by a newer one.
    case revokedLink
    /// Whoever opened the link said not to be the signatory; only the school can send another.
    case disownedLink
    /// The signatory has signed; the link that served for it is dead.
    case alreadySigned
    /// The signatory has decided; the signature is being made.
    case signaturePending
    /// Others sign first.
    case notYourTurn(waitingFor: [Signatory.Role])
    case wrongCode(remainingTries: Int)
    /// Too many wrong codes; a new code can be asked for after the pause.
    case codeLocked(until: Date)
    /// Too many codes were sent within the hour.
    case tooManyCodes(until: Date)
    /// The school asks for a code by SMS, and there is no number to send it to; the school was told.
    case smsOnly
    /// Who signs for the school has an account, and signs there.
    case accountRequired
    /// The code is too old, was replaced, belongs to another attempt or document, or none was sent.
    case codeExpired
    /// The statement to agree to was not agreed to for this attempt.
    case consentMissing
    /// The statement shown is no longer the one in force.
    case consentVersionChanged(current: String)
    /// The document read is not a revision of this convention, or, for an employer, not the newest.
    case documentChanged(current: DocumentDigest)
    case conventionCancelled
    case conventionRefused
    /// A corrected convention took its place; this one is not signed any more.
    case conventionSuperseded
    /// Somebody has signed: what was signed is not replaced by a correction.
    case someoneSigned
    /// Signed by all: nothing is left to sign, refuse or cancel.
    case conventionCompleted
    /// Signed by all who must: the signature of somebody who need not sign is not taken any more.
    case noLongerNeeded
    /// The placement has begun, or is over, and not all have signed; only the school can allow signatures from now on.
    case conventionExpired
    /// The school is looking at it, because a parent who does not sign objects: nobody may sign.
    case conventionOnHold
    /// Its personal data were erased; nobody can read them any more.
    case conventionErased
    /// The convention is not a draft any more, or not yet issued.
    case wrongState(ConventionState.Phase)
    case unknownConvention
    /// There is no health sheet, or none any more: nobody can tell which.
    case noHealthSheet
    /// The placement is over: contacts are not given any more.
    case placementOver
    /// The access token is unknown, expired, or of another convention or person.
    case unauthorized
    /// The signatory or capacity named is not the one of the access token.
    case signatoryMismatch
    /// What was entered is not acceptable; each message says what and why, for who entered it.
    case invalidData([BilingualText])
    /// Another convention of the same pupil has some of the same days. For the school alone.
    case overlapping([PlacementOverlap])
    /// The key was used for another request.
    case idempotencyConflict
    /// A certificate of the signatory's own, or what was made with it, is not accepted.
    case ownCertificate(OwnCertificateRefusal)
    /// Who signs for the school is not its head, and no act lets him or her sign now.
    case delegation(DelegationRefusal)
    /// A signature on paper is not recorded, or not taken back.
    case paper(PaperRefusal)
    /// A convention is kept, or is not kept as was thought.
    case retention(RetentionRefusal)
    /// There is no such amendment, or none can be begun.
    case amendment(AmendmentRefusal)
    /// The host cannot attest what was done.
    case attestation(AttestationRefusal)
    /// Storage, signing or verification failed; nothing was changed, and the same request can be made again.
    case unavailable(Inability)

    /// What the service could not do.
    package enum Inability: String, Hashable, Sendable, CaseIterable {
        /// The store cannot be read or written (disk full, read-only, locked).
        case storage
        /// What the store holds contradicts itself or was altered.
        case damagedStorage
        case rendering
        case signing
        /// Nobody gave a time-stamp.
        case timeStamping
        /// The archival layer of a finished document.
        case archiving
        /// The new revision did not pass the service's own verifier.
        case verification
        /// The system gave no random bytes.
        case randomness
        /// Other signatories were faster too many times.
        case contention
        /// A text of the service (mail, consent) is missing or incomplete.
        case texts
    }

    /// The error's stable name, for problem types of the API.
    package var code: String {
        switch self {
        case .unknownLink: "unknown-link"
        case .expiredLink: "expired-link"
        case .revokedLink: "revoked-link"
        case .disownedLink: "disowned-link"
        case .alreadySigned: "already-signed"
        case .signaturePending: "signature-pending"
        case .notYourTurn: "not-your-turn"
        case .wrongCode: "wrong-code"
        case .codeLocked: "code-locked"
        case .tooManyCodes: "too-many-codes"
        case .codeExpired: "code-expired"
        case .consentMissing: "consent-missing"
        case .consentVersionChanged: "consent-version-changed"
        case .documentChanged: "document-changed"
        case .conventionCancelled: "convention-cancelled"
        case .conventionRefused: "convention-refused"
        case .conventionSuperseded: "convention-superseded"
        case .someoneSigned: "someone-signed"
        case .conventionCompleted: "convention-completed"
        case .noLongerNeeded: "no-longer-needed"
        case .conventionExpired: "convention-expired"
        case .conventionOnHold: "convention-on-hold"
        case .conventionErased: "convention-erased"
        case .wrongState: "wrong-state"
        case .unknownConvention: "unknown-convention"
        case .noHealthSheet: "no-health-sheet"
        case .smsOnly: "sms-only"
        case .accountRequired: "account-required"
        case .placementOver: "placement-over"
        case .unauthorized: "unauthorized"
        case .signatoryMismatch: "signatory-mismatch"
        case .invalidData: "invalid-data"
        case .idempotencyConflict: "idempotency-conflict"
        case .overlapping: "overlapping-convention"
        case .ownCertificate, .delegation, .paper, .retention, .amendment, .attestation: refusalCode
        case .unavailable: "unavailable"
        }
    }

    /// What a part of the service calls its refusal.
    private var refusalCode: String {
        switch self {
        case .ownCertificate(let refusal): refusal.rawValue
        case .delegation(let refusal): refusal.rawValue
        case .paper(let refusal): refusal.rawValue
        case .retention(let refusal): refusal.rawValue
        case .amendment(let refusal): refusal.rawValue
        case .attestation(let refusal): refusal.rawValue
        default: "refused"
        }
    }
}
