import CCurl
private import CCurlShims

/// What libcurl could not do, in its own words, without anything that the server or the message said.
///
/// The text comes from `curl_easy_strerror`, never from the error buffer, where a server's answer (and so an
/// address) may stand.
package struct CurlError: Error, Hashable, Sendable {
    /// The kinds that a caller treats differently.
    package enum Kind: Hashable, Sendable {
        case couldNotConnect, timedOut, transportSecurity, loginDenied, refused, other
        /// No address of the server may be connected to.
        case addressRefused
        /// The answer has more bytes than were allowed.
        case tooLarge
    }

    package let kind: Kind
    /// The phrase that completes "could not …".
    package let operation: String
    package let text: String
    /// Last status of the server's protocol, such as 550 of SMTP; `nil` when it never answered.
    package let status: Int?
}

extension CurlError: CustomStringConvertible {
    package var description: String {
        let answer = status.map { ", the server's last status was \($0)" } ?? ""
        return "could not \(operation): \(text)\(answer)"
    }
}

extension CurlError {
    init(_ code: CURLcode, operation: String, status: Int? = nil, stoppedBy receiver: HTTPReceiver) {
        if receiver.isTooLarge {
            self.init(kind: .tooLarge, operation: operation, text: "the answer is too large", status: status)
        } else if receiver.hasRefusedAddress, code == CURLE_COULDNT_CONNECT {
            let text = "the server's address is none that may be connected to"
            self.init(kind: .addressRefused, operation: operation, text: text, status: nil)
        } else {
            self.init(code, operation: operation, status: status)
        }
    }

    init(_ code: CURLcode, operation: String, status: Int? = nil) {
        let text =
            unsafe seing_curl_easy_strerror(code).map { unsafe String(cString: $0) } ?? "libcurl error \(code.rawValue)"
        self.init(kind: Kind(code, status: status), operation: operation, text: text, status: status)
    }
}

extension CurlError.Kind {
    fileprivate init(_ code: CURLcode, status: Int?) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: self = .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            self = .transportSecurity
        case CURLE_LOGIN_DENIED: self = .loginDenied
        default: self = (status ?? 0) >= 400 ? .refused : .other
        }
    }
}
