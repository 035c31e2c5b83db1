private import COpenSSL

extension CertificateRevocationList {
    /// What an authority says in a list it is about to sign.
    package struct Contents: Hashable, Sendable {
        /// Big-endian; each list of an authority has a greater one.
        package let number: [UInt8]
        /// Unix time.
        package let thisUpdate: Int64
        /// Unix time.
        package let nextUpdate: Int64
        package let entries: [Entry]
        /// Unix time since when certificates that expired are still named; `nil` to say nothing of it.
        package let namesExpiredSince: Int64?

        package init(
            number: [UInt8], thisUpdate: Int64, nextUpdate: Int64, entries: [Entry], namesExpiredSince: Int64? = nil
        ) {
            self.number = number
            self.thisUpdate = thisUpdate
            self.nextUpdate = nextUpdate
            self.entries = entries
            self.namesExpiredSince = namesExpiredSince
        }
    }

    /// Makes and signs a list of version 2 with number and authority key identifier (RFC 5280 §5).
    ///
    /// - Throws: ``OpenSSLError`` when the issuer has no certificate, or a number or the key is refused.
    package static func issue(
        _ contents: Contents, by issuer: IssuingKey
    ) throws(OpenSSLError) -> CertificateRevocationList {
        guard let authority = issuer.certificate else {
            throw OpenSSLError("make a revocation list", finding: "the issuer has no certificate")
        }
        let crl = try unsafe obtain("make a revocation list") { unsafe X509_CRL_new() }
        defer { unsafe X509_CRL_free(crl) }
        try unsafe fill(crl, with: contents)
        try require("set the issuer") {
            unsafe authority.reading { unsafe X509_CRL_set_issuer_name(crl, X509_get_subject_name($0)) }
        }
        try unsafe addExtensions(to: crl, number: contents.number, authority: authority)
        if let time = contents.namesExpiredSince { try unsafe addExpiredCertificatesOnList(to: crl, since: time) }
        try unsafe issuer.key.withKey { key throws(OpenSSLError) in
            ERR_clear_error()
            let byteCount = unsafe X509_CRL_sign(crl, key, issuer.digest.evpMD)
            guard byteCount > 0 else { throw OpenSSLError(drainingQueueAfter: "sign a revocation list") }
        }
        return try CertificateRevocationList(der: unsafe encode("a revocation list") { unsafe i2d_X509_CRL(crl, $0) })
    }

    private static func fill(_ crl: OpaquePointer, with contents: Contents) throws(OpenSSLError) {
        try require("set the version") { unsafe X509_CRL_set_version(crl, Int(X509_CRL_VERSION_2)) }
        try unsafe withTime(contents.thisUpdate) { time throws(OpenSSLError) in
            try require("set thisUpdate") { unsafe X509_CRL_set1_lastUpdate(crl, time) }
        }
        try unsafe withTime(contents.nextUpdate) { time throws(OpenSSLError) in
            try require("set nextUpdate") { unsafe X509_CRL_set1_nextUpdate(crl, time) }
        }
        for entry in contents.entries {
            let revoked = try unsafe entry.makeRevoked()
            guard unsafe X509_CRL_add0_revoked(crl, revoked) == 1 else {
                unsafe X509_REVOKED_free(revoked)
                throw OpenSSLError(drainingQueueAfter: "add an entry")
            }
        }
        try require("sort the entries") { unsafe X509_CRL_sort(crl) }
    }

    private static func addExtensions(
        to crl: OpaquePointer, number: [UInt8], authority: Certificate
    ) throws(OpenSSLError) {
        try unsafe withInteger(number) { value throws(OpenSSLError) in
            try require("set the number") { unsafe X509_CRL_add1_ext_i2d(crl, NID_crl_number, value, 0, 0) }
        }
        var context = unsafe X509V3_CTX()
        unsafe authority.reading { unsafe X509V3_set_ctx(&context, $0, nil, nil, crl, 0) }
        let keyIdentifier = try unsafe obtain("make the extension authorityKeyIdentifier") {
            unsafe X509V3_EXT_nconf_nid(nil, &context, NID_authority_key_identifier, "keyid:always")
        }
        defer { unsafe X509_EXTENSION_free(keyIdentifier) }
        try require("add authorityKeyIdentifier") { unsafe X509_CRL_add_ext(crl, keyIdentifier, -1) }
    }

    /// Source: ITU-T X.509 §9.5.2.8, expiredCertsOnCRL; not critical.
    private static func addExpiredCertificatesOnList(to crl: OpaquePointer, since time: Int64) throws(OpenSSLError) {
        let moment = try unsafe obtain("write the time \(time)") { unsafe ASN1_GENERALIZEDTIME_set(nil, time_t(time)) }
        defer { unsafe ASN1_GENERALIZEDTIME_free(moment) }
        let der = try unsafe encode("a time") { unsafe i2d_ASN1_GENERALIZEDTIME(moment, $0) }
        let value = try unsafe obtain("make an octet string") { unsafe ASN1_OCTET_STRING_new() }
        defer { unsafe ASN1_OCTET_STRING_free(value) }
        try require("make an octet string") { unsafe ASN1_OCTET_STRING_set(value, der, Int32(der.count)) }
        let made = try unsafe withObject(ExtensionOID.expiredCertificatesOnList) { object throws(OpenSSLError) in
            try unsafe obtain("make the extension expiredCertsOnCRL") {
                unsafe X509_EXTENSION_create_by_OBJ(nil, object, 0, value)
            }
        }
        defer { unsafe X509_EXTENSION_free(made) }
        try require("add expiredCertsOnCRL") { unsafe X509_CRL_add_ext(crl, made, -1) }
    }
}

extension CertificateRevocationList.Entry {
    /// A new `X509_REVOKED` that the caller owns.
    fileprivate func makeRevoked() throws(OpenSSLError) -> OpaquePointer {
        let revoked = try unsafe obtain("make an entry") { unsafe X509_REVOKED_new() }
        do throws(OpenSSLError) {
            try unsafe fill(revoked)
        } catch {
            unsafe X509_REVOKED_free(revoked)
            throw error
        }
        return unsafe revoked
    }

    private func fill(_ revoked: OpaquePointer) throws(OpenSSLError) {
        try unsafe withInteger(serialNumber) { serial throws(OpenSSLError) in
            try require("set the serial number") { unsafe X509_REVOKED_set_serialNumber(revoked, serial) }
        }
        try unsafe withTime(date) { time throws(OpenSSLError) in
            try require("set the date") { unsafe X509_REVOKED_set_revocationDate(revoked, time) }
        }
        try unsafe addInvalidityDate(to: revoked)
        // Source: RFC 5280 §5.3.1: an unspecified reason is left out.
        guard let reason, reason != .unspecified else { return }
        let code = try unsafe obtain("make a reason") { unsafe ASN1_ENUMERATED_new() }
        defer { unsafe ASN1_ENUMERATED_free(code) }
        try require("set a reason") { unsafe ASN1_ENUMERATED_set(code, reason.rawValue) }
        try require("set a reason") { unsafe X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, code, 0, 0) }
    }

    private func addInvalidityDate(to revoked: OpaquePointer) throws(OpenSSLError) {
        guard let invalidityDate else { return }
        let time = try unsafe obtain("write the time \(invalidityDate)") {
            unsafe ASN1_GENERALIZEDTIME_set(nil, time_t(invalidityDate))
        }
        defer { unsafe ASN1_GENERALIZEDTIME_free(time) }
        try require("set an invalidity date") {
            unsafe X509_REVOKED_add1_ext_i2d(revoked, NID_invalidity_date, time, 0, 0)
        }
    }
}
