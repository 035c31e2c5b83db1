package import CurlBridge

/// Asks servers of others, within bounds of address, time and size.
///
/// Blocks; the caller keeps it off the threads that tasks need.
package struct OutboundHTTP: Sendable {
    package let policy: AddressPolicy
    package var connectTimeout: Duration
    package var timeout: Duration

    package init(
        policy: AddressPolicy, connectTimeout: Duration = .seconds(3), timeout: Duration = .seconds(8)
    ) {
        self.policy = policy
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }

    /// The body of an answer with status 200 and one of the media types.
    ///
    /// - Parameters:
    ///   - mediaTypes: What the answer may be; the first one is asked for. Empty takes any.
    ///   - authoritiesFile: PEM file of the authorities for https; the system's when `nil`.
    ///   - credentials: For this server, over https; nobody else is told.
    /// - Throws: ``TrustServiceError``, without anything that the server sent.
    package func body(
        of method: HTTPCall.Method, at url: ServiceURL, mediaTypes: [String], maximumByteCount: Int,
        authoritiesFile: String? = nil, credentials: HTTPCredentials? = nil
    ) throws(TrustServiceError) -> [UInt8] {
        let policy = policy
        let call = HTTPCall(
            method: method, url: url.description, accept: mediaTypes.first ?? "*/*", connectTimeout: connectTimeout,
            timeout: timeout, maximumByteCount: maximumByteCount, authoritiesFile: authoritiesFile,
            credentials: credentials, permits: { policy.permits($0, for: url.server) })
        precondition(credentials == nil || url.isSecure, "a secret is told over https only")
        let answer: HTTPAnswer
        do { answer = try call.perform() } catch { throw TrustServiceError(error, at: url.server) }
        guard answer.status != 401, answer.status != 403 || credentials == nil else {
            let advice =
                credentials == nil ? "does it want \"user\" and \"passwordFile\"?" : "are user and password right?"
            throw TrustServiceError(
                .unreachable, "\(url.server) answered with status \(answer.status): it does not let us in; \(advice)",
                status: answer.status)
        }
        guard answer.status == 200 else {
            throw TrustServiceError(
                .unreachable,
                "\(url.server) answered with status \(answer.status), expected 200; redirections are not followed",
                status: answer.status)
        }
        let found = answer.contentType.map(Self.mediaType) ?? "none"
        guard mediaTypes.isEmpty || mediaTypes.contains(found) else {
            throw TrustServiceError(
                .malformed,
                "\(url.server) answered with another media type, expected \(mediaTypes.joined(separator: " or "))")
        }
        return answer.body
    }

    /// Without parameters, in lower case.
    ///
    /// Source: RFC 9110 §8.3.1.
    private static func mediaType(_ field: String) -> String {
        String(field.prefix { $0 != ";" }.filter { !$0.isWhitespace }).lowercased()
    }
}
