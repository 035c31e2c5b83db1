private import COpenSSL

/// A digest that a signature of anybody may use, weak ones included: whether it is relied on is for a policy to say.
///
/// What is signed here uses ``DigestAlgorithm``, which has no weak case.
///
/// Source: RFC 5754 §2; RFC 8702 §3.1; NIST's registry for SHA-3.
package enum VerificationDigest: String, Hashable, Sendable, CaseIterable {
    case md5 = "MD5"
    case sha1 = "SHA-1"
    case sha224 = "SHA-224"
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"
    case sha3x256 = "SHA3-256"
    case sha3x384 = "SHA3-384"
    case sha3x512 = "SHA3-512"
    /// With 64 bytes of output, as Ed448 uses it. Source: RFC 8419 §2.3.
    case shake256 = "SHAKE256"

    /// Object identifier in dotted form.
    package var oid: String {
        switch self {
        case .md5: "1.2.840.113549.2.5"
        case .sha1: "1.3.14.3.2.26"
        case .sha224: "2.16.840.1.101.3.4.2.4"
        case .sha256: "2.16.840.1.101.3.4.2.1"
        case .sha384: "2.16.840.1.101.3.4.2.2"
        case .sha512: "2.16.840.1.101.3.4.2.3"
        case .sha3x256: "2.16.840.1.101.3.4.2.8"
        case .sha3x384: "2.16.840.1.101.3.4.2.9"
        case .sha3x512: "2.16.840.1.101.3.4.2.10"
        case .shake256: "2.16.840.1.101.3.4.2.12"
        }
    }

    /// The algorithm of an object identifier in dotted form; `nil` for one that is not known.
    package init?(oid: String) {
        guard let digest = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = digest
    }

    /// The algorithm of one of OpenSSL's numbers; `nil` for one that is not known.
    init?(nid: Int32) {
        guard let object = unsafe OBJ_nid2obj(nid) else { return nil }
        self.init(oid: unsafe dottedForm(of: object))
    }

    /// OpenSSL's static description; never freed.
    var evpMD: OpaquePointer? {
        switch self {
        case .md5: unsafe EVP_md5()
        case .sha1: unsafe EVP_sha1()
        case .sha224: unsafe EVP_sha224()
        case .sha256: unsafe EVP_sha256()
        case .sha384: unsafe EVP_sha384()
        case .sha512: unsafe EVP_sha512()
        case .sha3x256: unsafe EVP_sha3_256()
        case .sha3x384: unsafe EVP_sha3_384()
        case .sha3x512: unsafe EVP_sha3_512()
        case .shake256: unsafe EVP_shake256()
        }
    }

    /// What digests are made with; never freed.
    var fetchedMD: OpaquePointer? {
        switch self {
        case .sha256: unsafe FetchedDigest.sha256.md
        case .sha384: unsafe FetchedDigest.sha384.md
        case .sha512: unsafe FetchedDigest.sha512.md
        default: unsafe evpMD
        }
    }

    /// The digest of bytes that come in pieces; `nil` when this OpenSSL does not have the algorithm.
    package func digest(_ pieces: [ArraySlice<UInt8>]) -> [UInt8]? {
        clearErrors()
        defer { clearErrors() }
        guard let context = unsafe EVP_MD_CTX_new() else { return nil }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestInit_ex(context, fetchedMD, nil) == 1 else { return nil }
        for piece in pieces {
            let isTaken = unsafe piece.withUnsafeBytes {
                unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1
            }
            guard isTaken else { return nil }
        }
        return unsafe finish(context)
    }

    /// The digest that a borrowed context has come to; it is of no use afterwards.
    func finish(_ context: OpaquePointer) -> [UInt8]? {
        guard self == .shake256 else {
            var value = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
            var count: UInt32 = 0
            guard unsafe EVP_DigestFinal_ex(context, &value, &count) == 1 else { return nil }
            return Array(value.prefix(Int(count)))
        }
        var value = [UInt8](repeating: 0, count: Self.shakeByteCount)
        return unsafe EVP_DigestFinalXOF(context, &value, value.count) == 1 ? value : nil
    }

    package func digest(_ bytes: [UInt8]) -> [UInt8]? { digest([bytes[...]]) }

    private static let shakeByteCount = 64
}
