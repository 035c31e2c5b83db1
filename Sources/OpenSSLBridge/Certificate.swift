private import COpenSSL
internal import DEREncoding

/// An X.509 certificate. Two certificates are equal when their bytes are.
///
/// Its fields are read by us; OpenSSL's object is made when something asks OpenSSL. The certificates met last are remembered
/// with what was made of them, since those of authorities come again with every signature.
package struct Certificate: Sendable {
    /// No real certificate comes near: a longer one is a way to use up memory.
    private static let byteCountLimit = 1 << 16
    /// Longer ones are read anew each time.
    private static let rememberedByteCount = 1 << 13
    private static let known = BoundedCache<EndOfOctets, CertificateStorage>(limit: 256)

    let storage: CertificateStorage

    /// - Parameter der: One certificate in DER, with nothing after it.
    /// - Throws: ``OpenSSLError`` when the bytes are not one whole certificate, or its times are no times.
    package init(der: [UInt8]) throws(OpenSSLError) {
        guard der.count <= Self.byteCountLimit else {
            throw OpenSSLError(
                "read a certificate of \(der.count) bytes", finding: "expected at most \(Self.byteCountLimit)")
        }
        if let storage = Self.known[EndOfOctets(der)] {
            self.storage = storage
            return
        }
        storage = CertificateStorage(der: der, fields: try CertificateFields(der: der))
        if der.count <= Self.rememberedByteCount { Self.known.insert(storage, for: EndOfOctets(der)) }
    }

    /// - Parameter pem: A file with exactly one block, a `CERTIFICATE`.
    package init(pem: [UInt8]) throws(OpenSSLError) {
        try self.init(der: PEMBlock.only(PEM_STRING_X509, in: pem).der)
    }

    /// Every certificate of a PEM file, in order.
    package static func all(inPEM pem: [UInt8]) throws(OpenSSLError) -> [Certificate] {
        var certificates: [Certificate] = []
        for block in try PEMBlock.all(in: pem) where block.label == PEM_STRING_X509 {
            certificates.append(try Certificate(der: block.der))
        }
        return certificates
    }

    var fields: CertificateFields { storage.fields }
    /// SHA-256 of ``publicKeyDER``.
    var publicKeyDigest: [UInt8] { storage.publicKeyDigest }

    /// The certificate as it was read or made.
    package var der: [UInt8] { storage.der }
    package var subject: DistinguishedName { storage.names.subject }
    package var issuer: DistinguishedName { storage.names.issuer }
    /// Content octets of the serial number, big-endian, without leading zeros.
    package var serialNumber: [UInt8] { fields.serialNumber }
    /// First second of validity, Unix time.
    package var notBefore: Int64 { fields.notBefore }
    /// Last second of validity, Unix time.
    package var notAfter: Int64 { fields.notAfter }

    /// Lends the pointer for the length of `body`; it must not escape.
    func withX509<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError) -> Result {
        try unsafe storage.x509.lending(body)
    }

    /// Lends the pointer to a body that cannot fail; it must not escape.
    func reading<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe storage.x509.reading(body) }
}

/// The bytes of a certificate, hashed by their last ones alone: these are its signature.
///
/// Who makes certificates that end alike slows down a cache, which compares a bounded number of them then.
private struct EndOfOctets: Hashable {
    private static let hashedByteCount = 32

    let octets: [UInt8]

    init(_ octets: [UInt8]) { self.octets = octets }

    func hash(into hasher: inout Hasher) {
        let end = octets.suffix(Self.hashedByteCount)
        unsafe end.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

extension Certificate: Hashable {
    package static func == (first: Certificate, second: Certificate) -> Bool { first.der == second.der }
    package func hash(into hasher: inout Hasher) { hasher.combine(storage.fingerprint) }
}

extension Certificate {
    /// The certificate as a PEM file.
    package var pem: [UInt8] {
        get throws(OpenSSLError) { try PEMBlock(label: PEM_STRING_X509, der: der).pem() }
    }

    /// SHA-256 of the whole certificate.
    package var sha256Fingerprint: [UInt8] { storage.fingerprint.octets }

    /// SubjectPublicKeyInfo in DER, as it stands in the certificate.
    package var publicKeyDER: [UInt8] { fields.publicKey }

    /// The certified key.
    ///
    /// - Throws: ``OpenSSLError`` when its algorithm is unknown to OpenSSL.
    package var publicKey: PublicKey {
        get throws(OpenSSLError) { try storage.publicKey() }
    }

    /// `EC P-256`, `RSA 3072`; `unknown` when OpenSSL cannot read the key.
    package var publicKeyDescription: String { (try? publicKey.description) ?? "unknown" }

    /// Whether `signature` was made over `message` with the certified key. A verdict, not an error.
    package func verifies(
        signature: [UInt8], over message: [UInt8], digest: DigestAlgorithm, padding: SignaturePadding = .pkcs1
    ) -> Bool {
        (try? publicKey)?.verify(signature, over: message, digest: digest, padding: padding) ?? false
    }

    /// Whether this certificate's signature was made with the key of `authority`; nothing else is checked.
    package func isSigned(by authority: Certificate) -> Bool {
        SignatureQuestion(signed: storage.fingerprint.octets, key: authority.publicKeyDigest).answer {
            if let scheme = Self.ecdsaSchemes[OctetKey(fields.signatureAlgorithm)], let key = try? authority.publicKey {
                return key.verdict(on: fields.signature, over: fields.signed, scheme: scheme) == .valid
            }
            return unsafe reading { x509 in
                unsafe authority.reading { issuer in
                    guard let key = unsafe X509_get0_pubkey(issuer) else { return false }
                    return unsafe X509_verify(x509, key) == 1
                }
            }
        }
    }

    /// The algorithms whose signatures are checked here, by their AlgorithmIdentifier in DER; OpenSSL checks all others.
    ///
    /// For these, the bytes that were signed and the key are all there is, and OpenSSL's object of the certificate takes longer to
    /// make than the signature to check. Source: RFC 5758 §3.2: there are no parameters.
    private static let ecdsaSchemes: [OctetKey: VerificationScheme] = {
        let digests: [(String, VerificationDigest)] = [
            ("1.2.840.10045.4.3.2", .sha256), ("1.2.840.10045.4.3.3", .sha384), ("1.2.840.10045.4.3.4", .sha512),
        ]
        return Dictionary(
            uniqueKeysWithValues: digests.map { oid, digest in
                (OctetKey(DERWriter.sequence([DERWriter.objectIdentifier(oid)])), .ecdsa(digest))
            })
    }()

    /// Whether subject and issuer are the same name, as in a root.
    package var isSelfIssued: Bool { subject == issuer }

    /// Whether `time`, in Unix seconds, lies within the validity.
    package func isValid(at time: Int64) -> Bool { (notBefore...notAfter).contains(time) }
}
