import CurlBridge
import Foundation
import Testing

@testable import TrustServices

@Suite("SMS gateway", .serialized, .timeLimit(.minutes(5)))
struct SMSGatewayTests {
    private func gateway(_ mode: String, of server: TrustServer, policy: AddressPolicy? = nil) throws -> SMSGateway {
        SMSGateway(
            url: try server.url("/http/\(mode)"), names: SMSGateway.Names(), constants: ["sender": "Lycée \"A\""],
            header: HTTPSecretHeader(name: "X-Api-Key", value: "s3cret"), policy: try policy ?? server.policy())
    }

    private func fault(_ mode: String, policy: AddressPolicy? = nil) async throws -> SMSGatewayError {
        let server = try TrustServer()
        return try #require(
            await #expect(throws: SMSGatewayError.self) {
                try await gateway(mode, of: server, policy: policy).send("123456", to: "+33639981234", key: "k")
            })
    }

    @Test func `is asked once a message, in JSON`() async throws {
        let server = try TrustServer()
        try await gateway("good", of: server).send("1\n2", to: "+33639981234", key: "k")
        #expect(try server.hits("/http/good") == 1)
        let body = SMSGateway.json(["to": "+33639981234", "text": "à \"x\"\\\n", "sender": "é"])
        let read = try JSONDecoder().decode([String: String].self, from: Data(body))
        #expect(read == ["to": "+33639981234", "text": "à \"x\"\\\n", "sender": "é"])
    }

    @Test(arguments: ["error", "redirect", "close", "silent", "huge"])
    func `that takes nothing over is asked again, and what it said is not repeated`(mode: String) async throws {
        let error = try await fault(mode)
        #expect(!error.isPermanent)
        for text in ["123456", "639981234", "s3cret"] { #expect(!error.description.contains(text)) }
    }

    @Test func `in a private network is asked only if the operator listed it`() async throws {
        #expect(try await fault("good", policy: AddressPolicy()).description.contains("internalHosts"))
    }

    @Test func `is told its secret in the header that it wants, and nothing prints it`() throws {
        let server = try TrustServer()
        let header = try #require(HTTPSecretHeader(name: "X-Api-Key", value: "s3cret"))
        var call = HTTPCall(
            method: .post(body: Array("{}".utf8), contentType: "application/json"),
            url: try server.url("/http/echo").description, accept: "*/*", connectTimeout: .seconds(2),
            timeout: .seconds(2), maximumByteCount: 10_000, permits: { _ in true })
        call.secretHeader = header
        struct Echo: Decodable { let fields: [String: String] }
        let echo = try JSONDecoder().decode(Echo.self, from: Data(try call.perform().body))
        #expect(echo.fields["x-api-key"] == "s3cret" && echo.fields["content-type"] == "application/json")
        #expect(!"\(header) \(String(reflecting: header)) \(String(reflecting: call))".contains("s3cret"))
        for (name, value) in [("X Api", "a"), ("", "a"), ("X:", "a"), ("X", "a\r\nY: b"), ("X", ""), ("X", "é")] {
            #expect(HTTPSecretHeader(name: name, value: value) == nil)
        }
    }
}
