import OpenSSLBridge

/// Reaches keys by URI with the secret that each kind needs.
struct KeyAccess {
    /// Opens keys in files.
    let passphrase: [UInt8]

    /// - Throws: ``CertificateAuthorityError`` with `notPrivate` when key or PIN lies where others may read it,
    ///   `passphrase` when OpenSSL does not get at the key.
    func key(at uri: KeyURI) throws(CertificateAuthorityError) -> SigningKey {
        let secret: [UInt8]
        switch uri.place {
        case .file(let path):
            // For its permissions; OpenSSL's store reads the file itself.
            _ = try FileSystem.read(path, forbidding: 0o077)
            secret = passphrase
        case .token(let pinFile, _): secret = try Passphrase.read(file: pinFile)
        }
        return try explaining("use the key \(uri)", code: .passphrase) { () throws(OpenSSLError) in
            try SigningKey(at: uri, secret: secret)
        }
    }

    /// The URI that a file `NAME.key.uri` holds.
    static func uri(in path: String) throws(CertificateAuthorityError) -> KeyURI {
        let text = String(decoding: try FileSystem.read(path, forbidding: 0o077), as: UTF8.self).trimmed
        return try explaining("read \(path)", code: .inconsistent) { () throws(OpenSSLError) in try KeyURI(text) }
    }
}

/// Decrypts or reaches the keys of an infrastructure.
struct KeyReader {
    let layout: InfrastructureLayout
    let passphrase: [UInt8]

    /// The key of a role, which must be the one that `certificate` certifies.
    func key(_ role: KeyRole, of certificate: Certificate) throws(CertificateAuthorityError) -> SigningKey {
        let uriFile = layout.keyURI(role)
        guard FileSystem.exists(uriFile) else { return try key(at: layout.key(role), of: certificate) }
        let uri = try KeyAccess.uri(in: uriFile)
        return try matching(KeyAccess(passphrase: passphrase).key(at: uri), certificate, uri.name)
    }

    /// The key of the root.
    func rootKey(of certificate: Certificate) throws(CertificateAuthorityError) -> SigningKey {
        try key(at: layout.rootKey, of: certificate)
    }

    private func key(at path: String, of certificate: Certificate) throws(CertificateAuthorityError) -> SigningKey {
        let pem = try FileSystem.read(path, forbidding: 0o077)
        let key = try explaining("read \(path)", code: .passphrase) { () throws(OpenSSLError) in
            try SigningKey(encryptedPEM: pem, passphrase: passphrase)
        }
        return try matching(key, certificate, path)
    }

    private func matching(
        _ key: SigningKey, _ certificate: Certificate, _ place: String
    ) throws(CertificateAuthorityError) -> SigningKey {
        guard (try? key.publicKeyDER == certificate.publicKey.der) == true else {
            throw CertificateAuthorityError(.inconsistent, "the key \(place) is not the one of its certificate")
        }
        return key
    }
}
