internal import COpenSSL

/// The digest under a signature of somebody else's.
package enum SignatureDigest: Hashable, Sendable {
    case chosen(VerificationDigest)
    /// The algorithm has one of its own, as EdDSA.
    case own
    /// None that is known here: nothing may rely on it, whatever OpenSSL makes of it.
    case unknown

    /// What a policy knows it by; `nil` when there is nothing to judge.
    package var name: String? {
        switch self {
        case .chosen(let digest): digest.rawValue
        case .own: nil
        case .unknown: "unknown"
        }
    }

    /// Of an algorithm of OpenSSL's numbers, and the digest that OpenSSL says goes with it.
    init(signatureNID: Int32, digestNID: Int32?) {
        if signatureNID == NID_ED25519 || signatureNID == NID_ED448 {
            self = .own
        } else {
            self = digestNID.flatMap { VerificationDigest(nid: $0) }.map { .chosen($0) } ?? .unknown
        }
    }

    /// The digest that belongs to a signature algorithm; of RSASSA-PSS, the one that its parameters name.
    ///
    /// Source: RFC 4055 §3.1: without parameters for the digest it is SHA-1.
    init(ofSignatureBy algorithm: UnsafePointer<X509_ALGOR>?) {
        guard let algorithm = unsafe algorithm else {
            self = .unknown
            return
        }
        var (object, kind, value): (OpaquePointer?, Int32, UnsafeRawPointer?) = (nil, 0, nil)
        unsafe X509_ALGOR_get0(&object, &kind, &value, algorithm)
        let identifier = unsafe OBJ_obj2nid(object)
        guard identifier == NID_rsassaPss else {
            var digest: Int32 = 0
            let isFound = unsafe OBJ_find_sigid_algs(identifier, &digest, nil) == 1
            self.init(signatureNID: identifier, digestNID: isFound ? digest : nil)
            return
        }
        self = unsafe Self.digest(ofPSS: kind == V_ASN1_SEQUENCE ? value : nil).map { .chosen($0) } ?? .unknown
    }

    private static func digest(ofPSS value: UnsafeRawPointer?) -> VerificationDigest? {
        guard let value = unsafe value else { return nil }
        let der = unsafe octets(of: value.assumingMemoryBound(to: ASN1_STRING.self))
        let decoded = try? unsafe decodeWhole(
            "parameters of RSASSA-PSS", der, { unsafe d2i_RSA_PSS_PARAMS(nil, $0, $1) },
            free: { unsafe RSA_PSS_PARAMS_free($0) })
        guard let parameters = unsafe decoded else { return nil }
        defer { unsafe RSA_PSS_PARAMS_free(parameters) }
        guard let digest = unsafe parameters.pointee.hashAlgorithm else { return .sha1 }
        return unsafe VerificationDigest(nid: OBJ_obj2nid(digest.pointee.algorithm))
    }
}
