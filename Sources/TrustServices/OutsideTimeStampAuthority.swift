package import CurlBridge
package import OpenSSLBridge

/// A time-stamping authority of somebody else, and what the operator expects of it.
package struct OutsideTimeStampAuthority: Sendable {
    /// How its server is reached.
    package struct Access: Sendable {
        package var authoritiesFile: String?
        package var credentials: HTTPCredentials?

        package init(authoritiesFile: String? = nil, credentials: HTTPCredentials? = nil) {
            self.authoritiesFile = authoritiesFile
            self.credentials = credentials
        }
    }

    /// The operator's name for it, which the journal records.
    package let name: String
    package let url: ServiceURL
    /// The only roots that its certificate may lead to.
    package let anchors: [Certificate]
    /// Certificates that help to build the chain; not trusted by being here.
    package let intermediates: [Certificate]
    /// Policies of which a token must name one, in dotted form; empty accepts any.
    package let policies: Set<String>
    /// PEM file of the authorities that its https server's certificate is checked against; the system's when `nil`.
    package let authoritiesFile: String?
    /// What its server is told with each request, over https; `nil` when it asks for nothing.
    package let credentials: HTTPCredentials?
    /// A longer token is refused: there is no place for it in the document.
    package let maximumTokenByteCount: Int

    package init(
        name: String, url: ServiceURL, anchors: [Certificate], intermediates: [Certificate] = [],
        policies: Set<String> = [], access: Access = Access(), maximumTokenByteCount: Int = 8_192
    ) {
        self.name = name
        self.url = url
        self.anchors = anchors
        self.intermediates = intermediates
        self.policies = policies
        authoritiesFile = access.authoritiesFile
        credentials = access.credentials
        self.maximumTokenByteCount = maximumTokenByteCount
    }
}

/// A token and who made it.
package struct MadeTimeStamp: Hashable, Sendable {
    /// In DER.
    package let token: [UInt8]
    package let authority: String

    package init(token: [UInt8], authority: String) {
        self.token = token
        self.authority = authority
    }
}
