import CertificateAuthority
import Foundation
import OpenSSLBridge
import TestSupport
import Testing

@Suite("Time-stamping unit")
struct TimeStampUnitTests {
    let authority: TestAuthority
    let directory: TemporaryDirectory
    let data = Array("a signature value".utf8)

    init() throws {
        authority = try TestAuthority.shared.get()
        directory = try TemporaryDirectory()
    }

    private var unit: TimeStampUnit { authority.infrastructure.timeStampUnit }

    private func token(at now: Date = TestAuthority.now, algorithm: DigestAlgorithm = .sha256) throws -> [UInt8] {
        try unit.token(for: algorithm.digest(data), algorithm: algorithm, now: now)
    }

    /// What `openssl ts -verify` says of a token over `data`.
    private func judge(token: [UInt8], over data: [UInt8], at now: Date = TestAuthority.now) throws -> Command.Result {
        let (tokenFile, dataFile) = (try directory.write("token", token), try directory.write("data", data))
        return try Command.run(
            "openssl", "ts", "-verify", "-data", dataFile, "-in", tokenFile, "-token_in", "-CAfile",
            "\(authority.trustPath)/root.pem", "-attime", "\(Int64(now.timeIntervalSince1970))")
    }

    @Test func `a digest of another length is refused`() {
        #expect(throws: CertificateAuthorityError.self) {
            try unit.token(for: [1, 2, 3], algorithm: .sha256, now: TestAuthority.now)
        }
    }

    @Test func `no token is made outside of the validity of the unit's certificate`() throws {
        for time in [unit.certificate.notBefore - 1, unit.certificate.notAfter + 1] {
            let error = #expect(throws: CertificateAuthorityError.self) {
                try token(at: Date(timeIntervalSince1970: Double(time)))
            }
            #expect(error?.code == .outOfValidity)
        }
    }

    @Test(arguments: [[], [0x30], [0x30, 0x03, 0x02, 0x01, 0x01], Array("GET / HTTP/1.1".utf8)] as [[UInt8]])
    func `what is no request is rejected in a response`(request: [UInt8]) throws {
        let response = try directory.write("response", unit.respond(to: request, now: TestAuthority.now))
        let text = try Command.run("openssl", "ts", "-reply", "-in", response, "-text").output
        #expect(text.contains("Status: Rejected."), "\(text)")
        #expect(!text.contains("Time stamp:"))
    }

    @Test func `a request with SHA-1 is rejected`() throws {
        let data = try directory.write("data", data)
        let query = directory.file("query")
        #expect(try Command.run("openssl", "ts", "-query", "-data", data, "-sha1", "-out", query).succeeded)
        let request = try Array(Data(contentsOf: URL(filePath: query)))
        let response = try directory.write("response", unit.respond(to: request, now: TestAuthority.now))
        let text = try Command.run("openssl", "ts", "-reply", "-in", response, "-text").output
        #expect(text.contains("Status: Rejected.") && text.contains("unrecognized or unsupported algorithm"))
    }

    @Test(arguments: DigestAlgorithm.allCases)
    func `openssl accepts a token over its data, and over no other`(algorithm: DigestAlgorithm) throws {
        let token = try token(algorithm: algorithm)
        let accepted = try judge(token: token, over: data)
        #expect(accepted.succeeded, "\(accepted.output)")
        #expect(try !judge(token: token, over: data + [0]).succeeded)
    }

    @Test func `a token says the time it was given, its accuracy and its policy, and claims no order`() throws {
        let file = try directory.write("token", token())
        let text = try Command.run("openssl", "ts", "-reply", "-token_in", "-in", file, "-token_out", "-text").output
        for line in [
            "Time stamp: Mar  2 09:00:00 2026 GMT", "Accuracy: 0x01 seconds", "Ordering: no", "Nonce: unspecified",
            "Policy OID: 1.3.6.1.4.1.32473.1.3", "Hash Algorithm: sha256",
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
    }

    @Test func `the fraction of a second is cut off, never rounded up`() throws {
        let file = try directory.write("token", token(at: TestAuthority.now.addingTimeInterval(0.999)))
        let text = try Command.run("openssl", "ts", "-reply", "-token_in", "-in", file, "-token_out", "-text").output
        #expect(text.contains("Time stamp: Mar  2 09:00:00 2026 GMT"))
    }

    @Test func `a token names its certificate by SHA-256 and carries it alone`() throws {
        let file = try directory.write("token", token())
        let structure = try Command.run("openssl", "asn1parse", "-inform", "DER", "-in", file).output
        #expect(structure.contains("id-smime-aa-signingCertificateV2"))
        #expect(!structure.contains("id-smime-aa-signingCertificate\n"))
        let certificates = try Command.run("openssl", "pkcs7", "-inform", "DER", "-in", file, "-print_certs").output
        #expect(certificates.components(separatedBy: "BEGIN CERTIFICATE").count == 2)
        #expect(certificates.contains("horodatage"))
    }

    @Test func `the nonce of a request comes back, and openssl is content with the response`() throws {
        let data = try directory.write("data", data)
        let query = directory.file("query")
        #expect(
            try Command.run("openssl", "ts", "-query", "-data", data, "-sha256", "-cert", "-out", query).succeeded)
        let request = try Array(Data(contentsOf: URL(filePath: query)))
        let response = try directory.write("response", unit.respond(to: request, now: TestAuthority.now))
        let result = try Command.run(
            "openssl", "ts", "-verify", "-queryfile", query, "-in", response, "-CAfile",
            "\(authority.trustPath)/root.pem", "-attime", "\(Int64(TestAuthority.now.timeIntervalSince1970))")
        #expect(result.succeeded, "\(result.output)")
    }

    @Test func `many tokens at once have different serial numbers`() async throws {
        let tokens = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<64 { group.addTask { try token() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(tokens).count == 64)
        #expect(try judge(token: #require(tokens.last), over: data).succeeded)
    }
}
