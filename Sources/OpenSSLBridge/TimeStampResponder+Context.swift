private import COpenSSL

/// What OpenSSL asks back while it makes a token.
private struct TokenFacts {
    let time: Int64
    let serialNumber: [UInt8]
}

extension TimeStampResponder {
    /// Length of the serial number of a token, in bytes: random, so that no two are equal and no state is kept.
    private static let serialNumberByteCount = 16

    /// Lends the `TS_RESP` that answers `request`.
    ///
    /// A context changes while it responds, so each response has its own, and the responder can be shared.
    func withResponse<Result>(
        to request: [UInt8], at time: Int64, _ body: (OpaquePointer) throws(OpenSSLError) -> Result
    ) throws(OpenSSLError) -> Result {
        let context = try unsafe makeContext()
        defer { unsafe TS_RESP_CTX_free(context) }
        var facts = TokenFacts(time: time, serialNumber: try SecureRandom.bytes(Self.serialNumberByteCount))
        let response = try unsafe withUnsafeMutablePointer(to: &facts) { facts throws(OpenSSLError) in
            unsafe Self.setCallbacks(of: context, facts)
            return try unsafe withBIO(reading: request) { bio throws(OpenSSLError) in
                try unsafe obtain("answer a time-stamp request") { unsafe TS_RESP_create_response(context, bio) }
            }
        }
        defer { unsafe TS_RESP_free(response) }
        return try unsafe body(response)
    }

    private func makeContext() throws(OpenSSLError) -> OpaquePointer {
        let context = try unsafe obtain("set up time-stamping") { unsafe TS_RESP_CTX_new() }
        do throws(OpenSSLError) {
            try unsafe setSigner(of: context)
            try unsafe setProfile(of: context)
        } catch {
            unsafe TS_RESP_CTX_free(context)
            throw error
        }
        return unsafe context
    }

    private func setSigner(of context: OpaquePointer) throws(OpenSSLError) {
        try require("use a time-stamping certificate") {
            unsafe certificate.reading { unsafe TS_RESP_CTX_set_signer_cert(context, $0) }
        }
        try unsafe withSigningKey { key throws(OpenSSLError) in
            try require("use a time-stamping key") { unsafe TS_RESP_CTX_set_signer_key(context, key) }
        }
        try unsafe withStack(of: chain.map { unsafe $0.reading { unsafe $0 } }) { stack throws(OpenSSLError) in
            try require("use a chain") { unsafe TS_RESP_CTX_set_certs(context, stack) }
        }
    }

    /// Source: ETSI EN 319 422 for accuracy, digests and the absence of ordering; RFC 5816 §2.2.1 for ESSCertIDv2.
    private func setProfile(of context: OpaquePointer) throws(OpenSSLError) {
        try require("sign with SHA-256") { unsafe TS_RESP_CTX_set_signer_digest(context, EVP_sha256()) }
        try require("name the certificate by SHA-256") {
            unsafe TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256())
        }
        try unsafe withObject(policyOID) { policy throws(OpenSSLError) in
            try require("set the policy") { unsafe TS_RESP_CTX_set_def_policy(context, policy) }
        }
        for digest in DigestAlgorithm.allCases {
            try require("accept \(digest.rawValue)") { unsafe TS_RESP_CTX_add_md(context, digest.evpMD) }
        }
        try require("set the accuracy") {
            unsafe TS_RESP_CTX_set_accuracy(context, Int32(clamping: accuracySeconds), 0, 0)
        }
    }

    private static func setCallbacks(of context: OpaquePointer, _ facts: UnsafeMutablePointer<TokenFacts>) {
        unsafe TS_RESP_CTX_set_time_cb(
            context,
            { _, data, seconds, microseconds in
                guard let data = unsafe data, let seconds = unsafe seconds else { return 0 }
                unsafe seconds.pointee = unsafe Int(data.assumingMemoryBound(to: TokenFacts.self).pointee.time)
                unsafe microseconds?.pointee = 0
                return 1
            }, facts)
        unsafe TS_RESP_CTX_set_serial_cb(
            context,
            { _, data in
                guard let facts = unsafe data?.assumingMemoryBound(to: TokenFacts.self).pointee,
                    let number = unsafe BN_bin2bn(facts.serialNumber, Int32(facts.serialNumber.count), nil)
                else { return nil }
                defer { unsafe BN_free(number) }
                return unsafe BN_to_ASN1_INTEGER(number, nil)
            }, facts)
    }
}
