import Foundation
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@testable import HTTPService

@Suite("HTTPServer", .timeLimit(.minutes(5)))
struct HTTPServerTests {
    @Test(arguments: [
        "0.0.0.0", "::", "192.168.1.2", "10.0.0.1", "128.0.0.1", "seing.example", "localhost.example", "127.1",
    ])
    func `refuses to be reachable with the keys of a demonstration`(host: String) throws {
        let service = ServiceUnderTest(isDemo: true)
        let address = try ListenAddress(host: host, port: 8080)
        let error = try #require(throws: ServiceError.self) {
            try HTTPServer(try service.parts(), service.settings, address: address)
        }
        #expect(error.code == .demoBeyondLoopback)
        #expect(error.description.contains("expected 127.0.0.1"))
    }

    @Test(arguments: ["127.0.0.1", "127.8.9.10", "::1", "localhost", "LOCALHOST"])
    func `serves this machine with the keys of a demonstration`(host: String) throws {
        try ListenAddress(host: host, port: 8080).checkReach(isDemo: true)
    }

    @Test(arguments: ["0.0.0.0", "::", "seing.example"])
    func `serves anybody with keys that are no demonstration's`(host: String) throws {
        try ListenAddress(host: host, port: 8080).checkReach(isDemo: false)
    }

    @Test(arguments: [-1, 65_536])
    func `refuses a port out of range`(port: Int) {
        #expect(throws: ServiceError.self) { try ListenAddress(port: port) }
    }

    @Test func `says that another program has the port`() async throws {
        let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(other.localAddress?.port)
        let service = ServiceUnderTest()
        let server = try HTTPServer(try service.parts(), service.settings, address: ListenAddress(port: port))
        let error = await #expect(throws: ServiceError.self) { try await server.run() }
        #expect(error?.code == .portInUse)
        #expect(error?.description.contains("127.0.0.1:\(port)") == true)
        try await other.close()
    }

    @Test func `answers until it is told to stop, then ends`() async throws {
        let port = try await ServiceUnderTest().listening { port async throws -> Int in
            #expect(try await health(port).contains("\"status\":\"ok\""))
            return port
        }
        await #expect(throws: (any Error).self) { try await health(port) }
    }

    private func health(_ port: Int) async throws -> String {
        try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
            String(buffer: try await client.get("/health").body ?? ByteBuffer())
        }
    }
}
