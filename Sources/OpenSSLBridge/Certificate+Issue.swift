private import COpenSSL
internal import DEREncoding

extension Certificate {
    /// Makes and signs a certificate; the result is read back from its own bytes.
    ///
    /// The encoding is ours: OpenSSL 3.0 spends ten times as long on it as on the signature.
    ///
    /// - Throws: ``OpenSSLError`` when a subject attribute is empty or too long, an identifier is none,
    ///   a serial number is not positive or longer than 20 bytes, or the key cannot sign.
    /// Source: RFC 5280 §4.1.
    package static func issue(
        _ contents: CertificateContents, for publicKey: PublicKey, by issuer: IssuingKey
    ) throws(OpenSSLError) -> Certificate {
        let algorithm = try issuer.key.signatureAlgorithm(issuer.digest)
        var signed = DERBuilder(capacity: 1 << 10)
        try contents.writeTBSCertificate(
            to: &signed, publicKey: publicKey.der, issuer: issuer.certificate, signatureAlgorithm: algorithm)
        let signature = try issuer.key.sign(message: signed.bytes, digest: issuer.digest)
        var whole = DERBuilder(capacity: signed.bytes.count + signature.count + 32)
        whole.sequence { builder in
            builder.append(signed.bytes)
            builder.append(algorithm)
            builder.bitString(signature)
        }
        return try Certificate(der: whole.bytes)
    }
}

extension CertificateContents {
    private static let versionThree: UInt8 = 2
    private static let serialNumberByteCountLimit = 20

    fileprivate func writeTBSCertificate(
        to builder: inout DERBuilder, publicKey: [UInt8], issuer: Certificate?, signatureAlgorithm: [UInt8]
    ) throws(OpenSSLError) {
        guard serialNumber.contains(where: { $0 != 0 }), serialNumber.count <= Self.serialNumberByteCountLimit else {
            throw OpenSSLError(
                "write a serial number of \(serialNumber.count) bytes",
                finding: "expected 1 to \(Self.serialNumberByteCountLimit), not all zero")
        }
        try builder.sequence { builder throws(OpenSSLError) in
            builder.constructed(.context(0)) { $0.integer(Self.versionThree) }
            builder.unsignedInteger(serialNumber)
            builder.append(signatureAlgorithm)
            if let issuer { builder.append(issuer.fields.subjectName) } else { try subject.write(to: &builder) }
            try builder.sequence { builder throws(OpenSSLError) in
                try write(notBefore, to: &builder)
                try write(notAfter, to: &builder)
            }
            try subject.write(to: &builder)
            builder.append(publicKey)
            guard !extensions.isEmpty else { return }
            let keyIdentifier = keyIdentifier(ofPublicKey: publicKey)
            try builder.constructed(.context(3)) { builder throws(OpenSSLError) in
                try builder.sequence { builder throws(OpenSSLError) in
                    for one in extensions {
                        try one.write(to: &builder, subjectKeyIdentifier: keyIdentifier, issuer: issuer)
                    }
                }
            }
        }
    }
}

/// UTCTime until 2049, GeneralizedTime from 2050 and before 1950.
///
/// Source: RFC 5280 §4.1.2.5.
private func write(_ seconds: Int64, to builder: inout DERBuilder) throws(OpenSSLError) {
    let date = CivilDate(secondsSince1970: seconds)
    guard (0...9999).contains(date.year) else {
        throw OpenSSLError("write the time \(seconds)", finding: "expected a year of four digits")
    }
    let isShort = (1950...2049).contains(date.year)
    let digits = isShort ? Array(date.digits.dropFirst(2)) : date.digits
    builder.primitive(isShort ? .utcTime : .generalizedTime, digits + [UInt8(ascii: "Z")])
}

/// SHA-1 of the key's bits: a name, not a protection.
///
/// Source: RFC 5280 §4.2.1.2, method 1.
private func keyIdentifier(ofPublicKey der: [UInt8]) -> [UInt8] {
    var children = (try? DERElement(der: der))?.children(.sequence)
    _ = children?.next()
    let bits = Array(children?.next()?.content(.bitString)?.dropFirst() ?? [])
    var digest = [UInt8](repeating: 0, count: 20)
    let status = unsafe EVP_Digest(bits, bits.count, &digest, nil, EVP_sha1(), nil)
    precondition(status == 1, "OpenSSL always has SHA-1 for names")
    return digest
}

extension SigningKey {
    /// DER of the AlgorithmIdentifier of this key's signatures with a digest.
    ///
    /// - Throws: ``OpenSSLError`` for a kind of key that certifies nothing here.
    /// Source: RFC 5758 §3.2 (ECDSA), RFC 4055 §5 (RSA), RFC 8410 §3 (Ed25519).
    func signatureAlgorithm(_ digest: DigestAlgorithm) throws(OpenSSLError) -> [UInt8] {
        try unsafe withKey { key throws(OpenSSLError) in
            if unsafe EVP_PKEY_is_a(key, "EC") == 1 { return Self.ecdsa[digest] ?? [] }
            if unsafe EVP_PKEY_is_a(key, "RSA") == 1 { return Self.rsa[digest] ?? [] }
            if unsafe EVP_PKEY_is_a(key, "ED25519") == 1 {
                return DERWriter.sequence([DERWriter.objectIdentifier("1.3.101.112")])
            }
            throw OpenSSLError("sign a certificate", finding: "a key of another kind, expected EC, RSA or Ed25519")
        }
    }

    private static let ecdsa: [DigestAlgorithm: [UInt8]] = [
        .sha256: identifier("1.2.840.10045.4.3.2"), .sha384: identifier("1.2.840.10045.4.3.3"),
        .sha512: identifier("1.2.840.10045.4.3.4"),
    ]
    private static let rsa: [DigestAlgorithm: [UInt8]] = [
        .sha256: identifier("1.2.840.113549.1.1.11", DERWriter.null),
        .sha384: identifier("1.2.840.113549.1.1.12", DERWriter.null),
        .sha512: identifier("1.2.840.113549.1.1.13", DERWriter.null),
    ]

    private static func identifier(_ oid: String, _ parameters: [UInt8] = []) -> [UInt8] {
        DERWriter.sequence([DERWriter.objectIdentifier(oid), parameters])
    }
}
