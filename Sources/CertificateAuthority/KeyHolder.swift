import OpenSSLBridge
import Parties

/// A key pair with its certificate.
struct KeyHolder {
    let key: SigningKey
    let certificate: Certificate
}

/// Makes key pairs with certificates of the infrastructure's profiles.
struct KeyHolderMaker {
    let profiles: CertificateProfiles
    /// What every certificate of the infrastructure says alike.
    let policies: TrustPolicies
    /// Opens keys in files; a token has a PIN of its own.
    let passphrase: [UInt8]
    let random: @Sendable (Int) throws -> [UInt8]
    /// Unix time.
    let now: Int64

    /// - Parameters:
    ///   - issuer: `nil` for the root, which certifies itself.
    ///   - uri: Where the key is; `nil` to make a new one.
    ///   - generation: Counted from 1; later ones have names of their own.
    func make(
        _ kind: CertificateProfile.Kind, by issuer: KeyHolder?, at uri: KeyURI? = nil, generation: Int = 1
    ) throws(CertificateAuthorityError) -> KeyHolder {
        let profile = try profiles.profile(kind)
        let key = try key(profile, at: uri)
        let publicKey = try explaining("use the key of \(kind.rawValue)") { () throws(OpenSSLError) in
            let publicKey = try key.publicKey
            // Refuses a key from elsewhere that is too weak; a profile knows none.
            _ = try publicKey.signatureScheme()
            return publicKey
        }
        let maker = CertificateMaker(
            profile: profile, isDemo: policies.isDemo, generation: generation, random: random)
        let certificate = try maker.issue(
            for: publicKey, by: issuer?.certificate, issuer?.key ?? key, at: now
        ) { placeholder in
            switch placeholder {
            case .organisation: policies.organisation
            case .arc: policies.arc.oid
            default: ""
            }
        }
        return KeyHolder(key: key, certificate: certificate)
    }

    private func key(
        _ profile: CertificateProfile, at uri: KeyURI?
    ) throws(CertificateAuthorityError) -> SigningKey {
        if let uri { return try KeyAccess(passphrase: passphrase).key(at: uri) }
        return try explaining("make the key of \(profile.kind.rawValue)") { () throws(OpenSSLError) in
            try SigningKey.generate(profile.keyAlgorithm)
        }
    }
}
