import CurlBridge

/// What a service of somebody else did not give, in words for an operator; nothing of what it sent, and no personal data.
package struct TrustServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// No answer, or none with status 200.
        case unreachable
        /// Its address is not public, and the operator has not listed it.
        case addressRefused
        case timedOut
        case tooLarge
        /// It answered with something that it should not have.
        case malformed
        /// It answered that it will not do what was asked.
        case rejected
        /// What it gave is not what was asked for, or not by whom it should be.
        case untrustworthy
        /// Our settings, or the clock, do not allow to ask.
        case notAllowed
    }

    package let code: Code
    /// What was found and expected, for the log.
    package let description: String
    /// The status of HTTP that the server answered with instead of 200, if that was the reason.
    let status: Int?

    /// Whether another question may well be answered by the same server: this one was not, or not with sense.
    package var isOfQuestion: Bool {
        switch code {
        case .malformed, .tooLarge, .rejected: true
        default: status.map { (400...499).contains($0) && ![401, 403, 408, 429].contains($0) } ?? false
        }
    }

    package init(_ code: Code, _ description: String) { self.init(code, description, status: nil) }

    init(_ code: Code, _ description: String, status: Int?) {
        self.code = code
        self.description = description
        self.status = status
    }
}

extension TrustServiceError {
    init(_ error: CurlError, at server: HostAndPort) {
        let code: Code
        switch error.kind {
        case .addressRefused: code = .addressRefused
        case .timedOut: code = .timedOut
        case .tooLarge: code = .tooLarge
        case .couldNotConnect, .transportSecurity, .loginDenied, .refused, .other: code = .unreachable
        }
        let advice =
            code == .addressRefused
            ? "; list \(server) among internalHosts of trust-services.json if it is a server of your own" : ""
        self.init(code, "\(server): \(error)\(advice)")
    }
}
