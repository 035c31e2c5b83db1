private import COpenSSL

/// An X.509 certificate held by OpenSSL.
///
/// Owns exactly one reference to the `X509`, released in `deinit`. Two certificates are equal when their bytes are.
@safe package final class Certificate: @unchecked Sendable {
    // Sound: never changed after init, when OpenSSL's cache of extensions is filled; its count is atomic.
    private let x509: OpaquePointer
    /// The certificate as it was read or made.
    package let der: [UInt8]
    package let subject: DistinguishedName
    package let issuer: DistinguishedName
    /// Content octets of the serial number, big-endian, without leading zeros.
    package let serialNumber: [UInt8]
    /// First second of validity, Unix time.
    package let notBefore: Int64
    /// Last second of validity, Unix time.
    package let notAfter: Int64

    /// - Parameter der: One certificate in DER, with nothing after it.
    /// - Throws: ``OpenSSLError`` when the bytes are not one whole certificate, or its times are no times.
    package convenience init(der: [UInt8]) throws(OpenSSLError) {
        let x509 = try unsafe decodeWhole(
            "a certificate", der, { unsafe d2i_X509(nil, $0, $1) }, free: { unsafe X509_free($0) })
        try unsafe self.init(takingOwnershipOf: x509, der: der)
    }

    /// - Parameter pem: A file with exactly one block, a `CERTIFICATE`.
    package convenience init(pem: [UInt8]) throws(OpenSSLError) {
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

    init(takingOwnershipOf x509: OpaquePointer, der: [UInt8]) throws(OpenSSLError) {
        unsafe self.x509 = unsafe x509
        self.der = der
        subject = unsafe DistinguishedName(copying: X509_get_subject_name(x509))
        issuer = unsafe DistinguishedName(copying: X509_get_issuer_name(x509))
        serialNumber = unsafe octets(of: X509_get0_serialNumber(x509))
        notBefore = unsafe unixSeconds(of: X509_get0_notBefore(x509)) ?? .max
        notAfter = unsafe unixSeconds(of: X509_get0_notAfter(x509)) ?? .min
        guard notBefore <= notAfter else {
            throw OpenSSLError("read a certificate", finding: "its validity ends before it begins, or is no time")
        }
        // Fills the cache of extensions now, so that nothing changes in the object later.
        _ = unsafe X509_check_purpose(x509, -1, 0)
        ERR_clear_error()
    }

    deinit { unsafe X509_free(x509) }

    /// Lends the pointer for the length of `body`; it must not escape.
    func withX509<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError) -> Result {
        try unsafe body(x509)
    }

    /// Lends the pointer to a body that cannot fail; it must not escape.
    func reading<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(x509) }
}

extension Certificate: Hashable {
    package static func == (first: Certificate, second: Certificate) -> Bool { first.der == second.der }
    package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension Certificate {
    /// The certificate as a PEM file.
    package var pem: [UInt8] {
        get throws(OpenSSLError) { try PEMBlock(label: PEM_STRING_X509, der: der).pem() }
    }

    /// SHA-256 of the whole certificate.
    package var sha256Fingerprint: [UInt8] { DigestAlgorithm.sha256.digest(der) }

    /// The certified key.
    ///
    /// - Throws: ``OpenSSLError`` when its algorithm is unknown to OpenSSL.
    package var publicKey: PublicKey {
        get throws(OpenSSLError) {
            let key = try unsafe obtain("read the key of a certificate") { unsafe X509_get_pubkey(x509) }
            return unsafe PublicKey(takingOwnershipOf: key)
        }
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
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let key = unsafe authority.reading({ unsafe X509_get0_pubkey($0) }) else { return false }
        return unsafe X509_verify(x509, key) == 1
    }

    /// Whether subject and issuer are the same name, as in a root.
    package var isSelfIssued: Bool { subject == issuer }

    /// Whether `time`, in Unix seconds, lies within the validity.
    package func isValid(at time: Int64) -> Bool { (notBefore...notAfter).contains(time) }
}
