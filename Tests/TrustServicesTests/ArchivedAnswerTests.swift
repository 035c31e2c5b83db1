import Bootstrap
import CertificateAuthority
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

/// A document that somebody signed with a certificate of another authority, archived by the service.
@Suite("Archiving a signatory's own certificate", .serialized, .timeLimit(.minutes(5)))
struct ArchivedAnswerTests {
    private let directory: TemporaryDirectory
    private let files: TrustFiles
    private let server: TrustServer
    private let signer: TestSigner
    private let signed: [UInt8]
    private var trust: String { signer.authority.trustPath }

    init() throws {
        directory = try TemporaryDirectory()
        files = TrustFiles(directory: directory)
        server = try TrustServer(directory: directory.url)
        let now = Date()
        signer = TestSigner(try TestAuthority(madeAt: now.addingTimeInterval(-60)))
        let credential = try SigningCredential(
            certificate: files.certificate("person"), chain: [], key: files.key("person"))
        let moment = now
        signed = try signer.sign(
            SampleDocument.bytes(fields: ["employer"]), field: "employer", credential: credential, at: moment,
            stampedAt: moment)
        // The operator trusts the other authority.
        try Data(directory.read("root.pem")).write(to: URL(filePath: "\(trust)/outside-root.pem"))
    }

    private func archive(_ document: [UInt8], policy: AddressPolicy? = nil) async throws -> [UInt8] {
        let http = OutboundHTTP(
            policy: try policy ?? server.policy(), connectTimeout: .seconds(2), timeout: .seconds(2))
        let clock = WallClock { Date() }
        let infrastructure = signer.authority.infrastructure
        let archiver = DocumentArchiver.builtIn(
            infrastructure,
            timeStamps: .builtIn(infrastructure.timeStampUnit, clock: clock, quality: .assured),
            revocation: RevocationSource(http: http, first: .responder, now: clock.now),
            keyDirectory: signer.authority.path, clock: clock, logger: Logger(label: "test"))
        return try await archiver.archive(document).document
    }

    private func store(_ document: [UInt8]) throws -> SecurityStoreFacts {
        try #require(try DocumentInspector(PDFDocument(bytes: document)).inspect().securityStore)
    }

    private func validate(_ document: [UInt8], without name: String? = nil) throws -> ValidationReport {
        let names = try FileManager.default.contentsOfDirectory(atPath: trust).filter { $0 != name }
        let material = try TrustMaterial(
            files: names.map { ($0, try Array(Data(contentsOf: URL(filePath: "\(trust)/\($0)")))) })
        return try DocumentValidator(trust: material, policyArc: signer.authority.trust.policies.arc, policy: .general)
            .validate(PDFDocument(bytes: document), at: Int64(Date().timeIntervalSince1970))
    }

    private func pyHanko(_ document: [UInt8]) async throws -> Outcome {
        try await Command.outcome(
            PythonTool.interpreter().path,
            [
                PythonTool.script("validate-lta-with-pyhanko.py"), directory.write("archived.pdf", document),
                "\(trust)/root.pem", "\(trust)/outside-root.pem",
            ])
    }

    @Test func `keeps the responder's answer in the document, which our verifier and pyHanko then accept`() async throws
    {
        let archived = try await archive(signed)
        let store = try store(archived)
        #expect(store.ocspResponses.count == 1)
        let report = try validate(archived)
        #expect(report.identity == .trusted && report.integrity == .intact, "\(report.findings)")
        #expect(report.signatures.map(\.level) == [.baselineLTA])
        let judged = try await pyHanko(archived)
        #expect(judged.succeeded && judged.output.contains(#""passed": true"#), "\(judged.text)")
        #expect(try server.hits("/crl/root") == 0)
    }

    @Test func `is what makes it acceptable: without the answer neither does`() async throws {
        let bare = try signer.archive(signed, at: Date())
        let report = try validate(bare)
        #expect(report.identity == .undetermined, "\(report.findings)")
        #expect(try await !pyHanko(bare).succeeded)
    }

    @Test func `keeps the list when the responder knows nothing`() async throws {
        try server.set("ocsp", to: "unknown")
        let archived = try await archive(signed)
        let store = try store(archived)
        #expect(store.ocspResponses.isEmpty)
        let list = try await Command.outcome("openssl", "crl", "-in", directory.file("root.crl.pem"), "-outform", "DER")
        #expect(store.revocationLists.map(\.der).contains(Array(list.outputBytes)))
        let report = try validate(archived)
        #expect(report.identity == .trusted, "\(report.findings)")
        let judged = try await pyHanko(archived)
        #expect(judged.succeeded, "\(judged.text)")
    }

    @Test func `keeps what says that the certificate is revoked, and the verdict is that`() async throws {
        try server.set("ocsp", to: "revoked")
        // The key was compromised before the signature is made again.
        _ = try await archive(signed)
        try await Task.sleep(for: .seconds(1))
        let credential = try SigningCredential(
            certificate: files.certificate("person"), chain: [], key: files.key("person"))
        let late = try signer.sign(
            SampleDocument.bytes(fields: ["employer"]), field: "employer", credential: credential, at: Date(),
            stampedAt: Date())
        try await Task.sleep(for: .seconds(1))
        let archived = try await archive(late)
        #expect(try validate(archived).identity == .revoked)
        #expect(try await !pyHanko(archived).succeeded)
    }

    @Test func `waits when nobody answers, or nobody may be asked`() async throws {
        await #expect(throws: ArchivingInability.self) { try await archive(signed, policy: AddressPolicy()) }
        #expect(try server.hits("/ocsp/post") == 0)
        try server.set("ocsp", to: "silent")
        try server.set("crl", to: "none")
        await #expect(throws: ArchivingInability.self) { try await archive(signed) }
    }

    @Test func `asks nobody about a certificate that leads to no authority of the trust folder`() async throws {
        try FileManager.default.removeItem(atPath: "\(trust)/outside-root.pem")
        let archived = try await archive(signed)
        #expect(try server.hits("/ocsp/post") == 0 && server.hits("/crl/root") == 0)
        #expect(try store(archived).ocspResponses.isEmpty)
    }
}
