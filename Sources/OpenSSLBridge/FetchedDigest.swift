private import COpenSSL

/// A digest as OpenSSL's provider has it, looked up once: with a description such as `EVP_sha256()` OpenSSL looks it up by its name
/// for each digest, which takes longer than to digest a certificate.
///
/// Source: crypto(7), "Performance".
@safe struct FetchedDigest: @unchecked Sendable {
    // Sound: never freed nor changed, and OpenSSL's objects of algorithms may be used by any thread.
    let md: OpaquePointer?

    static let sha256 = unsafe FetchedDigest("SHA256", otherwise: EVP_sha256())
    static let sha384 = unsafe FetchedDigest("SHA384", otherwise: EVP_sha384())
    static let sha512 = unsafe FetchedDigest("SHA512", otherwise: EVP_sha512())

    private init(_ name: String, otherwise description: OpaquePointer?) {
        unsafe md = unsafe EVP_MD_fetch(nil, name, nil) ?? description
    }
}
