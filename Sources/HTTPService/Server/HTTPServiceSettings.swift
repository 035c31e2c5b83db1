package import Workflow

/// What a deployment sets of the service.
package struct HTTPServiceSettings: Sendable {
    /// Scheme, host and perhaps port under which people reach the service, without a slash at the end.
    package var publicBaseURL: String
    /// Who runs the service, as the pages name it.
    package var operatorName: String
    /// How people reach who runs the service, as the pages name it.
    package var operatorContact: String
    package var version: String
    /// The keys are those of a demonstration: every page says so.
    package var isDemo: Bool
    /// The last address of `X-Forwarded-For` is the client's; only behind a proxy that sets it.
    package var trustsForwardedFor = false
    /// In which times are shown.
    package var timeZone = SchoolTimeZone.paris
    package var limits = RequestLimits()

    package init(
        publicBaseURL: String, operatorName: String, operatorContact: String, version: String, isDemo: Bool
    ) {
        self.publicBaseURL = publicBaseURL
        self.operatorName = operatorName
        self.operatorContact = operatorContact
        self.version = version
        self.isDemo = isDemo
    }
}

/// How much a client may ask for.
package struct RequestLimits: Hashable, Sendable {
    /// Largest body of a form or of a request to the API.
    package var bodyByteCount = 65_536
    /// Longest time for a body to arrive.
    package var bodyTimeout: Duration = .seconds(15)
    /// A connection without a byte for so long is closed.
    package var idleTimeout: Duration = .seconds(60)
    /// Requests a minute that change something (POST, PUT, PATCH, DELETE) from one address; a whole school may share one.
    package var postsPerMinuteAndAddress = 120
    /// The same with one link or access token.
    package var postsPerMinuteAndSecret = 20
    /// How often a minute a page's script may ask what is wrong, with one link. Asking changes nothing, and is not counted with what does.
    package var checksPerMinuteAndSecret = 60
    /// The same from one address.
    package var checksPerMinuteAndAddress = 240
    /// Papers of the employers' kit a minute for one address: each is made when it is asked for.
    package var kitsPerMinuteAndAddress = 30
    /// Reports on offers: one of a danger hides the offer and writes to schools.
    package var reportsPerMinuteAndAddress = 3

    package init() {}
}
