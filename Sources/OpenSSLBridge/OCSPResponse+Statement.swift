private import COpenSSL

extension OCSPResponse {
    /// What the response says about a certificate.
    ///
    /// It counts when the issuer signed it, or a responder that the issuer itself certified for that purpose, whose
    /// certificate was valid when it answered and is marked as one that is never looked up.
    ///
    /// Source: RFC 6960 §3.2, §4.2.2.2.
    package func statement(about certificate: Certificate, issuer: Certificate) -> RevocationStatement? {
        guard !hasCriticalExtension else { return nil }
        if isSigned(by: issuer) { return answer(about: certificate, issuer: issuer, responder: nil) }
        let responder = certificates.first { isDelegate($0, of: issuer) && isSigned(by: $0) }
        return responder.flatMap { answer(about: certificate, issuer: issuer, responder: $0) }
    }

    private func isDelegate(_ responder: Certificate, of issuer: Certificate) -> Bool {
        responder.issuer == issuer.subject && !responder.isCA
            && responder.extendedKeyUsageOIDs.contains(ExtensionOID.ocspSigning)
            && (responder.keyUsage?.values.contains(.digitalSignature) ?? true)
            && responder.isValid(at: producedAt)
            && (responder.hasExtension(ExtensionOID.ocspNoCheck) || responder.isShortTermWithoutRevocation)
            && responder.isSigned(by: issuer)
    }

    /// The answer whose certificate identifier is this certificate's; `nil` when there is none, or it is "unknown".
    private func answer(
        about certificate: Certificate, issuer: Certificate, responder: Certificate?
    ) -> RevocationStatement? {
        unsafe reading { basic in
            for index in unsafe 0..<max(0, OCSP_resp_count(basic)) {
                guard let single = unsafe OCSP_resp_get0(basic, index),
                    unsafe certificate.isNamed(by: OCSP_SINGLERESP_get0_id(single), issuer: issuer)
                else { continue }
                return unsafe statement(of: single, responder)
            }
            return nil
        }
    }

    private func statement(of single: OpaquePointer, _ responder: Certificate?) -> RevocationStatement? {
        let hasCritical = unsafe (0..<max(0, OCSP_SINGLERESP_get_ext_count(single))).contains {
            unsafe X509_EXTENSION_get_critical(OCSP_SINGLERESP_get_ext(single, $0)) == 1
        }
        guard !hasCritical else { return nil }
        var reason: Int32 = -1
        var times: (UnsafeMutablePointer<ASN1_TIME>?, UnsafeMutablePointer<ASN1_TIME>?) = (nil, nil)
        var revoked: UnsafeMutablePointer<ASN1_TIME>?
        let status = unsafe OCSP_single_get0_status(single, &reason, &revoked, &times.0, &times.1)
        guard let issuedAt = unsafe unixSeconds(of: times.0), issuedAt <= producedAt else { return nil }
        let next = unsafe times.1 == nil ? issuedAt : unixSeconds(of: times.1)
        guard let nextUpdate = next else { return nil }
        let meaning: RevocationStatement.Status
        switch status {
        case V_OCSP_CERTSTATUS_GOOD: meaning = .good
        case V_OCSP_CERTSTATUS_REVOKED:
            let date = unsafe unixSeconds(of: revoked) ?? .min
            meaning = .revoked(at: date, reason: reason < 0 ? nil : RevocationReason(rawValue: Int(reason)))
        default: return nil
        }
        return RevocationStatement(
            meaning, issuedAt: issuedAt, nextUpdate: nextUpdate,
            coversExpiredSince: unsafe archiveCutoff(of: single) ?? issuedAt, signatureDigest: signatureDigest,
            responder: responder)
    }

    /// From when on the responder keeps what it knows of expired certificates. Source: RFC 6960 §4.4.4.
    private func archiveCutoff(of single: OpaquePointer) -> Int64? {
        let index = unsafe OCSP_SINGLERESP_get_ext_by_NID(single, NID_id_pkix_OCSP_archiveCutoff, -1)
        guard index >= 0 else { return nil }
        return unsafe generalizedTime(
            der: octets(of: X509_EXTENSION_get_data(OCSP_SINGLERESP_get_ext(single, index))))
    }
}

extension Certificate {
    /// Whether an identifier names this certificate: by digests of its issuer's name and key, and its serial number.
    ///
    /// Source: RFC 6960 §4.1.1. SHA-1 is a name here, and not a protection.
    fileprivate func isNamed(by identifier: OpaquePointer?, issuer: Certificate) -> Bool {
        [VerificationDigest.sha1, .sha256, .sha384, .sha512].contains { digest in
            let own = unsafe reading { subject in
                unsafe issuer.reading { unsafe OCSP_cert_to_id(digest.evpMD, subject, $0) }
            }
            guard let own = unsafe own else { return false }
            defer { unsafe OCSP_CERTID_free(own) }
            return unsafe OCSP_id_cmp(own, identifier) == 0
        }
    }
}
