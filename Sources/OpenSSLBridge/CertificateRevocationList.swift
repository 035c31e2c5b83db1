private import COpenSSL

/// A certificate revocation list held by OpenSSL.
///
/// Owns exactly one reference to the `X509_CRL`, released in `deinit`. Equal when the bytes are.
@safe package final class CertificateRevocationList: @unchecked Sendable {
    // Sound: never changed after init, and nothing of OpenSSL that sorts the entries is called.
    private let crl: OpaquePointer
    package let der: [UInt8]
    /// SHA-256 of the whole list.
    let fingerprint: OctetKey
    package let issuer: DistinguishedName
    /// When it was made, Unix time.
    package let thisUpdate: Int64
    /// When a newer one is there at the latest, Unix time.
    package let nextUpdate: Int64

    /// - Parameter der: One list in DER, with nothing after it.
    /// - Throws: ``OpenSSLError`` when the bytes are not one whole list, or it has no nextUpdate (RFC 5280 §5.1.2.5).
    package convenience init(der: [UInt8]) throws(OpenSSLError) {
        let crl = try unsafe decodeWhole(
            "a revocation list", der, { unsafe d2i_X509_CRL(nil, $0, $1) }, free: { unsafe X509_CRL_free($0) })
        try unsafe self.init(takingOwnershipOf: crl, der: der)
    }

    /// - Parameter pem: A file with exactly one block, an `X509 CRL`.
    package convenience init(pem: [UInt8]) throws(OpenSSLError) {
        try self.init(der: PEMBlock.only(PEM_STRING_X509_CRL, in: pem).der)
    }

    init(takingOwnershipOf crl: OpaquePointer, der: [UInt8]) throws(OpenSSLError) {
        unsafe self.crl = unsafe crl
        self.der = der
        fingerprint = OctetKey(DigestAlgorithm.sha256.digest(der))
        issuer = unsafe DistinguishedName(copying: X509_CRL_get_issuer(crl))
        let times = unsafe (
            unixSeconds(of: X509_CRL_get0_lastUpdate(crl)), unixSeconds(of: X509_CRL_get0_nextUpdate(crl))
        )
        guard let thisUpdate = times.0, let nextUpdate = times.1 else {
            throw OpenSSLError("read a revocation list", finding: "thisUpdate or nextUpdate is missing or no time")
        }
        (self.thisUpdate, self.nextUpdate) = (thisUpdate, nextUpdate)
    }

    deinit { unsafe X509_CRL_free(crl) }

    /// Lends the pointer to a body that cannot fail; it must not escape.
    func reading<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(crl) }
}

extension CertificateRevocationList: Hashable {
    package static func == (first: CertificateRevocationList, second: CertificateRevocationList) -> Bool {
        first.der == second.der
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
