internal import DEREncoding

/// The part of a time-stamping unit that makes tokens and answers requests.
///
/// Tokens carry ESSCertIDv2 with SHA-256 (RFC 5816), an accuracy, no ordering, the request's nonce, and the unit's
/// certificate with its chain when the request asks for it. The caller says what time it is.
///
/// Source: RFC 3161 §2.4.2; ETSI EN 319 422
package struct TimeStampResponder: Sendable {
    package let certificate: Certificate
    /// Certificates to put into tokens besides the unit's own; not the root.
    package let chain: [Certificate]
    /// Under which policy tokens are made, in dotted form.
    package let policyOID: String
    /// By how much the time of a token may be wrong, in seconds.
    package let accuracySeconds: Int
    private let key: SigningKey
    /// What is the same in every token.
    private let frame: TimeStampTokenFrame

    /// - Throws: ``OpenSSLError`` when the key is not the certificate's, or the certificate is not one of a
    ///   time-stamping unit: extendedKeyUsage timeStamping, critical and alone.
    package init(
        certificate: Certificate, key: SigningKey, chain: [Certificate], policyOID: String, accuracySeconds: Int = 1
    ) throws(OpenSSLError) {
        guard try certificate.publicKey.der == key.publicKeyDER else {
            throw OpenSSLError("set up time-stamping", finding: "the key is not the one of the certificate")
        }
        if case .untrusted(_, _, let text) = ChainValidator.Purpose.timeStamping.fault(in: certificate, .strict) {
            throw OpenSSLError("set up time-stamping", finding: text)
        }
        self.certificate = certificate
        self.key = key
        self.chain = chain
        self.policyOID = policyOID
        self.accuracySeconds = accuracySeconds
        frame = try TimeStampTokenFrame(
            certificate: certificate, chain: chain, policyOID: policyOID, accuracySeconds: accuracySeconds,
            signatureAlgorithm: key.signatureAlgorithm(TimeStampTokenFrame.digest))
    }

    /// Answers a request as it came over the network.
    ///
    /// - Parameters:
    ///   - request: A TimeStampReq in DER; anything else gets an answer that says so.
    ///   - time: The time to certify, in Unix seconds.
    /// - Returns: A TimeStampResp in DER: granted with a token, or rejected with a reason.
    /// - Throws: ``OpenSSLError`` when no answer at all can be made.
    package func respond(to request: [UInt8], at time: Int64) throws(OpenSSLError) -> [UInt8] {
        switch ReceivedTimeStampRequest.read(request, policyOID: policyOID) {
        case .failure(let rejection): return rejection.response
        case .success(let request):
            let granted = DERWriter.sequence([DERWriter.integer(0)])
            return DERWriter.sequence([granted, try token(for: request, at: time)])
        }
    }

    /// Certifies that a digest existed at `time`.
    ///
    /// - Returns: A time-stamp token in DER: CMS SignedData over a TSTInfo.
    /// - Throws: ``OpenSSLError`` when the digest has not the algorithm's length, or the key refuses.
    package func token(
        for digest: [UInt8], algorithm: DigestAlgorithm, at time: Int64
    ) throws(OpenSSLError) -> [UInt8] {
        guard digest.count == algorithm.byteCount else {
            throw OpenSSLError(
                "time-stamp a digest", finding: "a digest of \(digest.count) bytes, expected \(algorithm.byteCount)")
        }
        let request = ReceivedTimeStampRequest(
            imprint: ReceivedTimeStampRequest.imprint(digest, algorithm), nonce: nil, wantsCertificate: true)
        return try token(for: request, at: time)
    }

    private func token(for request: ReceivedTimeStampRequest, at time: Int64) throws(OpenSSLError) -> [UInt8] {
        let info = try frame.info(for: request, at: time)
        let attributes = frame.signedAttributes(of: info)
        let signature = try key.sign(message: attributes, digest: TimeStampTokenFrame.digest)
        return frame.token(info, attributes, signature: signature, withCertificates: request.wantsCertificate)
    }
}
