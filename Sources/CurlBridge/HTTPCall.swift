/// One HTTP request and the bounds within which its answer is taken.
///
/// Nothing of the environment takes part: no proxy, no cookie, no credentials but those given here, no redirection.
package struct HTTPCall: Sendable {
    package enum Method: Hashable, Sendable {
        case get
        case post(body: [UInt8], contentType: String)
    }

    package var method: Method
    /// Begins with `http://` or `https://`; its text has been checked by the caller.
    package var url: String
    /// Media type that the answer should have.
    package var accept: String
    /// Longest time until connection and TLS stand.
    package var connectTimeout: Duration
    /// Longest time for the whole exchange.
    package var timeout: Duration
    /// An answer with more bytes is given up as they arrive.
    package var maximumByteCount: Int
    /// PEM file of the only authorities that an https server's certificate is checked against; the system's when `nil`.
    package var authoritiesFile: String?
    /// What the server is told by basic authentication; nothing when `nil`.
    package var credentials: HTTPCredentials?
    /// What the server is told by a header field of its own; nothing when `nil`.
    package var secretHeader: HTTPSecretHeader?
    /// What else is said in fields of the header.
    package var fields: [HTTPSecretHeader] = []
    /// Asked with each address, after names were resolved and just before a socket is connected to it.
    package var permits: @Sendable (IPAddress) -> Bool

    package init(
        method: Method, url: String, accept: String, connectTimeout: Duration, timeout: Duration, maximumByteCount: Int,
        authoritiesFile: String? = nil, credentials: HTTPCredentials? = nil,
        permits: @escaping @Sendable (IPAddress) -> Bool
    ) {
        self.method = method
        self.url = url
        self.accept = accept
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maximumByteCount = maximumByteCount
        self.authoritiesFile = authoritiesFile
        self.credentials = credentials
        self.permits = permits
    }
}

/// What a server answered, whatever its status.
package struct HTTPAnswer: Hashable, Sendable {
    package let status: Int
    /// As the server wrote it, parameters included.
    package let contentType: String?
    package let body: [UInt8]

    package init(status: Int, contentType: String?, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}
