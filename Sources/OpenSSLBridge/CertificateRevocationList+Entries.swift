private import COpenSSL

/// Why a certificate was revoked.
///
/// Source: RFC 5280 §5.3.1.
package enum RevocationReason: Int, Hashable, Sendable {
    case unspecified = 0
    case keyCompromise = 1
    case authorityCompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    case certificateHold = 6
    case privilegeWithdrawn = 9

    /// Whether time-stamps that a unit made before it was revoked still stand.
    ///
    /// Whoever has a stolen key of a time-stamping unit writes into a token whatever time suits: then the date of the
    /// revocation protects nothing. Only a reason that rules this out lets older tokens stand.
    ///
    /// Source: RFC 3161 §4.
    package var leavesOlderTimeStamps: Bool {
        [.unspecified, .affiliationChanged, .superseded, .cessationOfOperation].contains(self)
    }
}

extension CertificateRevocationList {
    /// One revoked certificate.
    package struct Entry: Hashable, Sendable {
        /// Content octets of the serial number, big-endian, without leading zeros.
        package let serialNumber: [UInt8]
        /// Unix time from which the certificate is not to be relied on.
        package let date: Int64
        /// `nil` when the list gives none.
        package let reason: RevocationReason?
        /// Unix time from which the key is known or suspected to have been misused; `nil` when the list gives none.
        ///
        /// Source: RFC 5280 §5.3.2.
        package let invalidityDate: Int64?

        package init(serialNumber: [UInt8], date: Int64, reason: RevocationReason?, invalidityDate: Int64? = nil) {
            self.serialNumber = serialNumber
            self.date = date
            self.reason = reason
            self.invalidityDate = invalidityDate
        }
    }

    /// Number of the list, big-endian; `nil` when absent.
    package var number: [UInt8]? {
        unsafe reading { crl in
            guard let value = unsafe X509_CRL_get_ext_d2i(crl, NID_crl_number, nil, nil) else { return nil }
            let integer = unsafe value.assumingMemoryBound(to: ASN1_INTEGER.self)
            defer { unsafe ASN1_INTEGER_free(integer) }
            return unsafe octets(of: integer)
        }
    }

    /// Whether the list carries an extension that must be understood and that Seing does not understand:
    /// it may then be partial (a delta, one distribution point) and proves nothing.
    package var hasCriticalExtension: Bool {
        unsafe reading { crl in
            unsafe (0..<max(0, X509_CRL_get_ext_count(crl))).contains {
                unsafe X509_EXTENSION_get_critical(X509_CRL_get_ext(crl, $0)) == 1
            }
        }
    }

    /// Whether the list's name is the authority's, and its signature was made with the authority's key.
    package func isSigned(by authority: Certificate) -> Bool {
        ERR_clear_error()
        defer { ERR_clear_error() }
        return unsafe reading { crl in
            unsafe authority.reading { issuer in
                guard unsafe X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(issuer)) == 0 else {
                    return false
                }
                return SignatureQuestion(signed: fingerprint.octets, key: authority.publicKeyDigest).answer {
                    guard let key = unsafe X509_get0_pubkey(issuer) else { return false }
                    return unsafe X509_CRL_verify(crl, key) == 1
                }
            }
        }
    }

    /// The entry of a certificate; `nil` when it is not revoked.
    package func entry(serialNumber: [UInt8]) -> Entry? {
        unsafe reading { crl in
            guard let stack = unsafe X509_CRL_get_REVOKED(crl) else { return nil }
            let found = unsafe elements(of: stack).first {
                unsafe octets(of: X509_REVOKED_get0_serialNumber(OpaquePointer($0))) == serialNumber
            }
            return unsafe found.map { unsafe Entry(copying: OpaquePointer($0)) }
        }
    }

    /// Every entry, in no particular order.
    package var entries: [Entry] {
        unsafe reading { crl in
            guard let stack = unsafe X509_CRL_get_REVOKED(crl) else { return [] }
            return unsafe elements(of: stack).map { unsafe Entry(copying: OpaquePointer($0)) }
        }
    }
}

extension CertificateRevocationList.Entry {
    fileprivate init(copying revoked: OpaquePointer) {
        let date = unsafe unixSeconds(of: X509_REVOKED_get0_revocationDate(revoked))
        var reason: RevocationReason?
        if let value = unsafe X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nil, nil) {
            let code = unsafe value.assumingMemoryBound(to: ASN1_ENUMERATED.self)
            reason = unsafe RevocationReason(rawValue: ASN1_ENUMERATED_get(code))
            unsafe ASN1_ENUMERATED_free(code)
        }
        var invalidityDate: Int64?
        if let value = unsafe X509_REVOKED_get_ext_d2i(revoked, NID_invalidity_date, nil, nil) {
            let time = unsafe value.assumingMemoryBound(to: ASN1_GENERALIZEDTIME.self)
            invalidityDate = unsafe unixSeconds(of: time)
            unsafe ASN1_GENERALIZEDTIME_free(time)
        }
        // A date that cannot be read revokes from the beginning of time.
        unsafe self.init(
            serialNumber: octets(of: X509_REVOKED_get0_serialNumber(revoked)), date: date ?? .min, reason: reason,
            invalidityDate: invalidityDate)
    }
}
