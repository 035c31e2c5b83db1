private import COpenSSL

/// The public half of a key pair, held by OpenSSL.
///
/// Owns exactly one reference to the `EVP_PKEY`, released in `deinit`.
@safe package final class PublicKey: @unchecked Sendable {
    // Sound: never changed after init, each verification has its own context, OpenSSL's count is atomic.
    private let key: OpaquePointer
    /// SubjectPublicKeyInfo in DER.
    package let der: [UInt8]

    /// - Parameter der: SubjectPublicKeyInfo in DER, with nothing after it.
    package init(der: [UInt8]) throws(OpenSSLError) {
        if let point = CurvePoint(publicKey: der) {
            unsafe key = try unsafe point.makeKey()
            self.der = der
            return
        }
        let key = try unsafe decodeWhole(
            "a public key", der, { unsafe d2i_PUBKEY(nil, $0, $1) }, free: { unsafe EVP_PKEY_free($0) })
        unsafe self.key = unsafe key
        // Another encoding of the same key is written in the one way that OpenSSL has.
        self.der = (try? unsafe encode("a public key") { unsafe i2d_PUBKEY(key, $0) }) ?? der
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Lends the pointer for the length of `body`; it must not escape.
    func withKey<Result>(_ body: (OpaquePointer) throws(OpenSSLError) -> Result) throws(OpenSSLError) -> Result {
        try unsafe body(key)
    }

    /// `RSA`, `EC`, `ED25519`…: OpenSSL's name of the kind of key.
    package var algorithmName: String {
        unsafe EVP_PKEY_get0_type_name(key).map { unsafe String(cString: $0) } ?? "unknown"
    }

    /// Size of the modulus or of the curve's field, in bits.
    package var bitCount: Int { unsafe Int(EVP_PKEY_get_bits(key)) }

    /// Longest signature that the matching private key makes, in bytes.
    var maximumSignatureByteCount: Int { unsafe Int(EVP_PKEY_get_size(key)) }

    /// The digest without which the key signs nothing, by OpenSSL's name; `nil` when any will do.
    var mandatoryDigestName: String? {
        var name = [CChar](repeating: 0, count: 64)
        guard unsafe EVP_PKEY_get_default_digest_name(key, &name, name.count) == 2 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether `signature` was made over `message` with the matching private key.
    ///
    /// A verdict, not an error: a signature that is no signature at all is `false` too.
    package func verify(
        _ signature: [UInt8], over message: [UInt8], digest: DigestAlgorithm, padding: SignaturePadding = .pkcs1
    ) -> Bool {
        ERR_clear_error()
        defer { ERR_clear_error() }
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

extension PublicKey: CustomStringConvertible {
    /// `EC P-256`, `RSA 3072`
    package var description: String {
        guard algorithmName == "EC" else { return "\(algorithmName) \(bitCount)" }
        return "EC \(Self.curveNames[groupName] ?? groupName)"
    }

    /// NIST's name for what OpenSSL and SECG call otherwise.
    private static let curveNames = ["prime256v1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"]

    private var groupName: String {
        var name = [CChar](repeating: 0, count: 64)
        var count = 0
        guard unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else { return "of unknown curve" }
        return String(decoding: name.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
