import CurlBridge
import Foundation
import OpenSSLBridge
import Testing
import ToolSupport
import TrustServices

@Suite("RevocationSource", .serialized, .timeLimit(.minutes(5)))
struct RevocationSourceTests {
    private let directory: TemporaryDirectory
    private let kept: TemporaryDirectory
    private let files: TrustFiles
    private let server: TrustServer

    init() throws {
        directory = try TemporaryDirectory()
        kept = try TemporaryDirectory()
        files = TrustFiles(directory: directory)
        server = try TrustServer(directory: directory.url)
    }

    private func source(
        _ first: RevocationSource.Kind, keeping: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> RevocationSource {
        let http = OutboundHTTP(policy: try server.policy(), connectTimeout: .seconds(2), timeout: .seconds(2))
        return RevocationSource(http: http, first: first, directory: keeping ? kept.path : nil, now: now)
    }

    private func ask(_ source: RevocationSource) throws -> RevocationSource.Kind {
        let data = try source.data(about: files.certificate("person"), issuer: files.certificate("root"))
        switch data {
        case .ocsp: return .responder
        case .crl: return .list
        }
    }

    private var posts: Int { get throws { try server.hits("/ocsp/post") } }
    private var lists: Int { get throws { try server.hits("/crl/root") } }

    @Test func `asks the responder, or fetches the list, as it is told, and nobody twice`() throws {
        let responders = try source(.responder)
        for _ in 0..<3 { #expect(try ask(responders) == .responder) }
        #expect(try posts == 1 && lists == 0)
        let listed = try source(.list)
        for _ in 0..<3 { #expect(try ask(listed) == .list) }
        #expect(try posts == 1 && lists == 1)
    }

    @Test(arguments: ["unknown", "expired", "silent", "error", "huge"])
    func `goes on to the list when the responder gives nothing`(_ mode: String) throws {
        try server.set("ocsp", to: mode)
        #expect(try ask(source(.responder)) == .list)
    }

    @Test(arguments: ["none", "old", "other", "garbage"])
    func `goes on to the responder when there is no list`(_ mode: String) throws {
        try server.set("crl", to: mode)
        #expect(try ask(source(.list)) == .responder)
    }

    @Test func `says what went wrong with both`() throws {
        try server.set("ocsp", to: "unknown")
        try server.set("crl", to: "old")
        let error = #expect(throws: TrustServiceError.self) { try ask(source(.responder)) }
        #expect(error?.description.contains("does not know") == true && error?.description.contains("run out") == true)
    }

    @Test func `connects to no private address that a certificate names, at the usual port either`() throws {
        let (inner, root) = (try files.certificate("inner"), try files.certificate("root"))
        for kind in [RevocationSource.Kind.responder, .list] {
            let error = #expect(throws: TrustServiceError.self) { try source(kind).data(about: inner, issuer: root) }
            #expect(error?.code == .addressRefused, "\(error?.description ?? "")")
        }
    }

    @Test func `asks again once an answer is a day old, or has run out before`() throws {
        final class Clock: @unchecked Sendable {
            // Sound: one test on one thread.
            var now = Date()
        }
        let clock = Clock()
        let responders = try source(.responder, now: { clock.now })
        _ = try ask(responders)
        try server.set("crl", to: "none")
        clock.now += 60
        _ = try ask(responders)
        #expect(try posts == 1)
        // openssl's answer lasts a day.
        clock.now += 86_400
        #expect(throws: TrustServiceError.self) { try ask(responders) }
        #expect(try posts == 2)
    }

    @Test func `puts what verifiers need into a folder, and nothing else anywhere`() throws {
        _ = try ask(source(.responder))
        #expect(try FileManager.default.contentsOfDirectory(atPath: kept.path).isEmpty)
        _ = try ask(source(.responder, keeping: true))
        _ = try ask(source(.list, keeping: true))
        let names = try FileManager.default.contentsOfDirectory(atPath: kept.path).sorted()
        #expect(names.map { $0.suffix(4) }.sorted() == [".crl", "ocsp"] && names.allSatisfy { $0.hasPrefix("tsa-") })
        let answer = try kept.read(try #require(names.first { $0.hasSuffix(".ocsp") }))
        #expect(try OCSPResponse(der: answer).producedAt > 0)
    }
}
