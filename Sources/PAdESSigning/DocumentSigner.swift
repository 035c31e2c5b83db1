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
        let waiting = try prepare(document, request: request, signer: credential.identity)
        return try complete(waiting, signature: try credential.sign(waiting.bytesToSign))
    }

    /// The revision as it will be, but for signature and time-stamp.
    ///
    /// The same document, request, signer and longest token give the same bytes to sign, so that nothing need be kept until the
    /// signature comes.
    ///
    /// - Throws: ``SigningError``.
    public func prepare(
        _ document: PDFDocument, request: SignatureRequest, signer: SignerIdentity
    ) throws(SigningError) -> WaitingSignature {
        let session = try SigningSession(
            document: document, request: request, digestAlgorithm: signer.digestAlgorithm,
            contentsByteCount: contentsByteCount(signer))
        return try WaitingSignature(session: session, signer: signer)
    }

    /// Puts in the signature value and time-stamps it; whether the value is one is for the caller to know.
    ///
    /// - Returns: The whole file with one revision more.
    /// - Throws: ``SigningError/contentsTooLarge(byteCount:reserved:)``, or what the time-stamping authority throws.
    public func complete(_ waiting: WaitingSignature, signature: [UInt8]) throws -> [UInt8] {
        var signedData = waiting.prepared.completed(signature: signature, algorithm: waiting.algorithm)
        let token = try timeStampAuthority.token(DigestAlgorithm.sha256.digest(signature))
        signedData.signerInfos[0].unsignedAttributes = [
            Attribute(type: ObjectIdentifiers.timeStampToken, values: [token])
        ]
        guard let contents = signedData.der else { preconditionFailure("a SignedData of ours holds no CRLs") }
        return try waiting.session.completed(contents: contents)
    }

    /// An upper bound, so that the place is found too small before anything is signed, never after.
    private func contentsByteCount(_ signer: SignerIdentity) -> Int {
        let certificates = signer.certificate.count + signer.chain.reduce(0) { $0 + $1.count }
        // Attributes, algorithms, names and the tags and lengths around them.
        let structure = 512
        // What is longer than with ECDSA and SHA-256: two digests, the parameters of PSS.
        let digest = DigestAlgorithm(oid: signer.digestAlgorithm) ?? .sha256
        let excess =
            2 * (digest.byteCount - DigestAlgorithm.sha256.byteCount) + (signer.algorithm.parameters?.count ?? 0)
        return certificates + signer.maximumSignatureByteCount + timeStampAuthority.maximumTokenByteCount
            + structure + excess
    }
}
