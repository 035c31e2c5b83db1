private import COpenSSL

extension Certificate {
    /// Makes and signs a certificate; the result is read back from its own bytes.
    ///
    /// - Throws: ``OpenSSLError`` when a subject attribute is empty or too long, an identifier is none,
    ///   a serial number is not positive or longer than 20 bytes, or the key cannot sign.
    package static func issue(
        _ contents: CertificateContents, for publicKey: PublicKey, by issuer: IssuingKey
    ) throws(OpenSSLError) -> Certificate {
        let x509 = try unsafe obtain("make a certificate") { unsafe X509_new() }
        defer { unsafe X509_free(x509) }
        try require("set the version") { unsafe X509_set_version(x509, Int(X509_VERSION_3)) }
        try unsafe fill(x509, with: contents, issuer: issuer)
        try unsafe publicKey.withKey { key throws(OpenSSLError) in
            try require("certify a key") { unsafe X509_set_pubkey(x509, key) }
        }
        for certificateExtension in contents.extensions {
            try unsafe certificateExtension.add(to: x509, issuer: issuer.certificate)
        }
        try unsafe issuer.key.withKey { key throws(OpenSSLError) in
            ERR_clear_error()
            let byteCount = unsafe X509_sign(x509, key, issuer.digest.evpMD)
            guard byteCount > 0 else { throw OpenSSLError(drainingQueueAfter: "sign a certificate") }
        }
        return try Certificate(der: unsafe encode("a certificate") { unsafe i2d_X509(x509, $0) })
    }

    private static func fill(
        _ x509: OpaquePointer, with contents: CertificateContents, issuer: IssuingKey
    ) throws(OpenSSLError) {
        try unsafe withInteger(contents.serialNumber) { serial throws(OpenSSLError) in
            try require("set the serial number") { unsafe X509_set_serialNumber(x509, serial) }
        }
        try unsafe withTime(contents.notBefore) { time throws(OpenSSLError) in
            try require("set notBefore") { unsafe X509_set1_notBefore(x509, time) }
        }
        try unsafe withTime(contents.notAfter) { time throws(OpenSSLError) in
            try require("set notAfter") { unsafe X509_set1_notAfter(x509, time) }
        }
        try unsafe contents.subject.append(to: X509_get_subject_name(x509))
        let name = unsafe issuer.certificate.map { unsafe $0.reading { unsafe X509_get_subject_name($0) } }
        try require("set the issuer") {
            unsafe X509_set_issuer_name(x509, name ?? X509_get_subject_name(x509))
        }
    }
}

extension CertificateExtension {
    /// Adds the extension to a certificate that is being made.
    fileprivate func add(to x509: OpaquePointer, issuer: Certificate?) throws(OpenSSLError) {
        let value = try configurationValue()
        // Policies are read only beside a configuration, though nothing is looked up in this empty one.
        let configuration = try unsafe obtain("make a configuration") { unsafe NCONF_new(nil) }
        defer { unsafe NCONF_free(configuration) }
        var context = unsafe X509V3_CTX()
        let issuerX509 = unsafe issuer.map { unsafe $0.reading { unsafe $0 } }
        unsafe X509V3_set_ctx(&context, issuerX509 ?? x509, x509, nil, nil, 0)
        unsafe X509V3_set_nconf(&context, configuration)
        let made = try unsafe obtain("make the extension \(configurationName)") {
            unsafe X509V3_EXT_nconf(nil, &context, configurationName, value)
        }
        defer { unsafe X509_EXTENSION_free(made) }
        try require("add the extension \(configurationName)") { unsafe X509_add_ext(x509, made, -1) }
    }
}
