/// What one verified list or answer says about one certificate.
package struct RevocationStatement: Hashable, Sendable {
    package enum Status: Hashable, Sendable {
        case good
        /// - Parameter at: Unix time from which the certificate is not to be relied on: the date of the revocation, or the
        ///   earlier one from which the key is suspected (RFC 5280 §5.3.2).
        case revoked(at: Int64, reason: RevocationReason?)
    }

    package let status: Status
    /// thisUpdate, Unix time.
    package let issuedAt: Int64
    /// When newer information is there at the latest, Unix time; `issuedAt` when the answer says that it is always there.
    package let nextUpdate: Int64
    /// Certificates that expired before this Unix time may have been left out.
    package let coversExpiredSince: Int64
    /// The digest under the signature; `nil` when it is not named, as in EdDSA.
    package let signatureDigest: SignatureDigest
    /// Who signed for the issuer; `nil` when it was the issuer itself.
    package let responder: Certificate?

    init(
        _ status: Status, issuedAt: Int64, nextUpdate: Int64, coversExpiredSince: Int64,
        signatureDigest: SignatureDigest, responder: Certificate? = nil
    ) {
        self.responder = responder
        self.status = status
        self.issuedAt = issuedAt
        self.nextUpdate = nextUpdate
        self.coversExpiredSince = coversExpiredSince
        self.signatureDigest = signatureDigest
    }
}

/// A list or an answer that may say whether a certificate was revoked.
package enum RevocationData: Hashable, Sendable {
    case crl(CertificateRevocationList)
    case ocsp(OCSPResponse)

    /// What it says about a certificate, after its signature and its scope were checked.
    ///
    /// - Parameter issuer: The issuer in the certificate's own chain: whoever signs for it must be it, or appointed by it.
    /// - Returns: `nil` when it is not about this certificate, not by its issuer, or not to be understood in full.
    package func statement(about certificate: Certificate, issuer: Certificate) -> RevocationStatement? {
        switch self {
        case .crl(let list): list.statement(about: certificate, issuer: issuer)
        case .ocsp(let response): response.statement(about: certificate, issuer: issuer)
        }
    }
}
