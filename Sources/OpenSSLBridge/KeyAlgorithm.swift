/// What kind of key pair to make.
package enum KeyAlgorithm: Hashable, Sendable {
    case p256
    case p384
    case p521
    /// RSA with a modulus of so many bits, 3072 or more for anything new.
    case rsa(bits: Int)

    /// Name of the curve as OpenSSL and NIST write it; `nil` for RSA.
    var curveName: String? {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        case .rsa: nil
        }
    }

    /// The digest as strong as the key, for what is signed without a choice.
    package var matchingDigest: DigestAlgorithm {
        switch self {
        case .p256, .rsa: .sha256
        case .p384: .sha384
        case .p521: .sha512
        }
    }
}

/// How an RSA signature is padded; an elliptic-curve signature has no such choice.
package enum SignaturePadding: Hashable, Sendable {
    /// RSASSA-PKCS1-v1_5, and ECDSA for elliptic curves. Source: RFC 8017 §8.2.
    case pkcs1
    /// RSASSA-PSS with MGF1 over the same digest; `nil` accepts any length of salt when verifying and
    /// takes the digest's length when signing. Source: RFC 8017 §8.1.
    case pss(saltByteCount: Int?)
}
