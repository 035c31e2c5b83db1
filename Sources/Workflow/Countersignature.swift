package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// Who wants to sign what, as the body of a request says it.
struct SignatureDemand {
    /// The representative's full name as the convention has it.
    let signatory: String
    let capacity: String
    let consentVersion: String
    /// Digest of the revision that was read.
    let revisionDigest: DocumentDigest
}

/// An employer's request to countersign, as its body says it.
package struct CountersignatureRequest: Hashable, Sendable, IdempotentRequest {
    /// The representative's full name as the convention has it.
    package let signatory: String
    /// The capacity as the convention has it.
    package let capacity: String
    package let consentVersion: String
    /// Digest of the revision that was read.
    package let revisionDigest: DocumentDigest
    /// From the `Idempotency-Key` header; 1 to 255 printable ASCII characters.
    package let idempotencyKey: String

    package init(
        signatory: String, capacity: String, consentVersion: String, revisionDigest: DocumentDigest,
        idempotencyKey: String
    ) {
        self.signatory = signatory
        self.capacity = capacity
        self.consentVersion = consentVersion
        self.revisionDigest = revisionDigest
        self.idempotencyKey = idempotencyKey
    }

    var parts: [String] { [signatory, capacity, consentVersion, revisionDigest.hexadecimal] }

    var demand: SignatureDemand {
        SignatureDemand(
            signatory: signatory, capacity: capacity, consentVersion: consentVersion, revisionDigest: revisionDigest)
    }
}

/// What became of an employer's request.
package enum CountersignatureOutcome: Hashable, Sendable {
    case signed(CountersignatureResult)
    /// The consent is recorded; the same request gives the result once the signature is made.
    case pending(PendingSigning, isReplay: Bool)
}

/// What the employer gets: the facts of its signature, the same for a repeated request.
package struct CountersignatureResult: Hashable, Sendable {
    package let receipt: SigningReceipt
    /// Whether all have signed.
    package let isComplete: Bool
    /// Whether an earlier request with the same key made this signature.
    package let isReplay: Bool
}

/// What an employer may see with its access token before it countersigns.
package struct EmployerView: Hashable, Sendable {
    package let convention: ConventionID
    package let signatory: Signatory
    package let outline: ConventionOutline
    package let phase: ConventionState.Phase
    package let parties: [PartyStatus]
    /// Whether the employer may countersign now.
    package let isYourTurn: Bool
    /// Since when the employer's signature is being made; `nil` when none is.
    package let pendingSince: Date?
    package let consent: ConsentStatement
    /// Digest of the newest revision, to be sent back in the request.
    package let revisionDigest: DocumentDigest
    /// What is handed over apart and can be opened with the same token.
    package var sheets: [HandoverSheet] = []
    package var relation = DocumentRelation.none
    package var attestation = AttestationStanding.none
}
