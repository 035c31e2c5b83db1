import CurlBridge
import Foundation
import Testing
import ToolSupport

@testable import TrustServices

@Suite("Webhook sender", .serialized, .timeLimit(.minutes(5)))
struct WebhookSenderTests {
    private static let key = [UInt8]((0..<32).map { $0 })
    private static let body = Array(#"{"type":"convention.signed"}"#.utf8)

    private static func message(keys: [[UInt8]] = [key], at timestamp: Int64 = 1_780_300_800) -> WebhookSender.Message {
        WebhookSender.Message(id: "abc", body: body, timestamp: timestamp, keys: keys)
    }

    private func policy(_ server: TrustServer, host: String = "127.0.0.1") throws -> WebhookPolicy {
        WebhookPolicy(internalHosts: [try #require(HostAndPort("\(host):\(server.port)"))])
    }

    private func fault(
        _ mode: String, _ server: TrustServer, policy: WebhookPolicy, isEmployers: Bool = false,
        host: String = "127.0.0.1"
    ) async throws -> WebhookSenderError {
        try #require(
            await #expect(throws: WebhookSenderError.self) {
                try await WebhookSender(policy: policy).send(
                    Self.message(), to: try server.url("/http/\(mode)", host: host), isEmployers: isEmployers)
            })
    }

    /// What `Examples/verify-webhook.py` says of a request, five minutes around its time.
    private func isGenuine(
        _ body: [UInt8], secret: [UInt8] = key, id: String = "abc", timestamp: String, _ signature: String, now: Int64
    ) throws -> Bool {
        let process = Process()
        process.executableURL = try PythonTool.interpreter()
        let script = PythonTool.root.appending(path: "Examples/verify-webhook.py").path
        process.arguments = [
            script, "whsec_" + Data(secret).base64EncodedString(), id, timestamp, signature, String(now),
        ]
        let input = Pipe()
        process.standardInput = input
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(body))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test func `signs as the specification's own example is signed`() throws {
        // Standard Webhooks 1.0.0 and the tests of its libraries.
        let key = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let header = try WebhookSignature.header(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8),
            keys: [[UInt8](key)])
        #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `sends a body that the example script believes, and no other`() async throws {
        let server = try TrustServer()
        let other = [UInt8](repeating: 9, count: 32)
        try await WebhookSender(policy: policy(server)).send(
            Self.message(keys: [other, Self.key]), to: server.url("/http/webhook"), isEmployers: false)
        struct Last: Decodable {
            let fields: [String: String]
            let body: String
        }
        let http = OutboundHTTP(policy: try server.policy())
        let seen = try http.body(of: .get, at: server.url("/last"), mediaTypes: [], maximumByteCount: 10_000)
        let last = try JSONDecoder().decode(Last.self, from: Data(seen))
        #expect(last.body == String(decoding: Self.body, as: UTF8.self))
        #expect(last.fields["content-type"] == "application/json" && last.fields["webhook-id"] == "abc")
        let (time, signature) = (last.fields["webhook-timestamp"] ?? "", last.fields["webhook-signature"] ?? "")
        let now = Int64(1_780_300_800)
        for secret in [Self.key, other] {
            #expect(try isGenuine(Self.body, secret: secret, timestamp: time, signature, now: now + 300))
        }
        #expect(try !isGenuine(Self.body + [0x20], timestamp: time, signature, now: now))
        #expect(
            try !isGenuine(Self.body, secret: [UInt8](repeating: 8, count: 32), timestamp: time, signature, now: now))
        #expect(try !isGenuine(Self.body, id: "abd", timestamp: time, signature, now: now))
        #expect(try !isGenuine(Self.body, timestamp: time, signature, now: now + 301), "an old one is repeated")
    }

    @Test(arguments: ["error", "redirect", "close", "huge", "headers"])
    func `that is not answered with 2xx did not arrive, and what was said is not repeated`(mode: String) async throws {
        let server = try TrustServer()
        let error = try await fault(mode, server, policy: policy(server))
        #expect(!error.description.contains("broken"))
        #expect(try server.hits("/http/good") == 0, "a redirection was followed")
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "0", "[::1]"])
    func `reaches no address that is not public, however it is written`(host: String) async throws {
        let server = try TrustServer()
        let error = try await fault("webhook", server, policy: WebhookPolicy(), host: host)
        #expect(error.description.contains("only public addresses"))
        #expect(try server.hits("/http/webhook") == 0)
    }

    @Test func `reaches a host of the operator's for the operator, and never for an employer`() async throws {
        let server = try TrustServer()
        let error = try await fault("webhook", server, policy: try policy(server), isEmployers: true)
        #expect(error.description.contains("only public addresses"))
        #expect(try server.hits("/http/webhook") == 0)
    }
}

