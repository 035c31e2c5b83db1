private import COpenSSL

/// How a signature value says that it was made.
///
/// Source: RFC 5754 §3; RFC 4056; RFC 8419.
package enum VerificationScheme: Hashable, Sendable {
    case rsaPKCS1(VerificationDigest)
    /// With MGF1 over `mask`. Source: RFC 4055 §3.1.
    case rsaPSS(VerificationDigest, mask: VerificationDigest, saltByteCount: Int)
    /// The value is an Ecdsa-Sig-Value in DER.
    case ecdsa(VerificationDigest)
    case ed25519
    case ed448

    /// `nil` for EdDSA, which has its own.
    package var digest: VerificationDigest? {
        switch self {
        case .rsaPKCS1(let digest), .rsaPSS(let digest, _, _), .ecdsa(let digest): digest
        case .ed25519, .ed448: nil
        }
    }
}

/// What a key says about a signature value; a verdict, never an error.
package enum KeyVerdict: Hashable, Sendable {
    case valid
    case invalid
    /// Two bare numbers in place of an Ecdsa-Sig-Value (BSI TR-03111 §5.2.1), which CMS does not have.
    case plainECDSA
    /// The key is of another kind than the scheme, or this OpenSSL does not have the scheme.
    case unsupported
}

extension PublicKey {
    /// Whether `signature` was made over `message` with the matching private key, in the way it says.
    package func verdict(
        on signature: [UInt8], over message: [UInt8], scheme: VerificationScheme
    ) -> KeyVerdict {
        clearErrors()
        defer { clearErrors() }
        if let isValid = isValidECDSA(signature, over: message, scheme: scheme) {
            return isValid ? .valid : isPlain(signature, scheme) ? .plainECDSA : .invalid
        }
        let verdict = try? unsafe withKey { key throws(OpenSSLError) -> KeyVerdict in
            guard unsafe scheme.fits(key), let context = unsafe EVP_MD_CTX_new() else { return .unsupported }
            defer { unsafe EVP_MD_CTX_free(context) }
            var options: OpaquePointer?
            // The digest of EdDSA is its own: OpenSSL wants none to be named.
            guard unsafe EVP_DigestVerifyInit(context, &options, scheme.digest?.evpMD, nil, key) == 1,
                unsafe scheme.configure(options)
            else { return .unsupported }
            if unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1 {
                return .valid
            }
            return isPlain(signature, scheme) ? .plainECDSA : .invalid
        }
        return verdict ?? .unsupported
    }

    /// Whether an ECDSA signature over a digest of SHA-2 is right, by a key on one of the curves of NIST: nearly every signature.
    ///
    /// The digest is made here, and a context that is ready is used again where there is one: OpenSSL 3.0 prepares a signature that
    /// it digests itself by looking up digest, algorithm and key anew each time.
    ///
    /// - Returns: `nil` for other keys and schemes, and when OpenSSL cannot prepare.
    private func isValidECDSA(_ signature: [UInt8], over message: [UInt8], scheme: VerificationScheme) -> Bool? {
        let digest: VerificationDigest
        switch scheme {
        case .ecdsa(.sha256): digest = .sha256
        case .ecdsa(.sha384): digest = .sha384
        case .ecdsa(.sha512): digest = .sha512
        default: return nil
        }
        guard let value = digest.digest(message) else { return nil }
        return unsafe withVerificationContext { context in
            unsafe EVP_PKEY_verify(context, signature, signature.count, value, value.count) == 1
        }
    }

    private func isPlain(_ signature: [UInt8], _ scheme: VerificationScheme) -> Bool {
        guard case .ecdsa = scheme, signature.count == 2 * ((bitCount + 7) / 8) else { return false }
        let parsed = try? unsafe decodeWhole(
            "an ECDSA signature", signature, { unsafe d2i_ECDSA_SIG(nil, $0, $1) }, free: { unsafe ECDSA_SIG_free($0) })
        guard let parsed = unsafe parsed else { return true }
        unsafe ECDSA_SIG_free(parsed)
        return false
    }
}

extension VerificationScheme {
    /// Whether a borrowed key is of the kind that makes such signatures.
    fileprivate func fits(_ key: OpaquePointer) -> Bool {
        switch self {
        case .rsaPKCS1: unsafe EVP_PKEY_is_a(key, "RSA") == 1
        case .rsaPSS: unsafe EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1
        case .ecdsa: unsafe EVP_PKEY_is_a(key, "EC") == 1
        case .ed25519: unsafe EVP_PKEY_is_a(key, "ED25519") == 1
        case .ed448: unsafe EVP_PKEY_is_a(key, "ED448") == 1
        }
    }

    /// Whether OpenSSL took what PSS needs; the other schemes need nothing.
    fileprivate func configure(_ options: OpaquePointer?) -> Bool {
        guard case .rsaPSS(_, let mask, let saltByteCount) = self else { return true }
        return unsafe EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_mgf1_md(options, mask.evpMD) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(options, Int32(clamping: saltByteCount)) == 1
    }
}
