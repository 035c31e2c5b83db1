import CertificateAuthority
import ConventionVerification
import Foundation
import Logging
import OpenSSLBridge
import PAdESSigning
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing
import TrustServices
import Workflow

@testable import Bootstrap

/// What the service finds out about an employer's own certificate, from `openssl ocsp` and lists over HTTP.
@Suite("Revocation of an employer's own certificate", .serialized, .timeLimit(.minutes(5)))
struct EmployerTrustTests {
    private let directory: TemporaryDirectory
    private let files: TrustFiles
    private let server: TrustServer
    private let signer: TestSigner
    private let now: Int64

    init() throws {
        directory = try TemporaryDirectory()
        files = TrustFiles(directory: directory)
        server = try TrustServer(directory: directory.url)
        let now = Date()
        self.now = Int64(now.timeIntervalSince1970)
        signer = TestSigner(try TestAuthority(madeAt: now.addingTimeInterval(-60)))
        try Data(directory.read("root.pem")).write(
            to: URL(filePath: "\(signer.authority.trustPath)/employer-root.pem"))
    }

    /// As of a new start of the service, which remembers no answers.
    private func trust(_ policy: AddressPolicy? = nil) throws -> EmployerTrust {
        let http = OutboundHTTP(
            policy: try policy ?? server.policy(), connectTimeout: .seconds(2), timeout: .seconds(2))
        return EmployerTrust(
            directory: signer.authority.trustPath,
            revocation: RevocationSource(
                http: http, first: .responder, directory: signer.authority.trustPath, now: { Date() }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func judge() throws -> OwnCertificateJudge.Judgement {
        // Now, not when the test began: a revocation counts from its date on.
        OwnCertificateJudge(trust: try trust().material(), now: Int64(Date().timeIntervalSince1970)).judge(
            try files.certificate("person"), candidates: [])
    }

    @Test func `nothing is known until its responder was asked, and then the trust folder knows it`() throws {
        #expect(try judge().fault == .revocationUnknown)
        try trust().renewRevocation(of: judge().chain)
        #expect(try judge().fault == nil)
        #expect(try server.hits("/ocsp/post") == 1)
    }

    @Test func `a list does where the responder knows nothing`() throws {
        try server.set("ocsp", to: "unknown")
        try trust().renewRevocation(of: judge().chain)
        #expect(try judge().fault == nil)
        #expect(try server.hits("/crl/root") > 0)
    }

    @Test func `what is revoked is found revoked`() throws {
        try server.set("ocsp", to: "revoked")
        try trust().renewRevocation(of: judge().chain)
        #expect(try judge().fault == .revoked)
    }

    @Test func `it stays unknown when nobody answers, or nobody may be asked`() throws {
        try trust(AddressPolicy()).renewRevocation(of: judge().chain)
        #expect(try server.hits("/ocsp/post") == 0)
        #expect(try judge().fault == .revocationUnknown)
        try server.set("ocsp", to: "silent")
        try server.set("crl", to: "none")
        try trust().renewRevocation(of: judge().chain)
        #expect(try judge().fault == .revocationUnknown)
    }

    @Test func `nobody is asked about a certificate that leads to no authority of employers`() throws {
        try FileManager.default.moveItem(
            atPath: "\(signer.authority.trustPath)/employer-root.pem",
            toPath: "\(signer.authority.trustPath)/tsa-root.pem")
        #expect(try judge().chain.isEmpty)
        try trust().renewRevocation(of: judge().chain)
        #expect(try server.hits("/ocsp/post") == 0)
    }

    @Test func `a document is worth another look after what was known has run out`() async throws {
        let credential = try SigningCredential(
            certificate: files.certificate("person"), chain: [], key: files.key("person"))
        let signed = try signer.sign(
            SampleDocument.bytes(fields: ["employer"]), field: "employer", credential: credential, at: Date(),
            stampedAt: Date())
        let employers = try trust()
        func report() throws -> ConventionReport {
            let validator = DocumentValidator(
                trust: try employers.material(), policyArc: signer.authority.trust.policies.arc)
            return try ConventionVerifier(validator: validator).verify(
                signed, at: Int64(Date().timeIntervalSince1970))
        }
        let first = try report()
        #expect(first.validation.signatures.map(\.ownCertificate) == [.signature])
        #expect(first.validation.findings.map(\.code).contains(.revocationUnknown))
        #expect(try await employers.renewRevocation(for: first, at: now))
        let second = try report()
        #expect(!second.validation.findings.map(\.code).contains(.revocationUnknown))
        #expect(second.validation.identity == .trusted, "\(second.validation.findings)")
        // Nothing is asked when everything is known.
        #expect(try await !employers.renewRevocation(for: second, at: now))
    }
}
