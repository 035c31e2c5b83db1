import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Workflow

@testable import HTTPService

@Suite("Bounces that a mail provider tells")
struct BounceEndpointTests {
    private static let secret = "0123456789abcdef0123456789abcdef"

    private func post(
        _ body: String, secret: String? = secret, isOpen: Bool = true
    ) async throws -> (response: TestResponse, noted: [String]) {
        let noted = Mutex<[String]>([])
        let service = ServiceUnderTest()
        var parts = try service.parts()
        if isOpen {
            parts.bounces = BounceDoor(secret: Array(Self.secret.utf8)) { key, status in
                noted.withLock { $0.append("\(key) \(status)") }
            }
        }
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.authorization] = secret.map { "Bearer \($0)" }
        let sent = headers
        let router = ServiceRouter.build(parts, service.settings)
        let response = try await Application(router: router, logger: service.log.logger).test(.router) { client in
            try await client.execute(
                uri: "/api/v1/bounces", method: .post, headers: sent, body: ByteBuffer(string: body)
            ) { $0 }
        }
        return (response, noted.withLock { $0 })
    }

    @Test func `mark what failed for good`() async throws {
        let (response, noted) = try await post(#"{"messageId": "<abc@college.example>", "status": "5.1.1"}"#)
        #expect(response.status == .ok && noted == ["abc 5.1.1"])
    }

    @Test(arguments: ["4.2.2", "2.0.0"])
    func `mark nothing that may pass`(status: String) async throws {
        let (response, noted) = try await post(#"{"messageId": "<abc@college.example>", "status": "\#(status)"}"#)
        #expect(response.status == .ok && noted.isEmpty)
    }

    @Test(arguments: [
        #"{"messageId": "abc", "status": "5.1.1"}"#, #"{"messageId": "<abc@c>", "status": "550"}"#,
        #"{"messageId": 5, "status": "5.1.1"}"#, #"{"status": "5.1.1"}"#, #"{}"#,
    ])
    func `are refused when they say nothing`(body: String) async throws {
        let (response, noted) = try await post(body)
        #expect(response.status == .unprocessableContent && noted.isEmpty)
    }

    @Test(arguments: [nil, "x", "0123456789abcdef0123456789abcdee", ""])
    func `are taken from nobody without the secret`(secret: String?) async throws {
        let (response, noted) = try await post(#"{"messageId": "<abc@c>", "status": "5.1.1"}"#, secret: secret)
        #expect(response.status == .unauthorized && noted.isEmpty)
    }

    @Test func `have no endpoint where no secret is set`() async throws {
        #expect(try await post("{}", isOpen: false).response.status == .notFound)
    }
}
