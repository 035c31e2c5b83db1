/// The submission server, and how it is spoken to.
package struct SMTPServer: Hashable, Sendable {
    package enum TransportSecurity: String, Hashable, Sendable, CaseIterable {
        /// STARTTLS or nothing is sent.
        case startTLSRequired = "starttls-required"
        /// STARTTLS when the server offers it, in clear when it does not.
        case startTLSIfOffered = "starttls-if-offered"
        /// TLS from the first byte (port 465).
        case implicitTLS = "implicit-tls"
    }

    package struct Credentials: Hashable, Sendable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package var host: String
    package var port: Int
    package var security: TransportSecurity
    package var credentials: Credentials?
    /// PEM file of the authorities that the server's certificate is checked against; the system's when `nil`.
    package var authoritiesFile: String?
    package var connectTimeout: Duration
    /// Longest time for the whole message.
    package var timeout: Duration
    /// What we call ourselves in EHLO.
    package var clientName: String

    package init(
        host: String, port: Int = 587, security: TransportSecurity = .startTLSRequired, credentials: Credentials? = nil,
        authoritiesFile: String? = nil, connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(30),
        clientName: String = "localhost"
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.authoritiesFile = authoritiesFile
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.clientName = clientName
    }
}

/// A password must not reach a log through string interpolation.
extension SMTPServer.Credentials: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "credentials (withheld)" }
    package var debugDescription: String { description }
}
