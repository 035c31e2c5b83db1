internal import COpenSSL

extension VerificationDigest {
    /// The digest that belongs to a signature algorithm; of RSASSA-PSS, the one that its parameters name.
    ///
    /// - Returns: `nil` when the algorithm has none of its own to choose, as EdDSA, or is not known.
    ///
    /// Source: RFC 4055 §3.1: without parameters for the digest it is SHA-1.
    init?(ofSignatureBy algorithm: UnsafePointer<X509_ALGOR>?) {
        guard let algorithm = unsafe algorithm else { return nil }
        var (object, kind, value): (OpaquePointer?, Int32, UnsafeRawPointer?) = (nil, 0, nil)
        unsafe X509_ALGOR_get0(&object, &kind, &value, algorithm)
        let identifier = unsafe OBJ_obj2nid(object)
        guard identifier == NID_rsassaPss else {
            var digest: Int32 = 0
            guard unsafe OBJ_find_sigid_algs(identifier, &digest, nil) == 1 else { return nil }
            self.init(nid: digest)
            return
        }
        guard kind == V_ASN1_SEQUENCE, let value = unsafe value else { return nil }
        let der = unsafe octets(of: value.assumingMemoryBound(to: ASN1_STRING.self))
        let decoded = try? unsafe decodeWhole(
            "parameters of RSASSA-PSS", der, { unsafe d2i_RSA_PSS_PARAMS(nil, $0, $1) },
            free: { unsafe RSA_PSS_PARAMS_free($0) })
        guard let parameters = unsafe decoded else { return nil }
        defer { unsafe RSA_PSS_PARAMS_free(parameters) }
        guard let digest = unsafe parameters.pointee.hashAlgorithm else {
            self = .sha1
            return
        }
        unsafe self.init(nid: OBJ_obj2nid(digest.pointee.algorithm))
    }
}
