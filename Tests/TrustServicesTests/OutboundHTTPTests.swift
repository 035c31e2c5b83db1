import CurlBridge
import Foundation
import Testing

@testable import TrustServices

@Suite("OutboundHTTP", .serialized, .timeLimit(.minutes(5)))
struct OutboundHTTPTests {
    private func ask(
        _ mode: String, of server: TrustServer, policy: AddressPolicy? = nil, host: String = "127.0.0.1",
        mediaTypes: [String] = [], limit: Int = 1_000
    ) throws -> [UInt8] {
        let policy = try policy ?? server.policy(host: host)
        return try OutboundHTTP(policy: policy, connectTimeout: .seconds(2), timeout: .seconds(2))
            .body(
                of: .get, at: server.url("/http/\(mode)", host: host), mediaTypes: mediaTypes, maximumByteCount: limit)
    }

    private func fault(_ body: () throws -> [UInt8]) throws -> TrustServiceError {
        try #require(#expect(throws: TrustServiceError.self) { _ = try body() })
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "0", "[::1]"])
    func `connects to no private address unless the operator listed the host`(_ host: String) throws {
        let server = try TrustServer()
        let error = try fault { try ask("good", of: server, policy: AddressPolicy(), host: host) }
        #expect(error.code == .addressRefused)
        #expect(try server.hits("/http/good") == 0)
    }

    @Test func `follows no redirection`() throws {
        let server = try TrustServer()
        let error = try fault { try ask("redirect", of: server) }
        #expect(error.code == .unreachable)
        #expect(error.description.contains("302"))
        #expect(try server.hits("/http/good") == 0)
    }

    @Test(arguments: ["huge", "headers"]) func `gives up an answer without end as it arrives`(_ mode: String) throws {
        let server = try TrustServer()
        #expect(try fault { try ask(mode, of: server) }.code == .tooLarge)
    }

    @Test(arguments: ["slow", "silent"]) func `ends in time with a server that takes its own`(_ mode: String) throws {
        let server = try TrustServer()
        let start = ContinuousClock.now
        #expect(try fault { try ask(mode, of: server) }.code == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test(arguments: ["error", "close"]) func `says that there was no answer`(_ mode: String) throws {
        let server = try TrustServer()
        #expect(try fault { try ask(mode, of: server) }.code == .unreachable)
    }

    @Test func `refuses another media type`() throws {
        let server = try TrustServer()
        let error = try fault { try ask("other-type", of: server, mediaTypes: ["application/timestamp-reply"]) }
        #expect(error.code == .malformed)
        #expect(!error.description.contains("Welcome"))
    }

    @Test func `takes an answer of exactly the size allowed and none larger`() throws {
        let server = try TrustServer()
        #expect(try ask("good", of: server, mediaTypes: ["application/test"], limit: 4) == Array("good".utf8))
        #expect(try fault { try ask("good", of: server, limit: 3) }.code == .tooLarge)
    }

    @Test func `sends no cookie, no credentials and nothing of the environment`() throws {
        let server = try TrustServer()
        setenv("http_proxy", "http://127.0.0.1:1", 1)
        defer { unsetenv("http_proxy") }
        _ = try ask("good", of: server)
        struct Echo: Decodable { let fields: [String: String] }
        let echo = try JSONDecoder().decode(Echo.self, from: Data(ask("echo", of: server)))
        #expect(Set(echo.fields.keys) == ["host", "user-agent", "accept"])
        #expect(echo.fields["user-agent"] == "seing")
    }

    @Test func `posts the body with its media type`() throws {
        let server = try TrustServer()
        let http = OutboundHTTP(policy: try server.policy())
        let answer = try http.body(
            of: .post(body: Array("a\r\nb".utf8), contentType: "application/timestamp-query"),
            at: server.url("/http/echo"), mediaTypes: ["application/json"], maximumByteCount: 1_000)
        struct Echo: Decodable {
            let fields: [String: String]
            let body: String
        }
        let echo = try JSONDecoder().decode(Echo.self, from: Data(answer))
        #expect(echo.body == "a\r\nb")
        #expect(echo.fields["content-type"] == "application/timestamp-query")
        #expect(echo.fields["content-length"] == "4")
    }
}
