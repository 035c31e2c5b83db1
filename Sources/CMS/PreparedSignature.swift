/// A detached signature that lacks only the signature value.
///
/// Whoever holds the private key signs ``bytesToSign``; it need not be this process.
///
/// Source: RFC 5652 §5.4, §5.6.
public struct PreparedSignature: Hashable, Sendable {
    private let signingCertificate: [UInt8]
    private let certificates: [[UInt8]]
    private let names: CertificateNames
    private let attributes: SignedAttributes
    private let digestAlgorithm: AlgorithmIdentifier

    /// - Parameters:
    ///   - messageDigest: Digest of the signed content.
    ///   - signingCertificate: The signer's certificate in DER.
    ///   - certificateDigest: Digest of that certificate, by the same algorithm.
    ///   - digestAlgorithm: Identifier of that algorithm; the signature algorithm has to go with it.
    ///   - chain: Further certificates to embed, up to but not including the root.
    /// - Throws: ``CMSError`` when the certificate cannot be read.
    public init(
        messageDigest: [UInt8], signingCertificate: [UInt8], certificateDigest: [UInt8],
        digestAlgorithm: String = ObjectIdentifiers.sha256, chain: [[UInt8]]
    ) throws(CMSError) {
        names = try CertificateNames(certificate: signingCertificate)
        self.signingCertificate = signingCertificate
        certificates = [signingCertificate] + chain
        attributes = SignedAttributes(
            messageDigest: messageDigest,
            signingCertificate: SigningCertificateV2(
                digestAlgorithm: digestAlgorithm, certificateDigest: certificateDigest))
        self.digestAlgorithm = AlgorithmIdentifier(oid: digestAlgorithm)
    }

    /// The signed attributes as a SET OF in DER.
    public var bytesToSign: [UInt8] { attributes.der }

    /// The SignedData with the signature value in it, unsigned attributes still to come.
    ///
    /// - Parameter algorithm: How the value was made, such as ecdsa-with-SHA256.
    public func completed(signature: [UInt8], algorithm: AlgorithmIdentifier) -> SignedData {
        let info = SignerInfo(
            identifier: .issuerAndSerialNumber(issuer: names.issuer, serialNumber: names.serialNumber),
            digestAlgorithm: digestAlgorithm, signedAttributes: attributes,
            signatureAlgorithm: algorithm, signature: signature)
        return SignedData(certificates: certificates, signerInfo: info)
    }
}
