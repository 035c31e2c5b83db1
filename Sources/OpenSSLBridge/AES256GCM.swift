private import COpenSSL

/// Encryption that also detects any change.
///
/// Source: NIST SP 800-38D.
package enum AES256GCM {
    /// Length of a key, in bytes.
    package static let keyByteCount = 32
    /// Length of a nonce, in bytes; never use one twice with a key.
    package static let nonceByteCount = 12
    /// Length of the tag at the end of a sealed message, in bytes.
    package static let tagByteCount = 16

    /// Encrypts `plaintext` and authenticates it together with `associatedData`.
    ///
    /// - Returns: The ciphertext, as long as the plaintext, followed by the tag of 16 bytes.
    /// - Throws: ``OpenSSLError`` when key or nonce have another length.
    package static func seal(
        _ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], associatedData: [UInt8] = []
    ) throws(OpenSSLError) -> [UInt8] {
        let context = try unsafe makeContext(encrypting: true, key: key, nonce: nonce)
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        try unsafe feed(associatedData, to: context)
        let ciphertext = try unsafe transform(plaintext, with: context)
        try require("finish sealing") { unsafe finish(context) }
        var tag = [UInt8](repeating: 0, count: tagByteCount)
        try require("take the tag") {
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount), &tag)
        }
        return ciphertext + tag
    }

    /// Decrypts what ``seal(_:key:nonce:associatedData:)`` made.
    ///
    /// - Throws: ``OpenSSLError`` when key, nonce, associated data or any byte of `sealed` is another.
    package static func open(
        _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], associatedData: [UInt8] = []
    ) throws(OpenSSLError) -> [UInt8] {
        guard sealed.count >= tagByteCount else {
            throw OpenSSLError(
                "open a sealed message", finding: "\(sealed.count) bytes, expected at least \(tagByteCount)")
        }
        let context = try unsafe makeContext(encrypting: false, key: key, nonce: nonce)
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        try unsafe feed(associatedData, to: context)
        let plaintext = try unsafe transform(Array(sealed.dropLast(tagByteCount)), with: context)
        var tag = Array(sealed.suffix(tagByteCount))
        try require("set the tag") {
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagByteCount), &tag)
        }
        guard unsafe finish(context) == 1 else {
            throw OpenSSLError("open a sealed message", finding: "the tag does not match key, nonce and bytes")
        }
        return plaintext
    }

    private static func makeContext(
        encrypting: Bool, key: [UInt8], nonce: [UInt8]
    ) throws(OpenSSLError) -> OpaquePointer {
        guard key.count == keyByteCount, nonce.count == nonceByteCount else {
            throw OpenSSLError(
                "start AES-256-GCM",
                finding: "key of \(key.count) and nonce of \(nonce.count) bytes, expected 32 and 12")
        }
        let context = try unsafe obtain("make a cipher context") { unsafe EVP_CIPHER_CTX_new() }
        let status = unsafe EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, encrypting ? 1 : 0)
        guard status == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw OpenSSLError(drainingQueueAfter: "start AES-256-GCM")
        }
        return unsafe context
    }

    private static func feed(_ associatedData: [UInt8], to context: OpaquePointer) throws(OpenSSLError) {
        guard !associatedData.isEmpty else { return }
        var count: Int32 = 0
        try require("authenticate associated data") {
            unsafe EVP_CipherUpdate(context, nil, &count, associatedData, Int32(associatedData.count))
        }
    }

    private static func transform(_ bytes: [UInt8], with context: OpaquePointer) throws(OpenSSLError) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        var result = [UInt8](repeating: 0, count: bytes.count)
        var count: Int32 = 0
        try require("run AES-256-GCM over \(bytes.count) bytes") {
            unsafe EVP_CipherUpdate(context, &result, &count, bytes, Int32(bytes.count))
        }
        return result
    }

    /// GCM has no last block: what is left to do is the tag.
    private static func finish(_ context: OpaquePointer) -> Int32 {
        var unused = [UInt8](repeating: 0, count: 16)
        var count: Int32 = 0
        return unsafe EVP_CipherFinal_ex(context, &unused, &count)
    }
}
