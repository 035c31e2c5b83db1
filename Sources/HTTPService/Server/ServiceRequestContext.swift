package import Hummingbird
package import NIOCore

/// What the service knows of one request besides the request itself.
package struct ServiceRequestContext: RequestContext, RemoteAddressRequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The peer of the connection, which is the proxy when there is one.
    package let remoteAddress: SocketAddress?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// Where a client is sent in what we write: never the raw path of a link.
    var route: String { endpointPath ?? "unrouted" }
}
