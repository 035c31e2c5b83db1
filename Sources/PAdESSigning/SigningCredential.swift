public import CMS

/// A certificate, and how its key will sign; the key may be out of reach.
public struct SignerIdentity: Hashable, Sendable {
    /// The signer's certificate in DER.
    public let certificate: [UInt8]
    /// Certificates to embed beside it, up to but not including the root.
    public let chain: [[UInt8]]
    /// How the value is made, such as ecdsa-with-SHA256.
    public let algorithm: AlgorithmIdentifier
    /// Identifier of the digest that goes with it: of the document, and of the certificate in its attribute.
    public let digestAlgorithm: String
    /// Longest value of the signature, in bytes.
    public let maximumSignatureByteCount: Int

    public init(
        certificate: [UInt8], chain: [[UInt8]], algorithm: AlgorithmIdentifier, digestAlgorithm: String,
        maximumSignatureByteCount: Int
    ) {
        self.certificate = certificate
        self.chain = chain
        self.algorithm = algorithm
        self.digestAlgorithm = digestAlgorithm
        self.maximumSignatureByteCount = maximumSignatureByteCount
    }
}

/// A certificate and the means to sign with its key, wherever the key is.
public struct SigningCredential: Sendable {
    public let identity: SignerIdentity
    /// Signs a message (not its digest) and returns the signature value as CMS carries it.
    public let sign: @Sendable ([UInt8]) throws -> [UInt8]

    public init(
        certificate: [UInt8], chain: [[UInt8]], algorithm: AlgorithmIdentifier,
        digestAlgorithm: String = ObjectIdentifiers.sha256, maximumSignatureByteCount: Int,
        sign: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) {
        identity = SignerIdentity(
            certificate: certificate, chain: chain, algorithm: algorithm, digestAlgorithm: digestAlgorithm,
            maximumSignatureByteCount: maximumSignatureByteCount)
        self.sign = sign
    }
}

/// Something that attests when a digest existed.
///
/// Source: RFC 3161.
public struct TimeStampAuthority: Sendable {
    /// Longest token it issues, in bytes.
    public let maximumTokenByteCount: Int
    /// Returns the token, in DER, for a SHA-256 digest.
    public let token: @Sendable (_ digest: [UInt8]) throws -> [UInt8]

    public init(maximumTokenByteCount: Int, token: @escaping @Sendable ([UInt8]) throws -> [UInt8]) {
        self.maximumTokenByteCount = maximumTokenByteCount
        self.token = token
    }
}
