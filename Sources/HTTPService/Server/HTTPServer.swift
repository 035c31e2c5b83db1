import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The service's door to the network, as a part of a `ServiceGroup`: it takes no new connection once told to stop, and
/// ends when the requests at hand are answered.
package struct HTTPServer: Service {
    private let application: Application<RouterResponder<ServiceRequestContext>>
    private let address: ListenAddress

    /// - Parameters:
    ///   - onReady: Told the port once connections are taken; the port matters when the system chose it.
    /// - Throws: ``ServiceError`` with code `demoBeyondLoopback` when the keys are those of a demonstration and the
    ///   address can be reached from elsewhere.
    package init(
        _ parts: ServiceParts, _ settings: HTTPServiceSettings, address: ListenAddress,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws(ServiceError) {
        try address.checkReach(isDemo: settings.isDemo)
        self.address = address
        var configuration = HTTP1Channel.Configuration()
        configuration.idleTimeout = .nanoseconds(Int64(settings.limits.idleTimeout / .nanoseconds(1)))
        configuration.httpDecoder = .init(
            maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100)
        application = Application(
            router: ServiceRouter.build(parts, settings),
            server: .http1(configuration: configuration),
            configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? address.port) },
            logger: parts.logger)
    }

    /// - Throws: ``ServiceError`` with code `portInUse` or `addressUnavailable` when it cannot listen.
    package func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw explained(error)
        }
    }

    private func explained(_ error: IOError) -> any Error {
        let known = [EADDRINUSE, EADDRNOTAVAIL, EACCES]
        return known.contains(error.errnoCode) ? ServiceError.cannotListen(on: address, errno: error.errnoCode) : error
    }
}
