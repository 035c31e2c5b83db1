import CMS
import CurlBridge
import OpenSSLBridge
import PAdESValidation

package import struct Foundation.Date

/// Asks time-stamping authorities over HTTP, and believes nothing of an answer before it is checked.
///
/// Source: RFC 3161 §2.4, §3.4; RFC 5816.
package struct TimeStampClient: Sendable {
    /// Largest answer that is read, in bytes.
    private static let maximumResponseByteCount = 64 * 1024
    /// Their clock and ours may differ by so many seconds.
    private static let clockTolerance: Int64 = 60

    private let http: OutboundHTTP
    private let revocation: RevocationSource?
    private let now: @Sendable () -> Date

    /// - Parameter revocation: Finds out whether a unit's certificate is revoked; without it nobody looks.
    package init(http: OutboundHTTP, revocation: RevocationSource? = nil, now: @escaping @Sendable () -> Date) {
        self.http = http
        self.revocation = revocation
        self.now = now
    }

    /// Gets a token for a SHA-256 digest; blocks until it is there.
    ///
    /// - Throws: ``TrustServiceError``; a token that is thrown away leaves nothing behind.
    package func token(
        for digest: [UInt8], from authority: OutsideTimeStampAuthority
    ) throws(TrustServiceError) -> [UInt8] {
        let request = try TimeStampQuestion(digest: digest)
        let answer = try http.body(
            of: .post(body: request.der, contentType: "application/timestamp-query"), at: authority.url,
            mediaTypes: ["application/timestamp-reply"], maximumByteCount: Self.maximumResponseByteCount,
            authoritiesFile: authority.authoritiesFile, credentials: authority.credentials)
        let token = try granted(answer)
        guard token.count <= authority.maximumTokenByteCount else {
            throw TrustServiceError(
                .tooLarge, "the token has \(token.count) bytes, expected at most \(authority.maximumTokenByteCount)")
        }
        try check(TimeStampInspector(token: token).inspect(sha256: digest), request.nonce, authority)
        return token
    }

    private func granted(_ answer: [UInt8]) throws(TrustServiceError) -> [UInt8] {
        let response: TimeStampResponse
        do { response = try TimeStampResponse(der: answer) } catch {
            throw TrustServiceError(.malformed, error.description)
        }
        guard let token = response.token else {
            throw TrustServiceError(.rejected, "no time-stamp was granted: \(response.words)")
        }
        return token
    }

    private func check(
        _ facts: TimeStampFacts, _ nonce: [UInt8], _ authority: OutsideTimeStampAuthority
    ) throws(TrustServiceError) {
        guard let info = facts.info else {
            throw TrustServiceError(.malformed, "the token is not one SignedData in DER over a TSTInfo with one signer")
        }
        guard facts.imprintMatches else { throw .untrustworthy("the token is over another digest than the one sent") }
        guard info.nonce.map(Self.magnitude) == Self.magnitude(nonce) else {
            throw .untrustworthy("the token repeats another nonce than the one sent, or none")
        }
        guard authority.policies.isEmpty || authority.policies.contains(info.policy) else {
            throw .untrustworthy("the token's policy is \(info.policy), expected one of those in the settings")
        }
        let difference = info.generationTime - Int64(now().timeIntervalSince1970)
        guard abs(difference) <= Self.clockTolerance else {
            throw .untrustworthy(
                "the token's time differs from this machine's by \(difference) s, expected at most"
                    + " \(Self.clockTolerance) s; check this machine's clock")
        }
        guard facts.isPlain else {
            throw .untrustworthy("the token holds unsigned attributes, or is not in DER")
        }
        try checkSigner(facts, at: info.generationTime, authority)
    }

    private func checkSigner(
        _ facts: TimeStampFacts, at time: Int64, _ authority: OutsideTimeStampAuthority
    ) throws(TrustServiceError) {
        guard let der = facts.signingCertificate?.der, let unit = try? Certificate(der: der) else {
            throw .untrustworthy("the token does not hold the certificate it was signed with")
        }
        guard facts.verification == .valid else { throw .untrustworthy("the token's signature does not verify") }
        let digest = facts.suite?.digest.map(CryptographicConstraints.strict.reliability(ofDigest:))
        guard digest == .reliable else { throw .untrustworthy("the token is signed over a digest that is too weak") }
        guard facts.certificateBinding == .matches else {
            throw .untrustworthy("no signing-certificate attribute of version 2 names the token's certificate")
        }
        let candidates = facts.certificates.compactMap { try? Certificate(der: $0) }
        let intermediates = authority.intermediates + candidates
        let chain = try trustedChain(of: unit, intermediates, at: time, authority)
        guard let revocation else { return }
        for (certificate, issuer) in zip(chain, chain.dropFirst()) where !certificate.isShortTermWithoutRevocation {
            let data = try revocation.data(about: certificate, issuer: issuer)
            guard data.statement(about: certificate, issuer: issuer)?.status == .good else {
                throw .untrustworthy("a certificate of the time-stamping unit's chain has been revoked")
            }
        }
    }

    private func trustedChain(
        of unit: Certificate, _ intermediates: [Certificate], at time: Int64, _ authority: OutsideTimeStampAuthority
    ) throws(TrustServiceError) -> [Certificate] {
        let outcome = ChainValidator(anchors: authority.anchors, revocationLists: [], revocationRule: .none)
            .validate(unit, intermediates: intermediates, at: time, for: .timeStamping)
        switch outcome {
        case .trusted(let chain): return chain
        case .untrusted(_, let depth, let text):
            throw .untrustworthy("the certificate of the time-stamping unit, at depth \(depth): \(text)")
        }
    }

    /// A number without leading zeros, as two encodings of it may differ in them.
    private static func magnitude(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.drop { $0 == 0 }) }
}

