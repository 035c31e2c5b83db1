package import ConventionDomain
import Parties

package import struct Foundation.Date

/// An employer's request to begin a signature with its own certificate, as its body says it.
package struct OwnSignatureStart: Hashable, Sendable {
    /// The representative's full name as the convention has it.
    package let signatory: String
    /// The capacity as the convention has it.
    package let capacity: String
    package let consentVersion: String
    /// Digest of the revision that was read.
    package let revisionDigest: DocumentDigest
    package let choice: OwnCertificateChoice

    package init(
        signatory: String, capacity: String, consentVersion: String, revisionDigest: DocumentDigest,
        choice: OwnCertificateChoice
    ) {
        self.signatory = signatory
        self.capacity = capacity
        self.consentVersion = consentVersion
        self.revisionDigest = revisionDigest
        self.choice = choice
    }

    var demand: SignatureDemand {
        SignatureDemand(
            signatory: signatory, capacity: capacity, consentVersion: consentVersion, revisionDigest: revisionDigest)
    }
}

/// What the employer gets to sign.
package struct OwnSignatureSession: Hashable, Sendable {
    package let session: SessionToken
    package let convention: ConventionID
    package let prepared: PreparedOwnSignature
    package let expiresAt: Date

    package init(
        session: SessionToken, convention: ConventionID, prepared: PreparedOwnSignature, expiresAt: Date
    ) {
        self.session = session
        self.convention = convention
        self.prepared = prepared
        self.expiresAt = expiresAt
    }
}

/// The value of a signature that was made elsewhere.
package struct OwnSignatureValue: Hashable, Sendable, IdempotentRequest {
    package let session: SessionToken
    package let value: [UInt8]
    /// From the `Idempotency-Key` header; 1 to 255 printable ASCII characters.
    package let idempotencyKey: String

    package init(session: SessionToken, value: [UInt8], idempotencyKey: String) {
        self.session = session
        self.value = value
        self.idempotencyKey = idempotencyKey
    }

    var parts: [String] { [session.text, Base64URL.encode(value)] }
}
