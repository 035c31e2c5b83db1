import Foundation
import OpenSSLBridge
import Testing
import ToolSupport
import TrustServices

@Suite("RevocationListSource", .serialized, .timeLimit(.minutes(5)))
struct RevocationListSourceTests {
    private let directory: TemporaryDirectory
    private let server: TrustServer

    init() throws {
        directory = try TemporaryDirectory()
        server = try TrustServer(directory: directory.url)
    }

    private func certificate(_ name: String) throws -> Certificate {
        try Certificate(pem: [UInt8](Data(contentsOf: directory.url.appending(path: "\(name).pem"))))
    }

    private func source(_ policy: AddressPolicy? = nil, now: Date = Date()) throws -> RevocationListSource {
        let http = OutboundHTTP(
            policy: try policy ?? server.policy(), connectTimeout: .seconds(2), timeout: .seconds(2))
        return RevocationListSource(http: http, directory: directory.url.path, now: { now })
    }

    private func fetch(_ source: RevocationListSource) throws -> CertificateRevocationList {
        try source.list(for: certificate("person"), issuer: certificate("root"))
    }

    @Test func `reads from a certificate where its issuer's list is`() throws {
        #expect(try certificate("person").revocationListAddresses == ["http://127.0.0.1:\(server.port)/crl/root"])
        #expect(try certificate("root").revocationListAddresses.isEmpty)
    }

    @Test(arguments: [
        ("other", TrustServiceError.Code.untrustworthy), ("old", .untrustworthy), ("garbage", .malformed),
        ("none", .unreachable),
    ])
    func `refuses a list that is no list, another's or has run out, and keeps nothing`(
        _ mode: String, _ code: TrustServiceError.Code
    ) throws {
        try server.set("crl", to: mode)
        let error = #expect(throws: TrustServiceError.self) { _ = try fetch(source()) }
        #expect(error?.code == code)
        let kept = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        #expect(!kept.contains { $0.hasPrefix("tsa-") && $0.hasSuffix(".crl") })
    }

    @Test func `follows no address of a certificate into a private network`() throws {
        let error = #expect(throws: TrustServiceError.self) { _ = try fetch(source(AddressPolicy())) }
        // The port is refused before anybody asks for the address.
        #expect(error?.code == .notAllowed)
        #expect(try server.hits("/crl/root") == 0)
    }

    @Test func `says so when a certificate names no address`() throws {
        let root = try certificate("root")
        let error = #expect(throws: TrustServiceError.self) { _ = try source().list(for: root, issuer: root) }
        #expect(error?.code == .notAllowed)
    }

    @Test func `fetches once, keeps in memory and on disk, and fetches again when it has run out`() throws {
        let first = try source()
        let list = try fetch(first)
        #expect(try fetch(first) == list)
        #expect(try fetch(source()) == list)
        #expect(try server.hits("/crl/root") == 1)
        let later = try source(now: Date(timeIntervalSince1970: TimeInterval(list.nextUpdate)))
        #expect(throws: TrustServiceError.self) { _ = try fetch(later) }
        #expect(try server.hits("/crl/root") == 2)
    }

    @Test func `takes no list from a damaged file`() throws {
        let list = try fetch(source())
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        let name = try #require(names.first { $0.hasPrefix("tsa-") && $0.hasSuffix(".crl") })
        try Data("damaged".utf8).write(to: directory.url.appending(path: name))
        #expect(try fetch(source()).issuer == list.issuer)
        #expect(try server.hits("/crl/root") == 2)
    }
}
