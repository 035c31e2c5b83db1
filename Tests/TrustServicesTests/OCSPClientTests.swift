import CurlBridge
import Foundation
import OpenSSLBridge
import Testing
import ToolSupport
import TrustServices

@Suite("OCSPClient against openssl ocsp", .serialized, .timeLimit(.minutes(5)))
struct OCSPClientTests {
    private let directory: TemporaryDirectory
    private let files: TrustFiles
    private let server: TrustServer

    init() throws {
        directory = try TemporaryDirectory()
        files = TrustFiles(directory: directory)
        server = try TrustServer(directory: directory.url)
    }

    private func ask(_ mode: String, policy: AddressPolicy? = nil, now: Date = Date()) throws -> RevocationStatement? {
        try server.set("ocsp", to: mode)
        let http = OutboundHTTP(
            policy: try policy ?? server.policy(), connectTimeout: .seconds(2), timeout: .seconds(2))
        let (person, root) = (try files.certificate("person"), try files.certificate("root"))
        let client = OCSPClient(http: http, now: { now })
        return try client.answer(about: person, issuer: root).statement(about: person, issuer: root)
    }

    private func fault(_ mode: String, policy: AddressPolicy? = nil, now: Date = Date()) throws -> TrustServiceError {
        try #require(#expect(throws: TrustServiceError.self) { _ = try ask(mode, policy: policy, now: now) })
    }

    @Test func `asks what openssl reads as a question about the certificate, with a nonce of 32 octets`() throws {
        let (person, root) = (try files.certificate("person"), try files.certificate("root"))
        let nonce = try SecureRandom.bytes(32)
        for (naming, name) in [(OCSPRequest.Naming.sha1, "sha1"), (.sha256, "sha256")] {
            let request = try OCSPRequest(about: person, issuer: root, naming: naming, nonce: nonce)
            let file = try directory.write("request", request.der)
            let shown = try Command.run("openssl", "ocsp", "-reqin", file, "-req_text")
            let serial = person.serialNumber.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined().uppercased()
            #expect(shown.output.contains("Serial Number: \(serial)"), "\(shown.output)")
            #expect(shown.output.contains("Hash Algorithm: \(name)"), "\(shown.output)")
            let digits = nonce.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined().uppercased()
            #expect(shown.output.contains("0420\(digits)"), "\(shown.output)")
            // As openssl itself asks, but for the nonce.
            let plain = try OCSPRequest(about: person, issuer: root, naming: naming, nonce: nil)
            _ = try Command.run(
                "openssl", "ocsp", "-\(name)", "-issuer", directory.file("root.pem"), "-cert",
                directory.file("person.pem"), "-no_nonce", "-reqout", directory.file("own"))
            #expect(try directory.read("own") == plain.der)
        }
    }

    @Test(arguments: [0, 33]) func `makes no request with a nonce of another length`(_ count: Int) throws {
        let (person, root) = (try files.certificate("person"), try files.certificate("root"))
        #expect(throws: OpenSSLError.self) {
            try OCSPRequest(about: person, issuer: root, naming: .sha1, nonce: Array(repeating: 1, count: count))
        }
    }

    @Test(arguments: ["good", "issuer-signed", "made", "no-nonce", "undated"])
    func `believes an answer of the issuer, or of whom it appointed, and asks once`(_ mode: String) throws {
        #expect(try ask(mode)?.status == .good)
        #expect(try server.hits("/ocsp/post") == 1 && server.hits("/ocsp/get") == 0)
    }

    @Test func `takes the answer that a certificate is revoked for one`() throws {
        guard case .revoked(_, let reason) = try ask("revoked")?.status else {
            Issue.record("expected a revocation")
            return
        }
        #expect(reason == .keyCompromise)
    }

    @Test(arguments: [("sha256-only", 2, 0), ("without-nonce-only", 2, 1), ("get-only", 2, 1)])
    func `asks in the form that the responder understands`(_ mode: String, _ posts: Int, _ gets: Int) throws {
        #expect(try ask(mode)?.status == .good)
        #expect(try server.hits("/ocsp/post") == posts && server.hits("/ocsp/get") == gets)
    }

    @Test(arguments: [
        ("unknown", TrustServiceError.Code.rejected, "does not know the certificate"),
        ("expired", .untrustworthy, "has run out"), ("undated-old", .untrustworthy, "has run out"),
        ("future", .untrustworthy, "not about the certificate"),
        ("wrong-nonce", .untrustworthy, "another nonce"),
        ("other-certificate", .untrustworthy, "not about the certificate"),
        ("other-issuer", .untrustworthy, "not about the certificate"),
        ("other-responder", .untrustworthy, "appointed"), ("not-appointed", .untrustworthy, "appointed"),
        ("checked-responder", .untrustworthy, "appointed"), ("old-responder", .untrustworthy, "appointed"),
        ("weak", .untrustworthy, "too weak"), ("altered", .untrustworthy, "appointed"),
        ("trailing", .malformed, "no OCSP response"), ("garbage", .malformed, "no OCSP response"),
        ("try-later", .rejected, "again later"), ("wants-signature", .rejected, "signed request"),
        ("unauthorized", .rejected, "not the one to ask"), ("other-type", .malformed, "media type"),
        ("huge", .tooLarge, "too large"), ("headers", .tooLarge, "too large"), ("slow", .timedOut, ""),
        ("silent", .timedOut, ""), ("close", .unreachable, ""), ("redirect", .unreachable, "302"),
        ("error", .unreachable, "500"),
    ])
    func `refuses an answer for what is wrong with it, and says so`(
        _ mode: String, _ code: TrustServiceError.Code, _ words: String
    ) throws {
        let error = try fault(mode)
        #expect(error.code == code && (words.isEmpty || error.description.contains(words)), "\(error)")
        #expect(try server.hits("/http/good") == 0, "no redirection is followed")
        let asked = try server.hits("/ocsp/post") + server.hits("/ocsp/get")
        #expect(asked == (["unauthorized", "error"].contains(mode) ? 3 : 1), "\(asked)")
    }

    @Test func `believes no answer whose time has come and gone, or is to come, by the clock that it is given`() throws
    {
        #expect(try fault("good", now: Date().addingTimeInterval(90_000)).description.contains("has run out"))
        #expect(try fault("good", now: Date().addingTimeInterval(-600)).description.contains("of the future"))
    }

    @Test func `asks nobody in a private network, and at no unusual port, unless the operator listed it`() throws {
        #expect(try fault("good", policy: AddressPolicy()).code == .notAllowed)
        #expect(try server.hits("/ocsp/post") == 0)
    }

    @Test func `says so when a certificate names no responder`() throws {
        let root = try files.certificate("root")
        #expect(try files.certificate("person").responderAddresses == ["http://127.0.0.1:\(server.port)/ocsp"])
        #expect(root.responderAddresses.isEmpty)
        let client = OCSPClient(http: OutboundHTTP(policy: try server.policy()), now: { Date() })
        let error = #expect(throws: TrustServiceError.self) { try client.answer(about: root, issuer: root) }
        #expect(error?.code == .notAllowed)
    }
}
