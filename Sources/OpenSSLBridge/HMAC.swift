private import COpenSSL

/// Authentication of bytes with a shared key.
///
/// Source: RFC 2104.
package enum HMAC {
    /// HMAC-SHA-256 of `data`, 32 bytes.
    ///
    /// - Throws: ``OpenSSLError`` when the key is empty: an unkeyed code protects nothing.
    package static func sha256(key: [UInt8], data: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        try code("SHA256", byteCount: DigestAlgorithm.sha256.byteCount, key: key, data: data)
    }

    /// HMAC-SHA-1 of `data`, 20 bytes: what applications that show codes have in common (RFC 4226 §5.1). Nothing is known that weakens it
    /// in this use, where collisions of SHA-1 are of no help.
    ///
    /// - Throws: ``OpenSSLError`` when the key is empty.
    package static func sha1(key: [UInt8], data: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        try code("SHA1", byteCount: 20, key: key, data: data)
    }

    private static func code(
        _ digest: String, byteCount: Int, key: [UInt8], data: [UInt8]
    ) throws(OpenSSLError) -> [UInt8] {
        guard !key.isEmpty else {
            throw OpenSSLError("authenticate with HMAC", finding: "the key is empty, expected at least one byte")
        }
        var code = [UInt8](repeating: 0, count: byteCount)
        try require("authenticate with HMAC") {
            let end = unsafe EVP_Q_mac(
                nil, "HMAC", nil, digest, nil, key, key.count, data, data.count, &code, code.count, nil)
            return unsafe end == nil ? 0 : 1
        }
        return code
    }
}

/// Compares secrets in a time that depends on their lengths only.
package func constantTimeEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    unsafe first.count == second.count && CRYPTO_memcmp(first, second, first.count) == 0
}
