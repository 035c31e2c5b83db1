package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// Adds one signature to a document: new key, own certificate, time stamp, appearance.
package struct RevisionSigner: Sendable {
    package let sign: @Sendable (RevisionToSign) async throws(SigningInability) -> SignedRevision

    package init(sign: @escaping @Sendable (RevisionToSign) async throws(SigningInability) -> SignedRevision) {
        self.sign = sign
    }
}

/// What is signed, by whom, and how the person was identified.
package struct RevisionToSign: Hashable, Sendable {
    /// The newest revision, to which the signature is appended.
    package let document: [UInt8]
    package let signatory: Signatory
    /// The organisation for which the person signs.
    package let organisation: String?
    package let identification: IdentificationMethod
    /// Whole seconds.
    package let signedAt: Date
    /// Opaque serial number of the person in the certificate's subject, made for this signature.
    package let subjectSerialNumber: String

    package init(
        document: [UInt8], signatory: Signatory, organisation: String?, identification: IdentificationMethod,
        signedAt: Date, subjectSerialNumber: String
    ) {
        self.document = document
        self.signatory = signatory
        self.organisation = organisation
        self.identification = identification
        self.signedAt = signedAt
        self.subjectSerialNumber = subjectSerialNumber
    }
}

package struct SignedRevision: Hashable, Sendable {
    /// The whole document: the bytes given, unchanged, and the new revision after them.
    package let document: [UInt8]
    package let certificate: CertificateFacts

    package init(document: [UInt8], certificate: CertificateFacts) {
        self.document = document
        self.certificate = certificate
    }
}

/// The signature could not be made; nothing was.
package struct SigningInability: Error, Hashable, Sendable {
    /// What was done and found, without personal data.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
