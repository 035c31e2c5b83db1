import CMS
import OpenSSLBridge
import PAdESValidation

/// What came back from a responder, before it is believed.
///
/// Source: RFC 6960 §3.2, §4.2.2; RFC 5019 §4.
struct OCSPAnswer {
    private let body: [UInt8]
    private let server: HostAndPort
    private let now: Int64

    /// - Parameter now: Unix time.
    init(_ body: [UInt8], server: HostAndPort, now: Int64) {
        self.body = body
        self.server = server
        self.now = now
    }

    /// - Throws: ``TrustServiceError`` that says what is wrong with it.
    func checked(
        _ question: OCSPRequest, about certificate: Certificate, _ issuer: Certificate
    ) throws(TrustServiceError) -> OCSPResponse {
        // Documents hold answers in DER only.
        guard (try? OCSPResponseEnvelope(der: body)) != nil, let response = try? OCSPResponse(der: body) else {
            throw TrustServiceError(.malformed, "\(server) answered with no OCSP response in DER")
        }
        // Many repeat none; then the times have to do.
        if let nonce = question.nonce, let repeated = response.nonce, repeated != nonce {
            throw .untrustworthy("the answer of \(server) repeats another nonce than the one sent")
        }
        guard let statement = response.statement(about: certificate, issuer: issuer) else {
            guard !response.isUnknown(certificate, issuer: issuer, naming: question.naming) else {
                throw TrustServiceError(.rejected, "the OCSP responder at \(server) does not know the certificate")
            }
            throw .untrustworthy(
                "the answer of \(server) is not about the certificate, or not signed by its issuer or by whom the issuer"
                    + " appointed")
        }
        try checkTimes(statement, producedAt: response.producedAt)
        let digest = statement.signatureDigest.name.map {
            CryptographicConstraints.strict.reliability(ofDigest: $0)
        }
        guard digest ?? .reliable == .reliable else {
            throw .untrustworthy("the answer of \(server) is signed over a digest that is too weak")
        }
        return response
    }

    private func checkTimes(_ statement: RevocationStatement, producedAt: Int64) throws(TrustServiceError) {
        let latest = now + OCSPClient.clockTolerance
        guard statement.issuedAt <= latest, producedAt <= latest else {
            throw .untrustworthy("the answer of \(server) is of the future; check this machine's clock")
        }
        guard statement.validUntil > now else { throw .untrustworthy("the answer of \(server) has run out") }
    }
}

extension RevocationStatement {
    /// Until when an answer may be relied on without asking again, Unix time. One without a next update says that newer
    /// information is there at any time.
    var validUntil: Int64 { nextUpdate > issuedAt ? nextUpdate : issuedAt + OCSPClient.undatedSeconds }
}
