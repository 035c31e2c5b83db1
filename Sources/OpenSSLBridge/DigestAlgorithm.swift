private import COpenSSL

/// A digest that a signature of ours may use; SHA-1 and SHA-224 have no case and so cannot be asked for.
///
/// Source: ETSI TS 119 312; RFC 5754 §2 for the identifiers.
package enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable {
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"

    /// The algorithm of an object identifier in dotted form; `nil` for any other.
    package init?(oid: String) {
        guard let algorithm = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = algorithm
    }

    /// Object identifier in dotted form.
    package var oid: String {
        switch self {
        case .sha256: "2.16.840.1.101.3.4.2.1"
        case .sha384: "2.16.840.1.101.3.4.2.2"
        case .sha512: "2.16.840.1.101.3.4.2.3"
        }
    }

    /// Length of the result, in bytes.
    package var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of `bytes`.
    package func digest(_ bytes: [UInt8]) -> [UInt8] { digest(bytes[...]) }

    /// The digest of a part of some bytes, which is not copied.
    package func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initializedCount in
            let status = unsafe bytes.withUnsafeBytes {
                unsafe EVP_Digest($0.baseAddress, $0.count, buffer.baseAddress, nil, fetchedMD, nil)
            }
            precondition(status == 1, "OpenSSL always has \(rawValue)")
            initializedCount = byteCount
        }
    }

    /// What digests are made with; never freed.
    var fetchedMD: OpaquePointer? {
        switch self {
        case .sha256: unsafe FetchedDigest.sha256.md
        case .sha384: unsafe FetchedDigest.sha384.md
        case .sha512: unsafe FetchedDigest.sha512.md
        }
    }

    /// OpenSSL's static description; never freed.
    var evpMD: OpaquePointer? {
        switch self {
        case .sha256: unsafe EVP_sha256()
        case .sha384: unsafe EVP_sha384()
        case .sha512: unsafe EVP_sha512()
        }
    }
}
