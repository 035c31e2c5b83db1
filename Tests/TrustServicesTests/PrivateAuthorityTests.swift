import Bootstrap
import CertificateAuthority
import CurlBridge
import Foundation
import OpenSSLBridge
import Persistence
import Testing
import ToolSupport
import TrustServices

@testable import SeingCLI

/// A time-stamping authority behind https with a certificate of its own authority, and a password.
@Suite("A time-stamping authority with a password, by https", .serialized, .timeLimit(.minutes(5)))
struct PrivateAuthorityTests {
    private static let user = "lycée"
    private static let password = "pässword with : spaces"

    private let directory: TemporaryDirectory
    private let files: TrustFiles
    private let server: TrustServer
    private let digest = DigestAlgorithm.sha256.digest(Array("signature value".utf8))

    init() throws {
        directory = try TemporaryDirectory()
        files = TrustFiles(directory: directory)
        server = try TrustServer(directory: directory.url)
        try server.set("login", to: "lyc%C3%A9e:p%C3%A4ssword%20with%20:%20spaces")
    }

    private func token(
        password: String? = password, authorities: String? = "tls-root.pem", host: String = "127.0.0.1"
    ) throws -> [UInt8] {
        let place = try #require(HostAndPort("\(host):\(server.tlsPort)"))
        let http = OutboundHTTP(
            policy: AddressPolicy(internalHosts: [place]), connectTimeout: .seconds(2), timeout: .seconds(2))
        let credentials = try password.map { try #require(HTTPCredentials(user: Self.user, password: $0)) }
        let authority = OutsideTimeStampAuthority(
            name: "private", url: try #require(ServiceURL("https://\(place)/tsa/private")),
            anchors: [try files.certificate("root")],
            access: .init(authoritiesFile: authorities.map(directory.file), credentials: credentials))
        return try TimeStampClient(http: http, now: { Date() }).token(for: digest, from: authority)
    }

    private func fault(_ body: () throws -> [UInt8]) throws -> TrustServiceError {
        let error = try #require(#expect(throws: TrustServiceError.self) { _ = try body() })
        #expect(!"\(error)".contains("pässword") && !"\(error)".contains(Self.user))
        return error
    }

    @Test func `gives a time-stamp to whoever knows it and trusts its server's authority`() throws {
        #expect(try !token().isEmpty)
        #expect(try server.hits("/refused") == 0, "the password is told with the first request")
    }

    @Test func `gives none for another password or none, and the fault says what to look at`() throws {
        let wrong = try fault { try token(password: "another") }
        #expect(wrong.code == .unreachable && wrong.description.contains("are user and password right?"), "\(wrong)")
        let none = try fault { try token(password: nil) }
        #expect(none.description.contains("passwordFile"), "\(none)")
        #expect(try server.hits("/refused") == 2)
    }

    @Test(arguments: ["root.pem", "missing.pem", nil])
    func `is not asked when the server's certificate is of an authority that is not named`(_ file: String?) throws {
        #expect(try fault { try token(authorities: file) }.code == .unreachable)
        #expect(try server.hits("/tsa/private") == 0)
    }

    @Test func `is not asked when the server's certificate is for another host`() throws {
        #expect(try fault { try token(host: "localhost") }.code == .unreachable)
        #expect(try server.hits("/tsa/private") == 0)
    }

    // As the operator sets it

    private func settings(_ members: String, url: String = "https://tsa.example/") throws -> TrustServiceSettings {
        let data = directory.file("data")
        let anchors = directory.url.appending(path: "data/anchors")
        try FileManager.default.createDirectory(at: anchors, withIntermediateDirectories: true)
        try Data(directory.read("root.pem")).write(to: anchors.appending(path: "root.pem"))
        let text = """
            {"timeStampAuthorities":[{"name":"private","url":"\(url)","anchors":"anchors",\(members)}],
            "internalHosts":["127.0.0.1:\(server.tlsPort)","127.0.0.1:\(server.port)"]}
            """
        try directory.write("data/trust-services.json", Array(text.utf8))
        return try TrustServiceSettings.read(dataDirectory: data)
    }

    private func writePassword(mode: Int = 0o600, _ text: String = password + "\n") throws {
        try FileManager.default.createDirectory(
            at: directory.url.appending(path: "data"), withIntermediateDirectories: true)
        try directory.write("data/tsa-password", Array(text.utf8), mode: mode)
    }

    @Test func `is set by a user, a file with the password, and a file of authorities`() throws {
        try writePassword()
        let read = try settings(
            #""user":"lycée","passwordFile":"tsa-password","tlsAuthorities":"\#(directory.file("tls-root.pem"))""#)
        let authority = try #require(read.authorities.first)
        #expect(authority.credentials == HTTPCredentials(user: Self.user, password: Self.password))
        #expect(authority.authoritiesFile == directory.file("tls-root.pem"))
        var dumped = ""
        dump(authority, to: &dumped)
        #expect(!dumped.contains("pässword") && !"\(authority)".contains("pässword"))
    }

    @Test(arguments: [
        (#""user":"a""#, "https://tsa.example/", 0o600, "go together"),
        (#""passwordFile":"tsa-password""#, "https://tsa.example/", 0o600, "go together"),
        (#""user":"a","passwordFile":"tsa-password""#, "http://tsa.example/", 0o600, "in clear"),
        (#""user":"a","passwordFile":"tsa-password""#, "https://tsa.example/", 0o644, "chmod 600"),
        (#""user":"a","passwordFile":"nowhere""#, "https://tsa.example/", 0o600, "nowhere"),
        (#""user":"a:b","passwordFile":"tsa-password""#, "https://tsa.example/", 0o600, "colon"),
        (#""tlsAuthorities":"nowhere""#, "https://tsa.example/", 0o600, "tlsAuthorities"),
    ])
    func `settings that would not work, or would tell the password to others, are refused without it`(
        _ members: String, _ url: String, _ mode: Int, _ words: String
    ) throws {
        try writePassword(mode: mode)
        let fault = #expect(throws: TrustServiceSettings.Fault.self) { try settings(members, url: url) }
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
        #expect(fault?.description.contains("pässword") == false)
    }

    @Test func `stamps a whole convention, and the password is nowhere in the data directory but in its file`()
        async throws
    {
        try writePassword()
        _ = try settings(
            #""user":"lycée","passwordFile":"tsa-password","tlsAuthorities":"\#(directory.file("tls-root.pem"))""#,
            url: "https://127.0.0.1:\(server.tlsPort)/tsa/private")
        let data = directory.file("data")
        let demonstration = try Demonstration(
            directory: data, resources: Resources(directory: PythonTool.root.path), language: .french, narrate: { _ in }
        )
        let document = try await demonstration.play()
        try demonstration.installation.store.close()
        #expect(try server.hits("/tsa/private") == 5, "four signatures and the document time-stamp")
        let secret = Data("pässword".utf8)
        #expect(Data(document).range(of: secret) == nil)
        for name in try FileManager.default.subpathsOfDirectory(atPath: data) where name != "tsa-password" {
            let content = FileManager.default.contents(atPath: "\(data)/\(name)") ?? Data()
            #expect(content.range(of: secret) == nil, "\(name)")
        }
    }
}
