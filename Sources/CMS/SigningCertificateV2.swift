/// The attribute that binds a signature to one certificate, so that it cannot be shown as made with another.
///
/// Source: RFC 5035 §3, §4.
public struct SigningCertificateV2: Hashable, Sendable {
    /// Digest algorithm of the first entry; SHA-256 when the default was left out.
    public let digestAlgorithm: String
    /// Digest of the signer's whole certificate in DER.
    public let certificateDigest: [UInt8]

    public init(digestAlgorithm: String = ObjectIdentifiers.sha256, certificateDigest: [UInt8]) {
        self.digestAlgorithm = digestAlgorithm
        self.certificateDigest = certificateDigest
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
    }

    /// SHA-256 is the default and so, in DER, left out (ITU-T X.690 §11.5).
    var der: [UInt8] {
        var identifier = [DERWriter.octetString(certificateDigest)]
        if digestAlgorithm != ObjectIdentifiers.sha256 {
            identifier.insert(AlgorithmIdentifier(oid: digestAlgorithm).der, at: 0)
        }
        return DERWriter.sequence([DERWriter.sequence([DERWriter.sequence(identifier)])])
    }
}
