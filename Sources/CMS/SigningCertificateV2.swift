internal import DEREncoding

/// The attribute that binds a signature to one certificate, so that it cannot be shown as made with another.
///
/// Source: RFC 5035 §3, §4.
public struct SigningCertificateV2: Hashable, Sendable {
    /// Digest algorithm of the first entry; SHA-256 when the default was left out.
    public let digestAlgorithm: String
    /// Digest of the signer's whole certificate in DER.
    public let certificateDigest: [UInt8]
    /// Issuer and serial number of the first entry; `nil` when they were left out.
    private let names: CertificateNames?

    public init(digestAlgorithm: String = ObjectIdentifiers.sha256, certificateDigest: [UInt8]) {
        self.digestAlgorithm = digestAlgorithm
        self.certificateDigest = certificateDigest
        names = nil
    }

    /// Whether issuer and serial number, if they are there, are those of a certificate in DER.
    public func names(_ certificate: [UInt8]) -> Bool {
        guard let names else { return true }
        return names == (try? CertificateNames(certificate: certificate))
    }

    /// Reads the first ESSCertIDv2, which is the signer's.
    public init(der: [UInt8]) throws(CMSError) {
        let structure = "SigningCertificateV2"
        var outer = try DERElement(der: der, of: structure).children(.sequence, of: structure)
        var identifiers = try outer.next().children(.sequence, of: structure)
        var first = try identifiers.next().children(.sequence, of: structure)
        if let algorithm = first.next(ifTagged: .sequence) {
            digestAlgorithm = try AlgorithmIdentifier(algorithm, of: structure).oid
        } else {
            digestAlgorithm = ObjectIdentifiers.sha256
        }
        certificateDigest = try first.next().content(.octetString, of: structure)
        names = try first.next(ifTagged: .sequence).map { element throws(CMSError) in
            try CertificateNames(issuerSerial: element)
        }
        try first.expectEnd()
        _ = outer.next(ifTagged: .sequence)  // policies
        try outer.expectEnd()
    }

    /// SHA-256 is the default and so, in DER, left out (ITU-T X.690 §11.5).
    var der: [UInt8] {
        var builder = DERBuilder(capacity: 64)
        builder.sequence { builder in
            builder.sequence { builder in
                builder.sequence { builder in
                    if digestAlgorithm != ObjectIdentifiers.sha256 {
                        AlgorithmIdentifier(oid: digestAlgorithm).write(to: &builder)
                    }
                    builder.octetString(certificateDigest)
                }
            }
        }
        return builder.bytes
    }
}
