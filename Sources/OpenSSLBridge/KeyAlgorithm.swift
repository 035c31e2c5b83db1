/// What kind of key pair to make.
package enum KeyAlgorithm: Hashable, Sendable {
    case p256
    case p384
    case p521
    /// RSA with a modulus of so many bits, 3072 or more for anything new.
    case rsa(bits: Int)
    /// RSA whose key says that it makes PSS signatures only (RFC 4055 §1.2).
    case rsaPSS(bits: Int)
    /// EdDSA on edwards25519. Source: RFC 8032 §5.1.
    case ed25519

    /// OpenSSL's name of the kind of key.
    var keyType: String {
        switch self {
        case .p256, .p384, .p521: "EC"
        case .rsa: "RSA"
        case .rsaPSS: "RSA-PSS"
        case .ed25519: "ED25519"
        }
    }

    /// Name of the curve as OpenSSL and NIST write it; `nil` when there is none to choose.
    var curveName: String? {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        case .rsa, .rsaPSS, .ed25519: nil
        }
    }

    /// The digest as strong as the key, for what is signed without a choice.
    package var matchingDigest: DigestAlgorithm {
        switch self {
        case .p256, .rsa, .rsaPSS: .sha256
        case .p384: .sha384
        case .p521, .ed25519: .sha512
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
