import ConventionDomain
import OpenSSLBridge

/// SHA-256 of bytes.
func digest(of bytes: [UInt8]) -> DocumentDigest {
    guard let digest = DocumentDigest(bytes: DigestAlgorithm.sha256.digest(bytes)) else {
        preconditionFailure("a SHA-256 has 32 bytes")
    }
    return digest
}

extension SecretToken {
    /// What the store keeps of this token.
    package var hash: TokenHash { TokenHash(bytes: DigestAlgorithm.sha256.digest(Array(text.utf8))) }
}
