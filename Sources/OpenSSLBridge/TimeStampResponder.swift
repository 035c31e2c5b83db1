private import COpenSSL

/// The part of a time-stamping unit that answers requests.
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
    }

    /// Lends the key for the length of `body`; it must not escape.
    func withSigningKey<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError) -> Result {
        try unsafe key.withKey(body)
    }

    /// Answers a request as it came over the network.
    ///
    /// - Parameters:
    ///   - request: A TimeStampReq in DER; anything else gets an answer that says so.
    ///   - time: The time to certify, in Unix seconds.
    /// - Returns: A TimeStampResp in DER: granted with a token, or rejected with a reason.
    /// - Throws: ``OpenSSLError`` when no answer at all can be made.
    package func respond(to request: [UInt8], at time: Int64) throws(OpenSSLError) -> [UInt8] {
        try unsafe withResponse(to: request, at: time) { response throws(OpenSSLError) in
            try unsafe encode("a time-stamp response") { unsafe i2d_TS_RESP(response, $0) }
        }
    }

    /// Certifies that a digest existed at `time`.
    ///
    /// - Returns: A time-stamp token in DER: CMS SignedData over a TSTInfo.
    /// - Throws: ``OpenSSLError`` when the digest has not the algorithm's length, or the unit refuses.
    package func token(
        for digest: [UInt8], algorithm: DigestAlgorithm, at time: Int64
    ) throws(OpenSSLError) -> [UInt8] {
        let request = try TimeStampRequest(digest: digest, algorithm: algorithm, nonce: nil).der
        return try unsafe withResponse(to: request, at: time) { response throws(OpenSSLError) in
            guard let token = unsafe TS_RESP_get_token(response) else {
                throw OpenSSLError("time-stamp a digest", finding: "the unit refused the request")
            }
            return try unsafe encode("a time-stamp token") { unsafe i2d_PKCS7(token, $0) }
        }
    }
}
