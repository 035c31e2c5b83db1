private import COpenSSL

/// A question about one certificate, for an OCSP responder.
///
/// Source: RFC 6960 §4.1; RFC 8954 for the nonce.
package struct OCSPRequest: Hashable, Sendable {
    /// By which digest the certificate's issuer is named; a name, and no protection.
    package enum Naming: Hashable, Sendable, CaseIterable {
        /// What every responder understands (RFC 5019 §2.1.1).
        case sha1
        case sha256

        fileprivate var digest: VerificationDigest { self == .sha1 ? .sha1 : .sha256 }
    }

    /// Source: RFC 8954 §2.1.
    package static let maximumNonceByteCount = 32

    package let der: [UInt8]
    package let naming: Naming
    package let nonce: [UInt8]?

    /// - Parameter nonce: From 1 to 32 bytes that nobody can foresee; `nil` for an answer that may have been made before.
    package init(
        about certificate: Certificate, issuer: Certificate, naming: Naming, nonce: [UInt8]?
    ) throws(OpenSSLError) {
        let operation = "make an OCSP request"
        guard nonce.map({ (1...Self.maximumNonceByteCount).contains($0.count) }) ?? true else {
            throw OpenSSLError(operation, finding: "a nonce of another length than 1 to 32 bytes")
        }
        let request = try unsafe obtain(operation) { unsafe OCSP_REQUEST_new() }
        defer { unsafe OCSP_REQUEST_free(request) }
        let identifier = try unsafe obtain(operation) {
            unsafe certificate.identifier(naming: naming, issuer: issuer)
        }
        // The request owns the identifier from here on.
        guard unsafe OCSP_request_add0_id(request, identifier) != nil else {
            unsafe OCSP_CERTID_free(identifier)
            throw OpenSSLError(drainingQueueAfter: operation)
        }
        if var value = nonce {
            try require(operation) { unsafe OCSP_request_add1_nonce(request, &value, Int32(value.count)) }
        }
        der = try unsafe encode("an OCSP request") { unsafe i2d_OCSP_REQUEST(request, $0) }
        self.naming = naming
        self.nonce = nonce
    }
}

extension Certificate {
    /// - Returns: Owned by the caller; `nil` when OpenSSL could not make it.
    fileprivate func identifier(naming: OCSPRequest.Naming, issuer: Certificate) -> OpaquePointer? {
        unsafe reading { subject in
            unsafe issuer.reading { unsafe OCSP_cert_to_id(naming.digest.evpMD, subject, $0) }
        }
    }

    /// Where the certificate says that its issuer's OCSP responder is, in the certificate's order; a stranger's text, not
    /// checked at all.
    ///
    /// Source: RFC 5280 §4.2.2.1 (id-ad-ocsp).
    package var responderAddresses: [String] {
        unsafe reading { x509 in
            guard let stack = unsafe X509_get1_ocsp(x509) else { return [] }
            defer { unsafe X509_email_free(stack) }
            return unsafe elements(of: stack).map { element in
                unsafe String(cString: element.assumingMemoryBound(to: CChar.self))
            }
        }
    }
}

extension OCSPResponse {
    /// What the answer's extension repeats of the request; `nil` when there is none.
    ///
    /// Source: RFC 6960 §4.4.1; RFC 8954.
    package var nonce: [UInt8]? {
        unsafe reading { basic in
            let index = unsafe OCSP_BASICRESP_get_ext_by_NID(basic, NID_id_pkix_OCSP_Nonce, -1)
            guard index >= 0 else { return nil }
            let value = unsafe octets(of: X509_EXTENSION_get_data(OCSP_BASICRESP_get_ext(basic, index)))
            // The extension's value holds an octet string; some responders leave that out.
            guard value.count >= 2, value[0] == 0x04, Int(value[1]) == value.count - 2 else { return value }
            return Array(value.dropFirst(2))
        }
    }

    /// Whether it says of this certificate, as the request names it, that the responder does not know it.
    package func isUnknown(_ certificate: Certificate, issuer: Certificate, naming: OCSPRequest.Naming) -> Bool {
        guard let identifier = unsafe certificate.identifier(naming: naming, issuer: issuer) else { return false }
        defer { unsafe OCSP_CERTID_free(identifier) }
        var status: Int32 = -1
        let found = unsafe reading { unsafe OCSP_resp_find_status($0, identifier, &status, nil, nil, nil, nil) }
        return found == 1 && status == V_OCSP_CERTSTATUS_UNKNOWN
    }

    /// Why a responder gave no answer.
    ///
    /// Source: RFC 6960 §2.3, §4.2.1.
    package enum Refusal: Int, Hashable, Sendable {
        case malformedRequest = 1
        case internalError = 2
        case tryLater = 3
        case signatureRequired = 5
        case unauthorized = 6
    }

    /// - Returns: `nil` when the bytes are no OCSPResponse, or one with an answer.
    package static func refusal(der: [UInt8]) -> Refusal? {
        let whole = try? unsafe decodeWhole(
            "an OCSP response", der, { unsafe d2i_OCSP_RESPONSE(nil, $0, $1) }, free: { unsafe OCSP_RESPONSE_free($0) })
        guard let response = unsafe whole else { return nil }
        defer { unsafe OCSP_RESPONSE_free(response) }
        return unsafe Refusal(rawValue: Int(OCSP_response_status(response)))
    }
}
