import CMS
import CurlBridge
import Foundation
import OpenSSLBridge
import Testing
import ToolSupport
import TrustServices

@Suite("TimeStampClient against openssl ts", .serialized, .timeLimit(.minutes(5)))
struct TimeStampClientTests {
    private static let policy = "1.3.6.1.4.1.32473.3161.1"
    private let directory: TemporaryDirectory
    private let server: TrustServer
    private let digest = DigestAlgorithm.sha256.digest(Array("signature value".utf8))

    init() throws {
        directory = try TemporaryDirectory()
        server = try TrustServer(directory: directory.url)
    }

    private func root(_ name: String = "root") throws -> Certificate {
        try Certificate(pem: [UInt8](Data(contentsOf: directory.url.appending(path: "\(name).pem"))))
    }

    private func client(now: Date = Date()) throws -> TimeStampClient {
        let http = OutboundHTTP(policy: try server.policy(), connectTimeout: .seconds(2), timeout: .seconds(2))
        return TimeStampClient(http: http, now: { now })
    }

    private func authority(
        _ mode: String, name: String? = nil, policies: Set<String> = [policy], limit: Int = 8_192
    ) throws -> OutsideTimeStampAuthority {
        OutsideTimeStampAuthority(
            name: name ?? mode, url: try server.url("/tsa/\(mode)"), anchors: [try root()], policies: policies,
            maximumTokenByteCount: limit)
    }

    @Test(arguments: [
        ("wrong-nonce", TrustServiceError.Code.untrustworthy, "nonce"), ("no-nonce", .untrustworthy, "nonce"),
        ("wrong-imprint", .untrustworthy, "another digest"),
        ("wrong-policy", .untrustworthy, "1.3.6.1.4.1.32473.3161.99"),
        ("early", .untrustworthy, "differs from this machine's by -"),
        ("late", .untrustworthy, "differs from this machine's by 6"),
        ("expired", .untrustworthy, "depth 0"), ("stranger", .untrustworthy, "depth 0"),
        ("eku-not-critical", .untrustworthy, "critical and alone"),
        ("eku-not-alone", .untrustworthy, "critical and alone"),
        ("eku-missing", .untrustworthy, "critical and alone"), ("not-bound", .untrustworthy, "signing-certificate"),
        ("no-certificate", .untrustworthy, "does not hold the certificate"),
        ("altered", .untrustworthy, "does not verify"),
        ("trailing", .malformed, "TimeStampResp"), ("granted-without-token", .malformed, "without a token"),
        ("garbage", .malformed, "TimeStampResp"), ("empty", .malformed, "TimeStampResp"),
        ("rejects", .rejected, "SHA-256 is not accepted"), ("other-type", .malformed, "media type"),
        ("huge", .tooLarge, "too large"), ("headers", .tooLarge, "too large"), ("slow", .timedOut, ""),
        ("silent", .timedOut, ""), ("close", .unreachable, ""), ("error", .unreachable, "500"),
        ("redirect", .unreachable, "302"),
    ])
    func `refuses an answer for what is wrong with it, and says so`(
        _ mode: String, _ code: TrustServiceError.Code, _ words: String
    ) throws {
        let error = #expect(throws: TrustServiceError.self) {
            _ = try client().token(for: digest, from: authority(mode))
        }
        #expect(error?.code == code)
        #expect(words.isEmpty || error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: ["good", "signed-again"])
    func `takes a token that openssl takes too`(_ mode: String) async throws {
        let token = try client().token(for: digest, from: authority(mode))
        let info = try TimeStampInfo(der: try #require(SignedData(der: token).content))
        #expect(info.imprint == digest)
        let file = directory.url.appending(path: "token")
        try Data(token).write(to: file)
        let judged = try await Command.outcome(
            "openssl", "ts", "-verify", "-token_in", "-in", file.path, "-digest",
            digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), "-CAfile",
            directory.url.appending(path: "root.pem").path)
        #expect(judged.succeeded, "\(judged.text)")
    }

    @Test func `asks with another nonce each time`() throws {
        let nonces = try (0..<3).map { _ in
            let token = try client().token(for: digest, from: authority("good"))
            return try TimeStampInfo(der: try #require(SignedData(der: token).content)).nonce
        }
        #expect(Set(nonces).count == 3)
        #expect(nonces.allSatisfy { $0?.count == 8 })
    }

    @Test func `refuses a token for which no place was kept`() throws {
        let error = #expect(throws: TrustServiceError.self) {
            _ = try client().token(for: digest, from: authority("good", limit: 300))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func `asks nobody at a private address that the operator did not list`() throws {
        let client = TimeStampClient(http: OutboundHTTP(policy: AddressPolicy()), now: { Date() })
        let error = #expect(throws: TrustServiceError.self) {
            _ = try client.token(for: digest, from: authority("good"))
        }
        #expect(error?.code == .addressRefused)
        #expect(try server.hits("/tsa/good") == 0)
    }

    @Test func `asks the next one when one fails, and says which one answered`() throws {
        let order = [try authority("error", name: "first"), try authority("good", name: "second")]
        let made = try TimeStampSources(authorities: order, client: client()).timeStamp(digest)
        #expect(made.authority == "second")
        #expect(try server.hits("/tsa/error") == 1)
    }

    @Test func `asks no further once one has answered`() throws {
        let order = [try authority("good", name: "first"), try authority("signed-again", name: "second")]
        let made = try TimeStampSources(authorities: order, client: client()).timeStamp(digest)
        #expect(made.authority == "first")
        #expect(try server.hits("/tsa/signed-again") == 0)
    }

    @Test func `says what each of them did when nobody gave a time-stamp`() throws {
        let order = [try authority("error", name: "first"), try authority("wrong-nonce", name: "second")]
        let error = #expect(throws: NoTimeStamp.self) {
            _ = try TimeStampSources(authorities: order, client: client()).timeStamp(digest)
        }
        #expect(error?.failures.map(\.authority) == ["first", "second"])
        #expect(error?.failures.map(\.error.code) == [.unreachable, .untrustworthy])
    }
}
