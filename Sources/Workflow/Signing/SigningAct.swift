import ConventionDomain
import Parties

/// Somebody's decision to sign, checked: what is left is to make the signature.
struct SigningAct {
    let fieldName: String
    let attempt: String
    let identification: IdentificationMethod
    let shownDigest: DocumentDigest
    /// Tries of the one-time code, the right one included; 0 without a code.
    let codeTries: Int
    /// The attempt whose code is used up by this signature.
    let usedCode: AttemptID?
    /// The consent, when it comes with the signature and was not recorded before.
    let consent: Consent?
    var idempotency: IdempotencyRecord?
    /// The decision is in the journal already, and the signature waits.
    var isResumed = false
    /// The account that signs, of whom the convention is asked once more; `nil` for who came by link or token.
    var account: HeadAccount?
}

/// How a signing act ended.
enum SigningOutcome {
    case signed(Dossier)
    /// Another request of the same signatory was faster.
    case alreadySigned(Dossier)
    /// Nobody gave a time-stamp: the decision is recorded, the signature waits.
    case pending(Dossier)
}

/// A signature made on one revision, not yet stored.
struct PreparedSignature {
    let record: SignatureRecord
    let document: [UInt8]
    let isComplete: Bool
}
