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
    /// What stands below the name, before the organisation.
    package let printedCapacity: String
    /// The organisation for which the person signs.
    package let organisation: String?
    package let identification: IdentificationMethod
    /// Whole seconds.
    package let signedAt: Date
    /// Opaque serial number of the person in the certificate's subject, made for this signature.
    package let subjectSerialNumber: String

    package init(
        document: [UInt8], signatory: Signatory, printedCapacity: String? = nil, organisation: String?,
        identification: IdentificationMethod, signedAt: Date, subjectSerialNumber: String
    ) {
        self.printedCapacity = printedCapacity ?? signatory.capacity
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
    /// The operator's name of the outside authority that gave the time-stamp; `nil` for the service's own unit.
    package let timeStampedBy: String?

    package init(document: [UInt8], certificate: CertificateFacts, timeStampedBy: String? = nil) {
        self.document = document
        self.certificate = certificate
        self.timeStampedBy = timeStampedBy
    }
}

/// The signature could not be made; what a failed attempt made is thrown away.
package struct SigningInability: Error, Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// Nobody gave a time-stamp: the same can succeed later.
        case noTimeStamp
        case other
    }

    package let cause: Cause
    /// What was done and found, without personal data.
    package let reason: String

    package init(_ cause: Cause = .other, reason: String) {
        self.cause = cause
        self.reason = reason
    }
}
