private import CMS
private import OpenSSLBridge
public import PDFModel

/// Makes PAdES B-T signatures: one revision, one certificate, one time-stamp.
///
/// Source: EN 319 142-1 §6.2, §6.3.
public struct DocumentSigner: Sendable {
    private let timeStampAuthority: TimeStampAuthority

    public init(timeStampAuthority: TimeStampAuthority) { self.timeStampAuthority = timeStampAuthority }

    /// Fills a declared field with a time-stamped signature.
    ///
    /// - Parameters:
    ///   - document: The newest revision.
    ///   - credential: The signatory's certificate and key.
    /// - Returns: The whole file with one revision more.
    /// - Throws: ``SigningError``, or what the key or the time-stamping authority throws. Nothing is kept then.
    public func sign(
        _ document: PDFDocument, request: SignatureRequest, credential: SigningCredential
    ) throws -> [UInt8] {
        let session = try SigningSession(
            document: document, request: request, digestAlgorithm: credential.digestAlgorithm,
            contentsByteCount: contentsByteCount(credential))
        let digest = DigestAlgorithm(oid: credential.digestAlgorithm) ?? .sha256
        let prepared = try PreparedSignature(
            messageDigest: session.messageDigest, signingCertificate: credential.certificate,
            certificateDigest: digest.digest(credential.certificate), digestAlgorithm: digest.oid,
            chain: credential.chain)
        var signedData = prepared.completed(
            signature: try credential.sign(prepared.bytesToSign), algorithm: credential.algorithm)
        let token = try timeStampAuthority.token(DigestAlgorithm.sha256.digest(signedData.signerInfos[0].signature))
        signedData.signerInfos[0].unsignedAttributes = [
            Attribute(type: ObjectIdentifiers.timeStampToken, values: [token])
        ]
        guard let contents = signedData.der else { preconditionFailure("a SignedData of ours holds no CRLs") }
        return try session.completed(contents: contents)
    }

    /// An upper bound, so that the place is found too small before anything is signed, never after.
    private func contentsByteCount(_ credential: SigningCredential) -> Int {
        let certificates = credential.certificate.count + credential.chain.reduce(0) { $0 + $1.count }
        // Attributes, algorithms, names and the tags and lengths around them.
        let structure = 512
        // What is longer than with ECDSA and SHA-256: two digests, the parameters of PSS.
        let digest = DigestAlgorithm(oid: credential.digestAlgorithm) ?? .sha256
        let excess =
            2 * (digest.byteCount - DigestAlgorithm.sha256.byteCount) + (credential.algorithm.parameters?.count ?? 0)
        return certificates + credential.maximumSignatureByteCount + timeStampAuthority.maximumTokenByteCount
            + structure + excess
    }
}
