import COpenSSL

@testable import OpenSSLBridge

/// Certificates as OpenSSL encodes them from the same contents: what our encoder is compared with.
enum IssuedByOpenSSL {
    struct Failed: Error { let step: String }

    /// DER of the whole certificate; only its signature may differ from ours.
    static func certificate(
        _ contents: CertificateContents, key: SigningKey, issuer: Certificate?, issuerKey: SigningKey,
        digest: DigestAlgorithm
    ) throws -> [UInt8] {
        guard let x509 = X509_new() else { throw Failed(step: "make a certificate") }
        defer { X509_free(x509) }
        try require(X509_set_version(x509, Int(X509_VERSION_3)), "version")
        let number = BN_bin2bn(contents.serialNumber, Int32(contents.serialNumber.count), nil)
        defer { BN_free(number) }
        BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509))
        ASN1_TIME_set(X509_getm_notBefore(x509), time_t(contents.notBefore))
        ASN1_TIME_set(X509_getm_notAfter(x509), time_t(contents.notAfter))
        try setNames(of: x509, contents, issuer)
        try key.withKey { key throws(OpenSSLError) in try require(X509_set_pubkey(x509, key), "key") }
        for one in contents.extensions { try add(one, to: x509, issuer) }
        try issuerKey.withKey { key throws(OpenSSLError) in
            guard X509_sign(x509, key, digest.evpMD) > 0 else { throw OpenSSLError("sign", finding: "refused") }
        }
        var bytes = [UInt8](repeating: 0, count: Int(i2d_X509(x509, nil)))
        bytes.withUnsafeMutableBufferPointer { buffer in
            var cursor = buffer.baseAddress
            i2d_X509(x509, &cursor)
        }
        return bytes
    }

    private static func require(_ status: Int32, _ step: String) throws(OpenSSLError) {
        guard status == 1 else { throw OpenSSLError(step, finding: "refused by OpenSSL") }
    }

    private static func setNames(of x509: OpaquePointer, _ contents: CertificateContents, _ issuer: Certificate?) throws
    {
        let subject = X509_get_subject_name(x509)
        for attribute in contents.subject.attributes {
            let (object, value) = (OBJ_txt2obj(attribute.oid, 1), Array(attribute.value.utf8))
            defer { ASN1_OBJECT_free(object) }
            try require(
                X509_NAME_add_entry_by_OBJ(subject, object, MBSTRING_UTF8, value, Int32(value.count), -1, 0), "name")
        }
        let name = issuer.map { $0.reading { X509_get_subject_name($0) } } ?? subject
        try require(X509_set_issuer_name(x509, name), "issuer")
    }

    private static func add(_ one: CertificateExtension, to x509: OpaquePointer, _ issuer: Certificate?) throws {
        let configuration = NCONF_new(nil)
        defer { NCONF_free(configuration) }
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer.map { $0.reading { $0 } } ?? x509, x509, nil, nil, 0)
        X509V3_set_nconf(&context, configuration)
        let (name, value) = one.configuration
        guard let made = X509V3_EXT_nconf(nil, &context, name, value) else { throw Failed(step: name) }
        defer { X509_EXTENSION_free(made) }
        try require(X509_add_ext(x509, made, -1), name)
    }
}

extension CertificateExtension {
    /// Name and value in OpenSSL's configuration language.
    fileprivate var configuration: (name: String, value: String) {
        switch self {
        case .authority(let length): ("basicConstraints", "critical,CA:TRUE" + (length.map { ",pathlen:\($0)" } ?? ""))
        case .endEntity: ("basicConstraints", "critical,CA:FALSE")
        case .keyUsage(let usages): ("keyUsage", (["critical"] + usages.map(\.rawValue)).joined(separator: ","))
        case .extendedKeyUsage(let oids, let isCritical):
            ("extendedKeyUsage", (isCritical ? "critical," : "") + oids.joined(separator: ","))
        case .certificatePolicies(let oids): ("certificatePolicies", oids.joined(separator: ","))
        case .subjectKeyIdentifier: ("subjectKeyIdentifier", "hash")
        case .authorityKeyIdentifier: ("authorityKeyIdentifier", "keyid:always")
        case .noRevocationAvailable: (ExtensionOID.noRevocationAvailable, "DER:0500")
        case .validityAssuredShortTerm: (ExtensionOID.validityAssuredShortTerm, "DER:0500")
        }
    }
}
