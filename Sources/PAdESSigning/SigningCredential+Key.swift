internal import CMS
package import OpenSSLBridge

extension SigningCredential {
    /// A credential whose key is within reach; it signs as the certificate's key demands.
    ///
    /// - Parameters:
    ///   - chain: Certificates to embed beside the signer's, up to but not including the root.
    ///   - prefersPSS: Whether an RSA key that may do either uses PSS; one restricted to PSS always does.
    /// - Throws: ``OpenSSLError`` when the key is not the certificate's, too weak, or of a kind that signs no document.
    package init(
        certificate: Certificate, chain: [Certificate], key: SigningKey, prefersPSS: Bool = false
    ) throws(OpenSSLError) {
        let publicKey = try key.publicKey
        // Another encoding of the same key is the same key.
        let isCertified =
            if publicKey.der == certificate.publicKeyDER { true } else {
                try publicKey.der == certificate.publicKey.der
            }
        guard isCertified else {
            throw OpenSSLError("prepare a signature", finding: "the key is not the one of the certificate")
        }
        let scheme = try publicKey.signatureScheme(prefersPSS: prefersPSS)
        self.init(
            certificate: certificate.der, chain: chain.map(\.der), algorithm: try scheme.algorithmIdentifier,
            digestAlgorithm: scheme.digest.oid, maximumSignatureByteCount: scheme.maximumByteCount,
            sign: { try key.sign(message: $0, by: scheme) })
    }
}

extension SignatureScheme {
    /// What a SignerInfo says of a signature made by this scheme.
    fileprivate var algorithmIdentifier: AlgorithmIdentifier {
        get throws(OpenSSLError) {
            let identifier: AlgorithmIdentifier? =
                switch kind {
                case .ecdsa: .ecdsa(digest: digest.oid)
                case .rsaPKCS1: .rsaPKCS1(digest: digest.oid)
                case .rsaPSS: .rsaPSS(digest: digest.oid, saltByteCount: UInt8(digest.byteCount))
                case .ed25519: .ed25519
                }
            guard let identifier else {
                throw OpenSSLError("name a signature algorithm", finding: "there is none with \(digest.rawValue)")
            }
            return identifier
        }
    }
}