@Suite("Addresses of webhooks")
struct WebhookPolicyTests {
    private func policy(_ hosts: String...) throws -> WebhookPolicy {
        WebhookPolicy(internalHosts: Set(try hosts.map { try #require(HostAndPort($0)) }))
    }

    private static let refused: [(String, WebhookPolicy.Problem)] = [
        ("", .unreadable), ("erp.example", .unreadable), ("ftp://erp.example/", .unreadable),
        ("https://user@erp.example/", .unreadable), ("https://user:pass@erp.example/", .unreadable),
        ("https://erp.example/#x", .unreadable), ("https://erp.example/\r\nX: y", .unreadable),
        ("file:///etc/passwd", .unreadable), ("http://erp.example/", .insecure), ("http://127.0.0.1/", .insecure),
        ("https://127.0.0.1/", .notPublic), ("https://10.1.2.3/", .notPublic), ("https://172.16.0.1/", .notPublic),
        ("https://192.168.1.1/", .notPublic), ("https://169.254.169.254/latest/meta-data", .notPublic),
        ("https://100.64.0.1/", .notPublic), ("https://0.0.0.0/", .notPublic), ("https://[::1]/", .notPublic),
        ("https://[fe80::1]/", .notPublic), ("https://[fd00:ec2::254]/", .notPublic),
        ("https://[::ffff:10.0.0.1]/", .notPublic), ("https://[64:ff9b::7f00:1]/", .notPublic),
        ("https://255.255.255.255/", .notPublic), ("https://224.0.0.1/", .notPublic),
    ]

    @Test(arguments: refused)
    func `an address is refused before anything is sent to it`(text: String, problem: WebhookPolicy.Problem) {
        for isEmployers in [true, false] {
            #expect(WebhookPolicy().problem(in: text, isEmployers: isEmployers) == problem)
        }
    }

    @Test(arguments: ["https://erp.example/", "https://erp.example:8443/a?b=c", "https://8.8.8.8/"])
    func `a public https address is taken`(text: String) {
        for isEmployers in [true, false] { #expect(WebhookPolicy().problem(in: text, isEmployers: isEmployers) == nil) }
    }

    @Test func `a host that the operator lists is for the operator's own endpoints`() throws {
        let policy = try policy("erp.lycee.example:443", "127.0.0.1:9000")
        for text in ["https://erp.lycee.example/", "http://127.0.0.1:9000/"] {
            #expect(policy.problem(in: text, isEmployers: false) == nil)
            #expect(policy.problem(in: text, isEmployers: true) == .operatorsOwn)
        }
        #expect(policy.problem(in: "http://127.0.0.1:9001/", isEmployers: false) == .insecure)
    }

    @Test func `http is for this machine alone, whatever address a listed name has`() throws {
        let policy = try policy("erp.lycee.example:80")
        let url = try #require(ServiceURL("http://erp.lycee.example/"))
        let rule = policy.rule(for: url, isEmployers: false)
        for (text, isPermitted) in [
            ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("10.0.0.1", false), ("8.8.8.8", false),
            ("::2", false),
        ] {
            #expect(rule(try #require(IPAddress(text))) == isPermitted, "\(text)")
        }
        let stranger = policy.rule(for: url, isEmployers: true)
        #expect(!stranger(try #require(IPAddress("127.0.0.1"))))
    }

    @Test func `by https a listed host may have any address, and no other host may`() throws {
        let policy = try policy("erp.lycee.example:443")
        let own = try #require(ServiceURL("https://erp.lycee.example/"))
        let other = try #require(ServiceURL("https://erp.example/"))
        let address = try #require(IPAddress("10.0.0.1"))
        #expect(policy.rule(for: own, isEmployers: false)(address))
        #expect(!policy.rule(for: own, isEmployers: true)(address))
        #expect(!policy.rule(for: other, isEmployers: false)(address))
        #expect(policy.rule(for: other, isEmployers: true)(try #require(IPAddress("8.8.8.8"))))
    }
}
