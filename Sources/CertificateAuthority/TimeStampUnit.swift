package import OpenSSLBridge

package import struct Foundation.Date

/// The built-in time-stamping unit.
///
/// Source: RFC 3161; ETSI EN 319 422. It is not a qualified one.
package struct TimeStampUnit: Sendable {
    private let responder: TimeStampResponder

    /// Longest token that the unit makes, in bytes: its certificate, its signature, and a fixed frame of attributes,
    /// policy and times.
    package let maximumTokenByteCount: Int

    init(responder: TimeStampResponder) {
        self.responder = responder
        let longestSignature = 512
        let scheme = try? responder.certificate.publicKey.signatureScheme()
        maximumTokenByteCount = responder.certificate.der.count + 704 + (scheme?.maximumByteCount ?? longestSignature)
    }

    package var certificate: Certificate { responder.certificate }

    /// Certifies that a digest existed now; a token in DER, CMS SignedData over a TSTInfo.
    ///
    /// - Throws: ``CertificateAuthorityError`` with `outOfValidity` when the unit's certificate is not valid now.
    package func token(
        for digest: [UInt8], algorithm: DigestAlgorithm, now: Date
    ) throws(CertificateAuthorityError) -> [UInt8] {
        let time = try checked(now)
        return try explaining("make a time-stamp token") { () throws(OpenSSLError) in
            try responder.token(for: digest, algorithm: algorithm, at: time)
        }
    }

    /// Answers a TimeStampReq in DER with a TimeStampResp in DER, which may be a rejection.
    ///
    /// - Throws: ``CertificateAuthorityError`` with `outOfValidity` when the unit's certificate is not valid now.
    package func respond(to request: [UInt8], now: Date) throws(CertificateAuthorityError) -> [UInt8] {
        let time = try checked(now)
        return try explaining("answer a time-stamp request") { () throws(OpenSSLError) in
            try responder.respond(to: request, at: time)
        }
    }

    private func checked(_ now: Date) throws(CertificateAuthorityError) -> Int64 {
        guard certificate.isValid(at: now.unixSeconds) else {
            throw CertificateAuthorityError(
                .outOfValidity,
                "could not time-stamp: the unit's certificate is not valid now; check the clock or renew it")
        }
        return now.unixSeconds
    }
}
