private import COpenSSL

/// How a key signs documents, as its kind and its strength demand.
///
/// Source: ETSI TS 119 312 for strengths; RFC 5754 §3, RFC 4056, RFC 8419 for what goes with what.
package struct SignatureScheme: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// ECDSA on P-256, P-384 or P-521.
        case ecdsa
        /// RSASSA-PKCS1-v1_5.
        case rsaPKCS1
        /// RSASSA-PSS with MGF1 over the same digest and a salt as long as it.
        case rsaPSS
        case ed25519
    }

    /// Smallest RSA modulus that signs, in bits.
    package static let minimumRSABitCount = 3072

    package let kind: Kind
    /// Of the document, of the certificate in its attribute and, but for EdDSA, of what is signed.
    package let digest: DigestAlgorithm
    /// Longest value of a signature, in bytes.
    package let maximumByteCount: Int

    /// What OpenSSL is told of padding.
    package var padding: SignaturePadding { kind == .rsaPSS ? .pss(saltByteCount: digest.byteCount) : .pkcs1 }
}

extension PublicKey {
    /// How the matching private key signs.
    ///
    /// - Parameter prefersPSS: Whether an RSA key that may do either uses PSS.
    /// - Throws: ``OpenSSLError`` that names the key when it is too weak or of a kind that signs no document here.
    package func signatureScheme(prefersPSS: Bool = false) throws(OpenSSLError) -> SignatureScheme {
        let digest = try signatureDigest
        let kind: SignatureScheme.Kind =
            switch algorithmName {
            case "RSA-PSS": .rsaPSS
            case "RSA": prefersPSS ? .rsaPSS : .rsaPKCS1
            case "ED25519": .ed25519
            default: .ecdsa
            }
        return SignatureScheme(kind: kind, digest: digest, maximumByteCount: maximumSignatureByteCount)
    }

    /// The digest as strong as the key; the one that an RSA-PSS key insists on.
    private var signatureDigest: DigestAlgorithm {
        get throws(OpenSSLError) {
            switch description {
            case "EC P-256": return .sha256
            case "EC P-384": return .sha384
            case "EC P-521", "ED25519 256": return .sha512
            default: break
            }
            guard algorithmName.hasPrefix("RSA"), bitCount >= SignatureScheme.minimumRSABitCount else {
                throw unsuitable
            }
            guard algorithmName == "RSA-PSS", let name = mandatoryDigestName else { return .sha256 }
            guard let digest = DigestAlgorithm.allCases.first(where: { $0.openSSLName == name }) else {
                throw OpenSSLError(
                    "choose how to sign", finding: "the key insists on \(name), expected SHA-256, SHA-384 or SHA-512")
            }
            return digest
        }
    }

    private var unsuitable: OpenSSLError {
        OpenSSLError(
            "choose how to sign",
            finding: "the key is \(description), expected EC P-256, P-384 or P-521, Ed25519, or RSA of at least"
                + " \(SignatureScheme.minimumRSABitCount) bits; ask for a certificate with such a key")
    }
}

extension DigestAlgorithm {
    /// `SHA256`, as OpenSSL's legacy names have it.
    fileprivate var openSSLName: String { rawValue.filter { $0 != "-" } }
}

extension SigningKey {
    /// Signs a message by a scheme that ``PublicKey/signatureScheme(prefersPSS:)`` chose for this key.
    package func sign(message: [UInt8], by scheme: SignatureScheme) throws(OpenSSLError) -> [UInt8] {
        try sign(message: message, digest: scheme.digest, padding: scheme.padding)
    }
}
