package import Parties

package import struct Foundation.Date

/// Adds a signature that somebody else makes, with a certificate that the service did not issue.
package struct OwnCertificateSigner: Sendable {
    /// Judges the certificate and says what is to be signed.
    package let prepare: @Sendable (OwnSignature) async throws(OwnCertificateFault) -> PreparedOwnSignature
    /// Judges the certificate again, verifies the value, embeds and time-stamps it.
    ///
    /// The signature is one that ``prepare`` has prepared: with the chain that it chose, on the same document.
    package let complete: @Sendable (OwnSignature, _ value: [UInt8]) async throws(OwnCertificateFault) -> SignedRevision

    package init(
        prepare: @escaping @Sendable (OwnSignature) async throws(OwnCertificateFault) -> PreparedOwnSignature,
        complete: @escaping @Sendable (OwnSignature, [UInt8]) async throws(OwnCertificateFault) -> SignedRevision
    ) {
        self.prepare = prepare
        self.complete = complete
    }

    /// Of a service that trusts nobody's certificates but its own.
    package static let none = OwnCertificateSigner(
        prepare: { _ throws(OwnCertificateFault) in throw .refused(.notAccepted) },
        complete: { _, _ throws(OwnCertificateFault) in throw .refused(.notAccepted) })
}

/// The certificate that somebody signs with, and how.
package struct OwnCertificateChoice: Hashable, Sendable {
    /// DER, the signatory's own first.
    package let certificates: [[UInt8]]
    /// Object identifier of the signature algorithm, or of the kind of key.
    package let signatureAlgorithm: String
    /// Object identifier of the digest; `nil` when the signature algorithm names it.
    package let hashAlgorithm: String?

    package init(certificates: [[UInt8]], signatureAlgorithm: String, hashAlgorithm: String?) {
        self.certificates = certificates
        self.signatureAlgorithm = signatureAlgorithm
        self.hashAlgorithm = hashAlgorithm
    }
}

/// One signature to be made elsewhere.
package struct OwnSignature: Hashable, Sendable {
    /// The newest revision, to which the signature is appended.
    package let document: [UInt8]
    package let signatory: Signatory
    /// What stands below the name instead of the capacity, for who signs by delegation; `nil` for everybody else.
    package let printedCapacity: String?
    /// The organisation for which the person signs.
    package let organisation: String?
    package let choice: OwnCertificateChoice
    /// What the signature claims; whole seconds.
    package let claimedTime: Date

    package init(
        document: [UInt8], signatory: Signatory, printedCapacity: String? = nil, organisation: String?,
        choice: OwnCertificateChoice, claimedTime: Date
    ) {
        self.document = document
        self.signatory = signatory
        self.printedCapacity = printedCapacity
        self.organisation = organisation
        self.choice = choice
        self.claimedTime = claimedTime
    }
}

/// What whoever holds the key has to sign.
package struct PreparedOwnSignature: Hashable, Sendable {
    package let kind: OwnCertificateKind
    /// With the chain that will be embedded, and the algorithms by their full names.
    package let choice: OwnCertificateChoice
    /// Parameters of the signature algorithm in DER, where it has any to say.
    package let parameters: [UInt8]?
    /// The signed attributes, a SET OF in DER (RFC 5652 §5.4).
    package let signedAttributes: [UInt8]
    /// Digest of the signed attributes by ``OwnCertificateChoice/hashAlgorithm``.
    package let hash: [UInt8]

    package init(
        kind: OwnCertificateKind, choice: OwnCertificateChoice, parameters: [UInt8]?, signedAttributes: [UInt8],
        hash: [UInt8]
    ) {
        self.kind = kind
        self.choice = choice
        self.parameters = parameters
        self.signedAttributes = signedAttributes
        self.hash = hash
    }
}

/// Why a signature with somebody's own certificate was not prepared or not completed.
package enum OwnCertificateFault: Error, Hashable, Sendable {
    case refused(OwnCertificateRefusal)
    /// Nobody gave a time-stamp: the same can succeed later.
    case noTimeStamp
    /// What was done and found, without personal data.
    case inability(reason: String)
}
