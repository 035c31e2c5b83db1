private import COpenSSL

extension CertificateRevocationList {
    /// What the list says about a certificate of its issuer.
    ///
    /// Refused as a whole: lists that are partial in a way that leaves this certificate out, indirect ones, deltas, and
    /// lists with a critical extension that is not understood, in the list or in any entry.
    ///
    /// Source: RFC 5280 §5.2, §5.3, §6.3.
    package func statement(about certificate: Certificate, issuer: Certificate) -> RevocationStatement? {
        guard isSigned(by: issuer) else { return nil }
        return statement(about: certificate, verifiedFor: issuer)
    }

    /// The same for a list whose signature by the issuer was checked already.
    package func statement(about certificate: Certificate, verifiedFor issuer: Certificate) -> RevocationStatement? {
        guard issuer.keyUsage?.values.contains(.cRLSign) ?? true, isUnderstood, covers(certificate) else { return nil }
        let entry = entry(serialNumber: certificate.serialNumber)
        return RevocationStatement(
            entry.map { .revoked(at: min($0.date, $0.invalidityDate ?? .max), reason: $0.reason) } ?? .good,
            issuedAt: thisUpdate, nextUpdate: nextUpdate, coversExpiredSince: expiredCertificatesSince ?? thisUpdate,
            signatureDigest: signatureDigest)
    }

    /// The only critical extension that is understood is the scope of the list.
    private var isUnderstood: Bool {
        unsafe reading { crl in
            guard unsafe X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) < 0 else { return false }
            let critical = unsafe (0..<max(0, X509_CRL_get_ext_count(crl))).compactMap { index -> OpaquePointer? in
                let one = unsafe X509_CRL_get_ext(crl, index)
                return unsafe X509_EXTENSION_get_critical(one) == 1 ? one : nil
            }
            let areKnown = unsafe critical.allSatisfy {
                unsafe OBJ_obj2nid(X509_EXTENSION_get_object($0)) == NID_issuing_distribution_point
            }
            return areKnown && !hasCriticalEntryExtension
        }
    }

    private var hasCriticalEntryExtension: Bool {
        unsafe reading { crl in
            guard let stack = unsafe X509_CRL_get_REVOKED(crl) else { return false }
            return unsafe (0..<max(0, OPENSSL_sk_num(stack))).contains { index in
                let entry = unsafe OPENSSL_sk_value(stack, index).map { OpaquePointer($0) }
                return unsafe (0..<max(0, X509_REVOKED_get_ext_count(entry))).contains {
                    unsafe X509_EXTENSION_get_critical(X509_REVOKED_get_ext(entry, $0)) == 1
                }
            }
        }
    }

    /// expiredCertsOnCRL: revoked certificates stay on the list after they have expired. Source: ITU-T X.509 §9.5.2.3.
    private var expiredCertificatesSince: Int64? {
        unsafe reading { crl in
            let index =
                (try? unsafe withObject(ExtensionOID.expiredCertificatesOnList) { oid throws(OpenSSLError) in
                    unsafe X509_CRL_get_ext_by_OBJ(crl, oid, -1)
                }) ?? -1
            guard index >= 0 else { return nil }
            let content = unsafe octets(of: X509_EXTENSION_get_data(X509_CRL_get_ext(crl, index)))
            return generalizedTime(der: content)
        }
    }

    private var signatureDigest: SignatureDigest {
        unsafe reading { crl in
            var algorithm: UnsafePointer<X509_ALGOR>?
            unsafe X509_CRL_get0_signature(crl, nil, &algorithm)
            return unsafe SignatureDigest(ofSignatureBy: algorithm)
        }
    }
}

/// A GeneralizedTime in DER as Unix time; `nil` when it is none.
func generalizedTime(der: [UInt8]) -> Int64? {
    let time = try? unsafe decodeWhole(
        "a time", der, { unsafe d2i_ASN1_GENERALIZEDTIME(nil, $0, $1) }, free: { unsafe ASN1_GENERALIZEDTIME_free($0) })
    guard let time = unsafe time else { return nil }
    defer { unsafe ASN1_GENERALIZEDTIME_free(time) }
    return unsafe unixSeconds(of: time)
}
