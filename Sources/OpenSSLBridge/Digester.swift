private import COpenSSL

/// A digest over bytes that arrive in pieces, such as the two spans of a `/ByteRange`.
///
/// Not Sendable: it changes with each piece, so one task uses it.
@safe package final class Digester {
    private let context: OpaquePointer
    private let algorithm: DigestAlgorithm

    /// - Throws: ``OpenSSLError`` when memory is short.
    package init(_ algorithm: DigestAlgorithm) throws(OpenSSLError) {
        let context = try unsafe obtain("make a digest context") { unsafe EVP_MD_CTX_new() }
        unsafe self.context = unsafe context
        self.algorithm = algorithm
        try require("start \(algorithm.rawValue)") { unsafe EVP_DigestInit_ex(context, algorithm.fetchedMD, nil) }
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds a piece.
    package func update(_ bytes: ArraySlice<UInt8>) throws(OpenSSLError) {
        try require("digest \(bytes.count) bytes") {
            unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        }
    }

    /// Adds a piece.
    package func update(_ bytes: [UInt8]) throws(OpenSSLError) { try update(bytes[...]) }

    /// The digest of everything added up to now; more can be added.
    package func digestSoFar() throws(OpenSSLError) -> [UInt8] {
        let copy = try unsafe obtain("make a digest context") { unsafe EVP_MD_CTX_new() }
        defer { unsafe EVP_MD_CTX_free(copy) }
        try require("copy \(algorithm.rawValue)") { unsafe EVP_MD_CTX_copy_ex(copy, context) }
        var digest = [UInt8](repeating: 0, count: algorithm.byteCount)
        try require("finish \(algorithm.rawValue)") { unsafe EVP_DigestFinal_ex(copy, &digest, nil) }
        return digest
    }

    /// The digest of everything added; the digester starts anew.
    package func finalize() throws(OpenSSLError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: algorithm.byteCount)
        try require("finish \(algorithm.rawValue)") { unsafe EVP_DigestFinal_ex(context, &digest, nil) }
        try require("start \(algorithm.rawValue)") { unsafe EVP_DigestInit_ex(context, algorithm.fetchedMD, nil) }
        return digest
    }
}
