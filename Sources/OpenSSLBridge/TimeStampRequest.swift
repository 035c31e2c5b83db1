private import COpenSSL

/// What a time-stamping unit is asked: to certify that a digest existed.
///
/// Source: RFC 3161 §2.4.1. The unit's certificate is always asked for.
package struct TimeStampRequest: Hashable, Sendable {
    /// TimeStampReq.
    package let der: [UInt8]

    /// - Parameter nonce: Big-endian, at most 20 bytes; `nil` when the answer does not cross a network.
    /// - Throws: ``OpenSSLError`` when the digest has not the algorithm's length.
    package init(digest: [UInt8], algorithm: DigestAlgorithm, nonce: [UInt8]?) throws(OpenSSLError) {
        guard digest.count == algorithm.byteCount else {
            throw OpenSSLError(
                "ask for a time-stamp", finding: "a digest of \(digest.count) bytes, expected \(algorithm.byteCount)")
        }
        let request = try unsafe obtain("ask for a time-stamp") { unsafe TS_REQ_new() }
        defer { unsafe TS_REQ_free(request) }
        try require("set the version") { unsafe TS_REQ_set_version(request, 1) }
        try unsafe Self.setImprint(of: request, digest, algorithm)
        try require("ask for the certificate") { unsafe TS_REQ_set_cert_req(request, 1) }
        if let nonce {
            try unsafe withInteger(nonce) { value throws(OpenSSLError) in
                try require("set the nonce") { unsafe TS_REQ_set_nonce(request, value) }
            }
        }
        der = try unsafe encode("a time-stamp request") { unsafe i2d_TS_REQ(request, $0) }
    }

    private static func setImprint(
        of request: OpaquePointer, _ digest: [UInt8], _ algorithm: DigestAlgorithm
    ) throws(OpenSSLError) {
        let imprint = try unsafe obtain("make an imprint") { unsafe TS_MSG_IMPRINT_new() }
        defer { unsafe TS_MSG_IMPRINT_free(imprint) }
        let identifier = try unsafe obtain("name a digest") { unsafe X509_ALGOR_new() }
        defer { unsafe X509_ALGOR_free(identifier) }
        unsafe X509_ALGOR_set_md(identifier, algorithm.evpMD)
        var octets = digest
        try require("name a digest") { unsafe TS_MSG_IMPRINT_set_algo(imprint, identifier) }
        try require("set a digest") { unsafe TS_MSG_IMPRINT_set_msg(imprint, &octets, Int32(octets.count)) }
        try require("set an imprint") { unsafe TS_REQ_set_msg_imprint(request, imprint) }
    }
}