/// What is sent, and what has to come back.
private struct TimeStampQuestion {
    /// Source: RFC 3161 §2.4.1 recommends 64 bits.
    private static let nonceByteCount = 8

    let nonce: [UInt8]
    let der: [UInt8]

    init(digest: [UInt8]) throws(TrustServiceError) {
        do {
            var nonce = try SecureRandom.bytes(Self.nonceByteCount)
            // Positive and of full length, whatever was drawn.
            nonce[0] = nonce[0] & 0x7F | 0x40
            self.nonce = nonce
            der = try TimeStampRequest(digest: digest, algorithm: .sha256, nonce: nonce).der
        } catch {
            throw TrustServiceError(.notAllowed, error.description)
        }
    }
}

extension TrustServiceError {
    static func untrustworthy(_ description: String) -> TrustServiceError {
        TrustServiceError(.untrustworthy, description)
    }
}

extension TimeStampResponse {
    /// Why there is no token, in words.
    fileprivate var words: String {
        let reasons = failures.map(\.words)
        return reasons.isEmpty ? status.words : "\(status.words): \(reasons.joined(separator: ", "))"
    }
}

extension TimeStampResponse.Status {
    fileprivate var words: String {
        switch self {
        case .granted, .grantedWithModifications: "granted"
        case .rejection: "rejected"
        case .waiting: "to be asked for again later, which no time-stamping authority should answer"
        case .revocationWarning: "the unit's certificate is about to be revoked"
        case .revocationNotification: "the unit's certificate has been revoked"
        }
    }
}

extension TimeStampResponse.Failure {
    fileprivate var words: String {
        switch self {
        case .badAlgorithm: "SHA-256 is not accepted"
        case .badRequest: "this kind of request is not accepted"
        case .badDataFormat: "the request was found malformed"
        case .timeNotAvailable: "its source of time is not available"
        case .unacceptedPolicy: "the policy asked for is not accepted"
        case .unacceptedExtension: "an extension is not accepted"
        case .additionalInformationNotAvailable: "additional information is not available"
        case .systemFailure: "it has failed"
        }
    }
}
