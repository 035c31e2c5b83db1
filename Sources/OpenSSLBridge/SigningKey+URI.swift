private import COpenSSL

extension SigningKey {
    /// Reaches a key by its URI.
    ///
    /// A key in a file is decrypted into memory. One in a token stays there: each signature is made by the token.
    ///
    /// - Parameter secret: The file's passphrase, or the token's PIN. Each wrong PIN counts against the token's limit.
    /// - Throws: ``OpenSSLError`` when the key is not there, is not encrypted, the secret is another, or, for a token,
    ///   the engine or the module is missing.
    package convenience init(at uri: KeyURI, secret: [UInt8]) throws(OpenSSLError) {
        switch uri.place {
        case .file(let path): try unsafe self.init(takingOwnershipOf: Self.readFile(path, passphrase: secret))
        case .token(_, let module):
            try unsafe self.init(
                takingOwnershipOf: PKCS11Engine.privateKey(uri.name, module: module, pin: secret), isInToken: true)
            try requirePair(uri)
        }
    }

    /// The engine finds the public half by the pair's identifier; without identifiers it may take another pair's.
    private func requirePair(_ uri: KeyURI) throws(OpenSSLError) {
        let message = Array("a message to try a key with".utf8)
        let publicKey = try publicKey
        let signature = try sign(message: message, digest: .sha256)
        guard publicKey.verify(signature, over: message, digest: .sha256) else {
            throw OpenSSLError(
                "use the key \(uri)",
                finding: "its public half is that of another key; give each pair in the token an id of its own")
        }
    }

    /// The only key that OpenSSL's store finds in a file.
    private static func readFile(_ path: String, passphrase: [UInt8]) throws(OpenSSLError) -> OpaquePointer {
        let (key, wasAsked) = try unsafe SecretPrompt.answering(with: passphrase) { method, data throws(OpenSSLError) in
            let store = try unsafe obtain("open the key \(path)") {
                unsafe OSSL_STORE_open_ex("file:" + path, nil, nil, method, data, nil, nil, nil)
            }
            defer { unsafe OSSL_STORE_close(store) }
            try require("look for a key in \(path)") { unsafe OSSL_STORE_expect(store, OSSL_STORE_INFO_PKEY) }
            return try unsafe onlyKey(in: store, path)
        }
        guard wasAsked else {
            unsafe EVP_PKEY_free(key)
            throw OpenSSLError(
                "use the key \(path)",
                finding: "it is not encrypted; encrypt it with: openssl pkcs8 -topk8 -v2 aes-256-cbc")
        }
        return unsafe key
    }

    private static func onlyKey(in store: OpaquePointer, _ path: String) throws(OpenSSLError) -> OpaquePointer {
        var key: OpaquePointer?
        ERR_clear_error()
        while unsafe OSSL_STORE_eof(store) == 0 {
            guard let info = unsafe OSSL_STORE_load(store) else { continue }
            defer { unsafe OSSL_STORE_INFO_free(info) }
            guard let found = unsafe OSSL_STORE_INFO_get1_PKEY(info) else { continue }
            guard unsafe key == nil else {
                unsafe EVP_PKEY_free(found)
                unsafe EVP_PKEY_free(key)
                throw OpenSSLError("use the key \(path)", finding: "the file holds several keys, expected one")
            }
            unsafe key = unsafe found
        }
        guard let key = unsafe key else {
            throw OpenSSLError(drainingQueueAfter: "read a key from \(path); is it one, and is this its passphrase?")
        }
        ERR_clear_error()
        return unsafe key
    }
}
