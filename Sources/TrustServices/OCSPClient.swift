import CMS
import CurlBridge
package import OpenSSLBridge
import PAdESValidation

package import struct Foundation.Date

/// Asks OCSP responders where certificates say they are, and believes nothing of an answer before it is checked.
///
/// Source: RFC 6960 §3.2, §4, appendix A; RFC 5019 §2, §4, §5; RFC 8954.
package struct OCSPClient: Sendable {
    /// Largest answer that is read, in bytes; some carry a whole chain.
    private static let maximumByteCount = 64 * 1024
    /// Addresses of one certificate that are tried.
    private static let maximumAddressCount = 3
    /// Their clock and ours may differ by so many seconds.
    static let clockTolerance: Int64 = 60
    /// An answer that says nothing of the next one is believed for so many seconds.
    static let undatedSeconds: Int64 = 600

    private let http: OutboundHTTP
    private let now: @Sendable () -> Date

    package init(http: OutboundHTTP, now: @escaping @Sendable () -> Date) {
        self.http = http
        self.now = now
    }

    /// An answer that holds now, good or revoked; blocks until it is there.
    ///
    /// - Parameter issuer: Of the certificate, in a chain that the caller has found.
    /// - Throws: ``TrustServiceError`` with what went wrong at the last address tried; `rejected` when a responder does not
    ///   know the certificate.
    package func answer(
        about certificate: Certificate, issuer: Certificate
    ) throws(TrustServiceError) -> OCSPResponse {
        var last = TrustServiceError(.notAllowed, "the certificate names no http address of an OCSP responder")
        let addresses = certificate.responderAddresses.compactMap { ServiceURL($0) }
        for url in addresses.prefix(Self.maximumAddressCount) {
            do throws(TrustServiceError) { return try answer(at: url, about: certificate, issuer) } catch {
                last = error
            }
        }
        throw last
    }

    /// Responders differ in what they understand: a nonce or none, POST or GET, names by SHA-1 or by SHA-256. The next form
    /// is tried only after an answer that may be about the form, so that a server that is slow is asked once.
    private func answer(
        at url: ServiceURL, about certificate: Certificate, _ issuer: Certificate
    ) throws(TrustServiceError) -> OCSPResponse {
        guard url.hasUsualPort || http.policy.isInternal(url.server) else {
            throw TrustServiceError(.notAllowed, "\(url.server) is at another port than 80 and 443")
        }
        var last = TrustServiceError(.notAllowed, "\(url.server) was not asked")
        for form in Form.all {
            let question = try form.question(about: certificate, issuer)
            switch try outcome(of: question, at: url, form) {
            case .body(let body):
                return try OCSPAnswer(body, server: url.server, now: Int64(now().timeIntervalSince1970))
                    .checked(question, about: certificate, issuer)
            case .otherForm(let error): last = error
            }
        }
        throw last
    }

    private enum AnswerOutcome {
        case body([UInt8])
        case otherForm(TrustServiceError)
    }

    private func outcome(
        of question: OCSPRequest, at url: ServiceURL, _ form: Form
    ) throws(TrustServiceError) -> AnswerOutcome {
        let body: [UInt8]
        do throws(TrustServiceError) {
            let (method, address) = form.call(question, at: url)
            body = try http.body(
                of: method, at: address, mediaTypes: ["application/ocsp-response"],
                maximumByteCount: Self.maximumByteCount)
        } catch {
            // A server's refusal may be about the form; silence and redirection are not.
            guard let status = error.status, status >= 400 else { throw error }
            return .otherForm(error)
        }
        guard let refusal = OCSPResponse.refusal(der: body) else { return .body(body) }
        let error = TrustServiceError(
            .rejected, "the OCSP responder at \(url.server) gives no answer: \(refusal.words)")
        if refusal == .tryLater || refusal == .signatureRequired { throw error }
        return .otherForm(error)
    }
}

/// One way in which the same is asked.
private struct Form {
    let naming: OCSPRequest.Naming
    /// Without one, answers made beforehand will do, and caches on the way may give them.
    let hasNonce: Bool

    static let all = [
        Form(naming: .sha1, hasNonce: true), Form(naming: .sha256, hasNonce: true),
        Form(naming: .sha1, hasNonce: false),
    ]

    /// Longest address of a GET, in bytes. Source: RFC 5019 §5, RFC 6960 appendix A.1.
    private static let maximumAddressByteCount = 255

    func question(about certificate: Certificate, _ issuer: Certificate) throws(TrustServiceError) -> OCSPRequest {
        do {
            let nonce = hasNonce ? try SecureRandom.bytes(OCSPRequest.maximumNonceByteCount) : nil
            return try OCSPRequest(about: certificate, issuer: issuer, naming: naming, nonce: nonce)
        } catch {
            throw TrustServiceError(.notAllowed, error.description)
        }
    }

    func call(_ question: OCSPRequest, at url: ServiceURL) -> (HTTPCall.Method, ServiceURL) {
        if !hasNonce, !url.target.contains("?"), let address = url.appending(Base64.pathSegment(question.der)),
            address.description.utf8.count <= Self.maximumAddressByteCount
        {
            return (.get, address)
        }
        return (.post(body: question.der, contentType: "application/ocsp-request"), url)
    }
}

extension OCSPResponse.Refusal {
    fileprivate var words: String {
        switch self {
        case .malformedRequest: "it finds the request malformed"
        case .internalError: "it has failed"
        case .tryLater: "it is to be asked again later"
        case .signatureRequired: "it wants a signed request"
        case .unauthorized: "it is not the one to ask about this certificate"
        }
    }
}
