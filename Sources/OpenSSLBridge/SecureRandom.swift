private import COpenSSL

/// Bytes that nobody can guess, from OpenSSL's generator seeded by the system.
package enum SecureRandom {
    /// - Throws: ``OpenSSLError`` when the generator has no seed.
    package static func bytes(_ count: Int) throws(OpenSSLError) -> [UInt8] {
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        try require("draw \(count) random bytes") { unsafe RAND_bytes(&bytes, Int32(count)) }
        return bytes
    }
}
