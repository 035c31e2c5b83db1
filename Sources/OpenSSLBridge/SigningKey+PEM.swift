private import COpenSSL

extension SigningKey {
    /// Rounds of PBKDF2 between a passphrase and the key that encrypts: a guess costs about a tenth of a second.
    package static let derivationRounds = 300_000

    /// Reads an encrypted PKCS #8 key.
    ///
    /// - Throws: ``OpenSSLError`` when the file is not one whole `ENCRYPTED PRIVATE KEY` block,
    ///   or the passphrase is another. An unencrypted key is refused.
    package convenience init(encryptedPEM pem: [UInt8], passphrase: [UInt8]) throws(OpenSSLError) {
        let block = try PEMBlock.only(PEM_STRING_PKCS8, in: pem)
        let sealed = try unsafe decodeWhole(
            "an encrypted private key", block.der, { unsafe d2i_X509_SIG(nil, $0, $1) },
            free: { unsafe X509_SIG_free($0) })
        defer { unsafe X509_SIG_free(sealed) }
        let plain = try unsafe Self.decrypt(sealed, passphrase)
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(plain) }
        let key = try unsafe obtain("read a decrypted private key") { unsafe EVP_PKCS82PKEY(plain) }
        unsafe self.init(takingOwnershipOf: key)
    }

    /// The key as PKCS #8, encrypted with AES-256-CBC under a key derived by PBKDF2 with HMAC-SHA-256.
    ///
    /// - Parameter rounds: How dear a guess at the passphrase is to be; fewer are for tests.
    /// - Throws: ``OpenSSLError`` when the passphrase is empty, or the key lies in a token.
    package func encryptedPEM(
        passphrase: [UInt8], rounds: Int = derivationRounds
    ) throws(OpenSSLError) -> [UInt8] {
        guard !passphrase.isEmpty else {
            throw OpenSSLError("encrypt a private key", finding: "the passphrase is empty")
        }
        // OpenSSL would write a file with a public half and no secret, without a word.
        guard !isInToken else {
            throw OpenSSLError("encode a private key", finding: "it lies in a token, which gives no key away")
        }
        let plain = try unsafe withKey { key throws(OpenSSLError) in
            try unsafe obtain("encode a private key") { unsafe EVP_PKEY2PKCS8(key) }
        }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(plain) }
        let sealed = try unsafe obtain("encrypt a private key") {
            unsafe passphrase.withUnsafeBufferPointer { bytes in
                unsafe PKCS8_encrypt(
                    -1, EVP_aes_256_cbc(), UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self),
                    Int32(bytes.count), nil, 0, Int32(clamping: rounds), plain)
            }
        }
        defer { unsafe X509_SIG_free(sealed) }
        let der = try unsafe encode("an encrypted private key") { unsafe i2d_X509_SIG(sealed, $0) }
        return try PEMBlock(label: PEM_STRING_PKCS8, der: der).pem()
    }

    private static func decrypt(_ sealed: OpaquePointer, _ passphrase: [UInt8]) throws(OpenSSLError) -> OpaquePointer {
        ERR_clear_error()
        let plain = unsafe passphrase.withUnsafeBufferPointer { bytes in
            unsafe PKCS8_decrypt(
                sealed, UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard let plain = unsafe plain else {
            ERR_clear_error()
            throw OpenSSLError("decrypt a private key", finding: "the passphrase is not the one it was encrypted with")
        }
        return unsafe plain
    }
}
