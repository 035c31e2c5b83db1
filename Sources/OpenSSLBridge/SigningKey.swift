private import COpenSSL
private import Synchronization

/// A private key held by OpenSSL.
///
/// Owns exactly one reference to the `EVP_PKEY`; `deinit` releases it, and OpenSSL overwrites the secret with zeros.
@safe package final class SigningKey: @unchecked Sendable {
    // Sound: the key is never changed after init, each signature has its own context, OpenSSL's count is atomic.
    private let key: OpaquePointer
    /// Whether the secret lies in a token, which gives it to nobody.
    let isInToken: Bool
    /// Whether OpenSSL itself makes ECDSA signatures with the key; a token wants to be asked for the whole.
    private let isOnCurve: Bool
    private let idleContext = Mutex<SigningContext?>(nil)
    private let madePublicKey = Mutex<PublicKey?>(nil)

    init(takingOwnershipOf key: OpaquePointer, isInToken: Bool = false) {
        unsafe self.key = unsafe key
        self.isInToken = isInToken
        isOnCurve = unsafe !isInToken && EVP_PKEY_is_a(key, "EC") == 1
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Lends the pointer for the length of `body`; it must not escape.
    func withKey<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError) -> Result {
        try unsafe body(key)
    }

    /// Makes a new key pair from OpenSSL's private random generator.
    ///
    /// - Throws: ``OpenSSLError`` when OpenSSL refuses, for instance an RSA key of fewer than 512 bits.
    package static func generate(_ algorithm: KeyAlgorithm) throws(OpenSSLError) -> SigningKey {
        if let generator = KeyGenerator.ofCurve[algorithm] { return try generator.makeKey() }
        return try KeyGenerator(algorithm).makeKey()
    }

    /// The public half.
    package var publicKey: PublicKey {
        get throws(OpenSSLError) {
            try madePublicKey.withLock { made throws(OpenSSLError) in
                if let made { return made }
                let key =
                    if let point = unsafe CurvePoint(of: key) { PublicKey(of: point) } else {
                        try PublicKey(der: publicKeyDER)
                    }
                made = key
                return key
            }
        }
    }

    /// SubjectPublicKeyInfo in DER.
    package var publicKeyDER: [UInt8] {
        get throws(OpenSSLError) {
            if let point = unsafe CurvePoint(of: key) { return point.der }
            return try unsafe encode("a public key") { unsafe i2d_PUBKEY(key, $0) }
        }
    }

    /// Signs the digest of `message`; an EdDSA key signs the message itself, by its own digest.
    ///
    /// - Returns: For ECDSA the DER of `Ecdsa-Sig-Value`, 8 to 72 bytes with P-256.
    package func sign(
        message: [UInt8], digest: DigestAlgorithm, padding: SignaturePadding = .pkcs1
    ) throws(OpenSSLError) -> [UInt8] {
        if isOnCurve, padding == .pkcs1 { return try sign(digest: digest.digest(message)) }
        let context = try unsafe obtain("make a digest context") { unsafe EVP_MD_CTX_new() }
        defer { unsafe EVP_MD_CTX_free(context) }
        var options: OpaquePointer?
        let md = unsafe isEdwardsCurve(key) ? nil : digest.evpMD
        try require("start to sign") { unsafe EVP_DigestSignInit(context, &options, md, nil, key) }
        try unsafe setPadding(padding, on: options, ofRSA: isRSA(key), signing: true)
        var byteCount = 0
        try require("size a signature") { unsafe EVP_DigestSign(context, nil, &byteCount, message, message.count) }
        var signature = [UInt8](repeating: 0, count: byteCount)
        try require("sign") { unsafe EVP_DigestSign(context, &signature, &byteCount, message, message.count) }
        return Array(signature.prefix(byteCount))
    }

    /// ECDSA over a digest: what `EVP_DigestSign` does at last, without its copies of the context.
    private func sign(digest: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let idle = idleContext.withLock { $0.take() }
        let context = if let idle { idle } else { try unsafe SigningContext(key: key) }
        var byteCount = unsafe Int(EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: byteCount)
        try require("sign") { unsafe EVP_PKEY_sign(context.pointer, &signature, &byteCount, digest, digest.count) }
        signature.removeLast(signature.count - byteCount)
        // Whoever has signed meanwhile has left a context too; one is enough.
        idleContext.withLock { $0 = context }
        return signature
    }
}

/// Set up to sign with one key; an authority's is used again and again, by one thread at a time.
///
/// Owns exactly one reference to an `EVP_PKEY_CTX`, released in `deinit`.
@safe private final class SigningContext: @unchecked Sendable {
    // Sound: whoever takes it from its key is alone in using it.
    let pointer: OpaquePointer

    /// - Throws: ``OpenSSLError`` when the key does not sign.
    init(key: OpaquePointer) throws(OpenSSLError) {
        let pointer = try unsafe obtain("start to sign") { unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) }
        unsafe self.pointer = unsafe pointer
        try require("start to sign") { unsafe EVP_PKEY_sign_init(pointer) }
    }

    deinit { unsafe EVP_PKEY_CTX_free(pointer) }
}

/// Whether a borrowed key is RSA, restricted to PSS or not.
func isRSA(_ key: OpaquePointer) -> Bool {
    unsafe EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1
}

/// Whether a borrowed key makes EdDSA signatures, which choose their digest themselves.
func isEdwardsCurve(_ key: OpaquePointer) -> Bool {
    unsafe EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1
}

/// Tells OpenSSL about PSS; PKCS #1 v1.5 and ECDSA need nothing.
func setPadding(
    _ padding: SignaturePadding, on options: OpaquePointer?, ofRSA isRSA: Bool, signing: Bool
) throws(OpenSSLError) {
    guard case .pss(let saltByteCount) = padding else { return }
    guard isRSA else { throw OpenSSLError("use PSS", finding: "the key is not an RSA key") }
    let automatic = signing ? RSA_PSS_SALTLEN_DIGEST : RSA_PSS_SALTLEN_AUTO
    let salt = saltByteCount.map { Int32(clamping: $0) } ?? automatic
    try require("use PSS") { unsafe EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) }
    try require("use PSS") { unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(options, salt) }
}
