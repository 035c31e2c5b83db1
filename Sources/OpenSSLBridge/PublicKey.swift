private import COpenSSL
private import Synchronization

/// The public half of a key pair, held by OpenSSL.
package final class PublicKey: Sendable {
    /// SubjectPublicKeyInfo in DER.
    package let der: [UInt8]
    /// Of a key on one of the curves of NIST, whose properties are known without asking OpenSSL.
    private let point: CurvePoint?
    private let object: Mutex<PublicKeyObject?>

    /// - Parameter der: SubjectPublicKeyInfo in DER, with nothing after it.
    package init(der: [UInt8]) throws(OpenSSLError) {
        if let point = CurvePoint(publicKey: der) {
            let key = try unsafe point.makeKey()
            object = unsafe Mutex(PublicKeyObject(takingOwnershipOf: key))
            (self.point, self.der) = (point, der)
            return
        }
        let key = try unsafe decodeWhole(
            "a public key", der, { unsafe d2i_PUBKEY(nil, $0, $1) }, free: { unsafe EVP_PKEY_free($0) })
        object = unsafe Mutex(PublicKeyObject(takingOwnershipOf: key))
        point = nil
        // Another encoding of the same key is written in the one way that OpenSSL has.
        self.der = (try? unsafe encode("a public key") { unsafe i2d_PUBKEY(key, $0) }) ?? der
    }

    /// The public half of a key that OpenSSL made, so that the point is on the curve; OpenSSL's object is made when it is asked for.
    init(of point: CurvePoint) {
        (self.point, der) = (point, point.der)
        object = Mutex(nil)
    }

    /// Lends the pointer for the length of `body`; it must not escape.
    func withKey<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError) -> Result {
        try unsafe body(made().key)
    }

    /// Lends the pointer to a body that cannot fail; it must not escape.
    private func reading<Result>(_ fallback: Result, _ body: (OpaquePointer) -> Result) -> Result {
        guard let made = try? made() else { return fallback }
        return unsafe body(made.key)
    }

    /// Lends a context that is ready to verify signatures over digests with a key on one of the curves of NIST; it must not escape.
    ///
    /// - Returns: `nil` for other keys, and when OpenSSL cannot prepare one.
    func withVerificationContext(_ body: (OpaquePointer) -> Bool) -> Bool? {
        guard point != nil, let made = try? made() else { return nil }
        return unsafe made.withVerificationContext(body)
    }

    private func made() throws(OpenSSLError) -> PublicKeyObject {
        try object.withLock { object throws(OpenSSLError) in
            if let object { return object }
            guard let point else { throw OpenSSLError("read a public key", finding: "there is none") }
            let made = try unsafe PublicKeyObject(takingOwnershipOf: point.makeKey())
            object = made
            return made
        }
    }

    /// `RSA`, `EC`, `ED25519`…: OpenSSL's name of the kind of key.
    package var algorithmName: String {
        if point != nil { return "EC" }
        return unsafe reading("unknown") { key in
            unsafe EVP_PKEY_get0_type_name(key).map { unsafe String(cString: $0) } ?? "unknown"
        }
    }

    /// Size of the modulus or of the curve's field, in bits.
    package var bitCount: Int { unsafe reading(0) { unsafe Int(EVP_PKEY_get_bits($0)) } }

    /// Longest signature that the matching private key makes, in bytes.
    var maximumSignatureByteCount: Int {
        if let point { return point.maximumSignatureByteCount }
        return unsafe reading(0) { unsafe Int(EVP_PKEY_get_size($0)) }
    }

    /// The digest without which the key signs nothing, by OpenSSL's name; `nil` when any will do.
    var mandatoryDigestName: String? {
        unsafe reading(nil) { key in
            var name = [CChar](repeating: 0, count: 64)
            guard unsafe EVP_PKEY_get_default_digest_name(key, &name, name.count) == 2 else { return nil }
            return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Whether `signature` was made over `message` with the matching private key.
    ///
    /// A verdict, not an error: a signature that is no signature at all is `false` too.
    package func verify(
        _ signature: [UInt8], over message: [UInt8], digest: DigestAlgorithm, padding: SignaturePadding = .pkcs1
    ) -> Bool {
        clearErrors()
        defer { clearErrors() }
        return unsafe reading(false) { key in
            guard let context = unsafe EVP_MD_CTX_new() else { return false }
            defer { unsafe EVP_MD_CTX_free(context) }
            var options: OpaquePointer?
            let md = unsafe isEdwardsCurve(key) ? nil : digest.evpMD
            guard unsafe EVP_DigestVerifyInit(context, &options, md, nil, key) == 1 else { return false }
            do throws(OpenSSLError) {
                try unsafe setPadding(padding, on: options, ofRSA: isRSA(key), signing: false)
            } catch { return false }
            return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        }
    }
}

extension PublicKey: CustomStringConvertible {
    /// `EC P-256`, `RSA 3072`
    package var description: String {
        if let curve = point?.curveName { return "EC \(curve)" }
        guard algorithmName == "EC" else { return "\(algorithmName) \(bitCount)" }
        return "EC \(Self.curveNames[groupName] ?? groupName)"
    }

    /// NIST's name for what OpenSSL and SECG call otherwise.
    static let curveNames = ["prime256v1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"]

    private var groupName: String {
        unsafe reading("of unknown curve") { key in
            var name = [CChar](repeating: 0, count: 64)
            var count = 0
            guard unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else { return "of unknown curve" }
            return String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}

/// Owns exactly one reference to an `EVP_PKEY`, released in `deinit`.
@safe private final class PublicKeyObject: @unchecked Sendable {
    // Sound: never changed after init, each verification has its own context, OpenSSL's count is atomic.
    let key: OpaquePointer

    /// What is ready and nobody uses at the moment: keys of authorities verify again and again.
    private let idle = Mutex<VerificationContext?>(nil)

    init(takingOwnershipOf key: OpaquePointer) { unsafe self.key = unsafe key }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The lock is not held meanwhile: a thread that finds no context makes one.
    func withVerificationContext(_ body: (OpaquePointer) -> Bool) -> Bool? {
        let idle = self.idle.withLock { idle in
            defer { idle = nil }
            return idle
        }
        guard let context = unsafe idle ?? VerificationContext(key) else { return nil }
        defer { self.idle.withLock { $0 = context } }
        return unsafe body(context.pointer)
    }
}

/// Owns exactly one `EVP_PKEY_CTX`, which holds a reference to its key; released in `deinit`.
@safe private final class VerificationContext: @unchecked Sendable {
    // Sound: whoever uses it has taken it out from where others look for it.
    let pointer: OpaquePointer

    /// - Returns: `nil` when OpenSSL cannot prepare a verification.
    init?(_ key: OpaquePointer) {
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return nil }
        guard unsafe EVP_PKEY_verify_init(context) == 1 else {
            unsafe EVP_PKEY_CTX_free(context)
            return nil
        }
        unsafe pointer = unsafe context
    }

    deinit { unsafe EVP_PKEY_CTX_free(pointer) }
}
