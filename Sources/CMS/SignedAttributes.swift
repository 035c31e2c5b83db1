internal import DEREncoding

/// The three attributes that a PAdES baseline signature signs, and no other.
///
/// There is no signing-time: EN 319 142-1 §6.3 forbids it, the claimed time stands in the signature dictionary.
///
/// Source: EN 319 142-1 §6.3; RFC 5652 §11.1, §11.2; RFC 5035 §3.
public struct SignedAttributes: Hashable, Sendable {
    public let attributes: [Attribute]
    /// The bytes that are signed: a SET OF in DER.
    ///
    /// Source: RFC 5652 §5.4.
    public let der: [UInt8]

    public init(messageDigest: [UInt8], signingCertificate: SigningCertificateV2) {
        attributes = [
            Attribute(
                type: ObjectIdentifiers.contentType, values: [DERWriter.objectIdentifier(ObjectIdentifiers.data)]),
            Attribute(type: ObjectIdentifiers.messageDigest, values: [DERWriter.octetString(messageDigest)]),
            Attribute(type: ObjectIdentifiers.signingCertificateV2, values: [signingCertificate.der]),
        ]
        der = DERWriter.set(attributes.map(\.der))
    }
}
