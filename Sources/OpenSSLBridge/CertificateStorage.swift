private import COpenSSL
internal import Synchronization

/// A certificate's bytes, what was read from them, and what OpenSSL made of them once it was asked.
final class CertificateStorage: Sendable {
    let der: [UInt8]
    let fields: CertificateFields
    /// SHA-256 of the whole certificate.
    let fingerprint: OctetKey
    /// SHA-256 of the SubjectPublicKeyInfo as it stands in the certificate.
    let publicKeyDigest: [UInt8]
    private let madeX509 = ReadOnce<X509Object>()
    private let madeKey = Mutex<PublicKey?>(nil)
    private let madeNames = ReadOnce<(issuer: DistinguishedName, subject: DistinguishedName)>()
    let keyUsage = ReadOnce<Certificate.Listed<KeyUsage>?>()
    let extendedKeyUsage = ReadOnce<Certificate.Listed<String>?>()
    let policyOIDs = ReadOnce<[String]>()

    init(der: [UInt8], fields: CertificateFields) {
        self.der = der
        self.fields = fields
        fingerprint = OctetKey(DigestAlgorithm.sha256.digest(der))
        publicKeyDigest = DigestAlgorithm.sha256.digest(fields.publicKey)
    }

    /// OpenSSL's object, made at the first call.
    var x509: X509Object { madeX509.value { X509Object(der: der) } }

    /// The names as they are shown, read at the first call.
    var names: (issuer: DistinguishedName, subject: DistinguishedName) {
        madeNames.value { (DistinguishedName(der: fields.issuerName), DistinguishedName(der: fields.subjectName)) }
    }

    /// The certified key, read at the first call.
    func publicKey() throws(OpenSSLError) -> PublicKey {
        if let key = madeKey.withLock({ $0 }) { return key }
        let key = try PublicKey(der: fields.publicKey)
        madeKey.withLock { $0 = key }
        return key
    }
}

/// Something that is read when it is asked for first, and is the same whoever reads it.
struct ReadOnce<Value: Sendable>: ~Copyable, Sendable {
    private let known = Mutex<Value?>(nil)

    func value(_ read: () -> Value) -> Value {
        known.withLock { known in
            if let known { return known }
            let value = read()
            known = value
            return value
        }
    }
}

/// Owns exactly one reference to an `X509`, released in `deinit`.
@safe final class X509Object: @unchecked Sendable {
    // Sound: never changed after init, when OpenSSL's cache of extensions is filled; its count is atomic.
    private let x509: OpaquePointer

    /// A certificate that OpenSSL does not read, though we did, becomes an empty one: it has no key and no name, so that
    /// nothing that is asked of it is answered with yes.
    init(der: [UInt8]) {
        let read = try? unsafe decodeWhole(
            "a certificate", der, { unsafe d2i_X509(nil, $0, $1) }, free: { unsafe X509_free($0) })
        guard let x509 = unsafe read ?? X509_new() else { preconditionFailure("there is memory for an empty X509") }
        unsafe self.x509 = unsafe x509
        // Fills the cache of extensions now, so that nothing changes in the object later.
        _ = unsafe X509_check_purpose(x509, -1, 0)
        unsafe Self.readPolicies(of: x509)
        ERR_clear_error()
    }

    /// Makes OpenSSL read the policies now.
    ///
    /// OpenSSL 3.0 reads them when a path is judged first, and shows them to other threads before it has read them all
    /// (`policy_cache_new` in crypto/x509/pcy_cache.c): a path that another thread judges at that moment has no policies, and is
    /// refused. Of the certificates given, `X509_policy_check` reads all but the last.
    private static func readPolicies(of x509: OpaquePointer) {
        _ = try? unsafe withStack(of: [x509, x509]) { stack throws(OpenSSLError) in
            var (tree, isExplicit): (OpaquePointer?, Int32) = (nil, 0)
            _ = unsafe X509_policy_check(&tree, &isExplicit, stack, nil, 0)
            unsafe X509_policy_tree_free(tree)
        }
    }

    deinit { unsafe X509_free(x509) }

    func lending<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError) -> Result {
        try unsafe body(x509)
    }

    func reading<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(x509) }
}
