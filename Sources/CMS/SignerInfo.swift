internal import DEREncoding

/// One signature inside a ``SignedData``.
///
/// Source: RFC 5652 §5.3.
public struct SignerInfo: Hashable, Sendable {
    public enum SignerIdentifier: Hashable, Sendable {
        /// DER of the issuer's name, and the content bytes of the serial number.
        case issuerAndSerialNumber(issuer: [UInt8], serialNumber: [UInt8])
        case subjectKeyIdentifier([UInt8])
    }

    public let version: UInt8
    public let identifier: SignerIdentifier
    public let digestAlgorithm: AlgorithmIdentifier
    public let signedAttributes: [Attribute]
    /// What is signed: the attributes as a SET OF, as they were read (RFC 5652 §5.4); `nil` when there are none.
    public let signedAttributesEncoding: [UInt8]?
    public let signatureAlgorithm: AlgorithmIdentifier
    public let signature: [UInt8]
    public var unsignedAttributes: [Attribute]

    init(
        identifier: SignerIdentifier, digestAlgorithm: AlgorithmIdentifier, signedAttributes: SignedAttributes,
        signatureAlgorithm: AlgorithmIdentifier, signature: [UInt8]
    ) {
        version = 1
        self.identifier = identifier
        self.digestAlgorithm = digestAlgorithm
        self.signedAttributes = signedAttributes.attributes
        signedAttributesEncoding = signedAttributes.der
        self.signatureAlgorithm = signatureAlgorithm
        self.signature = signature
        unsignedAttributes = []
    }

    init(_ element: DERElement) throws(CMSError) {
        let structure = "SignerInfo"
        var children = try element.children(.sequence, of: structure)
        version = try children.next().version(of: structure)
        identifier = try Self.identifier(try children.next())
        digestAlgorithm = try AlgorithmIdentifier(try children.next(), of: structure)
        if let signed = children.next(ifTagged: .context(0)) {
            signedAttributes = try .parse(try signed.children(.context(0), of: structure).remaining(atMost: 32))
            // The tag [0] stands for SET here; the signature is over the SET (RFC 5652 §5.4).
            signedAttributesEncoding = [0x31] + signed.bytes.dropFirst()
        } else {
            signedAttributes = []
            signedAttributesEncoding = nil
        }
        signatureAlgorithm = try AlgorithmIdentifier(try children.next(), of: structure)
        signature = try children.next().content(.octetString, of: structure)
        let unsigned =
            try children.next(ifTagged: .context(1))?.children(.context(1), of: structure).remaining(atMost: 32) ?? []
        unsignedAttributes = try .parse(unsigned)
        try children.expectEnd()
    }

    private static func identifier(_ element: DERElement) throws(CMSError) -> SignerIdentifier {
        if element.hasTag(.context(0)) {
            return .subjectKeyIdentifier(try element.content(.context(0), of: "SignerIdentifier"))
        }
        var children = try element.children(.sequence, of: "IssuerAndSerialNumber")
        let issuer = try children.next().bytes
        let serialNumber = try children.next().number(of: "IssuerAndSerialNumber")
        try children.expectEnd()
        return .issuerAndSerialNumber(issuer: issuer, serialNumber: serialNumber)
    }

    var der: [UInt8] {
        let attributeByteCount = unsignedAttributes.reduce(0) { $1.values.reduce($0) { $0 + $1.count } }
        var builder = DERBuilder(capacity: attributeByteCount + 1 << 10)
        builder.sequence { builder in
            builder.integer(version)
            identifier.write(to: &builder)
            digestAlgorithm.write(to: &builder)
            // Never the encoding that was read: whether it was in DER order shows by the difference.
            if signedAttributesEncoding != nil { builder.set(signedAttributes.map(\.der), tag: .context(0)) }
            signatureAlgorithm.write(to: &builder)
            builder.octetString(signature)
            if !unsignedAttributes.isEmpty { builder.set(unsignedAttributes.map(\.der), tag: .context(1)) }
        }
        return builder.bytes
    }
}

extension SignerInfo.SignerIdentifier {
    fileprivate func write(to builder: inout DERBuilder) {
        switch self {
        case .issuerAndSerialNumber(let issuer, let serialNumber):
            builder.sequence { builder in
                builder.append(issuer)
                builder.primitive(.integer, serialNumber)
            }
        case .subjectKeyIdentifier(let bytes): builder.primitive(.context(0), bytes)
        }
    }
}
