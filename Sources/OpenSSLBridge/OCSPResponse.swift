private import COpenSSL

/// An OCSP answer held by OpenSSL: what a responder said about some certificates.
///
/// Owns exactly one `OCSP_BASICRESP`, released in `deinit`. Equal when the bytes are.
///
/// Source: RFC 6960 §4.2.
@safe package final class OCSPResponse: @unchecked Sendable {
    // Sound: never changed after init; verifying reads only.
    private let basic: OpaquePointer
    package let der: [UInt8]
    /// Unix time.
    package let producedAt: Int64

    /// - Parameter der: An OCSPResponse, as in a PDF's validation data, or the BasicOCSPResponse in it, as in a CMS.
    /// - Throws: ``OpenSSLError`` when the bytes are neither, or a response that answers nothing.
    package init(der: [UInt8]) throws(OpenSSLError) {
        let basic = try unsafe Self.basicResponse(der)
        unsafe self.basic = unsafe basic
        self.der = der
        guard let time = unsafe unixSeconds(of: OCSP_resp_get0_produced_at(basic)) else {
            unsafe OCSP_BASICRESP_free(basic)
            throw OpenSSLError("read an OCSP response", finding: "producedAt is no time")
        }
        producedAt = time
    }

    deinit { unsafe OCSP_BASICRESP_free(basic) }

    private static func basicResponse(_ der: [UInt8]) throws(OpenSSLError) -> OpaquePointer {
        let whole = try? unsafe decodeWhole(
            "an OCSP response", der, { unsafe d2i_OCSP_RESPONSE(nil, $0, $1) }, free: { unsafe OCSP_RESPONSE_free($0) })
        guard let response = unsafe whole else {
            return try unsafe decodeWhole(
                "an OCSP response", der, { unsafe d2i_OCSP_BASICRESP(nil, $0, $1) },
                free: { unsafe OCSP_BASICRESP_free($0) })
        }
        defer { unsafe OCSP_RESPONSE_free(response) }
        guard unsafe OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL else {
            throw OpenSSLError("read an OCSP response", finding: "the responder refused to answer")
        }
        return try unsafe obtain("read an OCSP response") { unsafe OCSP_response_get1_basic(response) }
    }

    /// Lends the pointer to a body that cannot fail; it must not escape.
    func reading<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(basic) }
}

extension OCSPResponse: Hashable {
    package static func == (first: OCSPResponse, second: OCSPResponse) -> Bool { first.der == second.der }

    package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension OCSPResponse {
    /// Certificates that the responder sent along; not trusted for that.
    var certificates: [Certificate] {
        unsafe reading { basic in
            guard let stack = unsafe OCSP_resp_get0_certs(basic) else { return [] }
            return unsafe elements(of: stack).prefix(Self.certificateCountLimit).compactMap { element in
                let x509 = OpaquePointer(element)
                guard let der = try? unsafe encode("a certificate", { unsafe i2d_X509(x509, $0) }) else { return nil }
                return try? Certificate(der: der)
            }
        }
    }

    private static let certificateCountLimit = 8

    /// Whether it was made with the key of this certificate, whoever that may be.
    func isSigned(by responder: Certificate) -> Bool {
        ERR_clear_error()
        defer { ERR_clear_error() }
        return unsafe reading { basic in
            let verdict = try? unsafe responder.withX509 { x509 throws(OpenSSLError) in
                try unsafe withStack(of: [x509]) { stack throws(OpenSSLError) in
                    // Only the signature is asked for: who may answer is decided by us, at the time of the answer.
                    unsafe OCSP_basic_verify(basic, stack, nil, UInt(OCSP_NOINTERN | OCSP_NOVERIFY))
                }
            }
            return verdict == 1
        }
    }

    var hasCriticalExtension: Bool {
        unsafe reading { basic in
            unsafe (0..<max(0, OCSP_BASICRESP_get_ext_count(basic))).contains {
                unsafe X509_EXTENSION_get_critical(OCSP_BASICRESP_get_ext(basic, $0)) == 1
            }
        }
    }

    var signatureDigest: SignatureDigest {
        unsafe reading { basic in
            unsafe SignatureDigest(ofSignatureBy: OCSP_resp_get0_tbs_sigalg(basic))
        }
    }
}
