import ServiceLifecycle
import Testing
import ToolSupport

@testable import HTTPService

/// The service behind a real port, for what talks to it from outside.
extension ServiceUnderTest {
    /// Listens as long as something is done with it.
    ///
    /// - Parameter body: Given the port, on 127.0.0.1.
    func listening<Value>(_ body: (_ port: Int) async throws -> Value) async throws -> Value {
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let server = try HTTPServer(try parts(), settings, address: ListenAddress(port: 0)) { port in
            ready.yield(port)
        }
        let group = ServiceGroup(services: [server], logger: log.logger)
        async let end: Void = group.run()
        let port = try #require(await ports.first { _ in true })
        let value = try await body(port)
        await group.triggerGracefulShutdown()
        try await end
        return value
    }

    /// Looks at pages in a browser, at each size, and finds no fault with any.
    ///
    /// - Parameters:
    ///   - paths: As ``PageLook`` takes addresses, from the first slash.
    ///   - cookie: Of who looks; none of somebody who has not entered.
    func look(
        at paths: [String], cookie: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let report = try await listening { port in
            try await PageLook.report(on: paths.map { "http://127.0.0.1:\(port)\($0)" }, cookie: cookie)
        }
        #expect(report.seen == paths.count * PageLook.sizes, sourceLocation: sourceLocation)
        #expect(report.findings.isEmpty, "\(report.findings)", sourceLocation: sourceLocation)
    }
}
