import CMS
import Foundation
import TestSupport
import Testing
import ToolSupport

/// What others say of a document that four have signed by one algorithm; where a judge cannot say, that is asserted too.
@Suite("Every algorithm, judged by others", .timeLimit(.minutes(10)))
struct AlgorithmTests {
    private let signer: TestSigner
    private let folder: TemporaryDirectory

    init() throws {
        signer = TestSigner(try TestAuthority.shared.get())
        folder = try TemporaryDirectory()
    }

    private var root: String { "\(signer.authority.trustPath)/root.pem" }
    private var time: Int { Int(signer.authority.madeAt.timeIntervalSince1970) }

    private func signed(by algorithm: TestAlgorithm) throws -> [UInt8] {
        try SampleDocument.fields.reduce(SampleDocument.bytes()) { bytes, field in
            try signer.sign(bytes, field: field, by: algorithm)
        }
    }

    @Test(arguments: TestAlgorithm.allCases)
    func `pyHanko finds four intact, trusted and stamped, and an altered copy broken`(_ algorithm: TestAlgorithm)
        async throws
    {
        var bytes = try signed(by: algorithm)
        let lists = ["root.crl", "issuing-ca.crl"].map { "\(signer.authority.trustPath)/\($0)" }
        let result = try await Judges.pyHanko(
            folder.write("signed.pdf", bytes), trusting: root, lists: lists, at: time)
        #expect(result.succeeded && result.count(#""bottom_line": true"#) == 4, "\(algorithm): \(result.text)")
        bytes[bytes.count / 5] ^= 1
        let altered = try await Judges.pyHanko(folder.write("altered.pdf", bytes), trusting: root, at: time)
        #expect(!altered.succeeded, "\(algorithm): \(altered.text)")
    }

    @Test(arguments: TestAlgorithm.allCases)
    func `pdfsig finds four valid, where NSS knows the algorithm`(_ algorithm: TestAlgorithm) async throws {
        let result = try await Judges.pdfsig(folder.write("signed.pdf", signed(by: algorithm)), trusting: root)
        let valid = result.count("Signature is Valid.")
        #expect(valid == (Self.unknownToNSS.contains(algorithm) ? 0 : 4), "\(algorithm): \(result.text)")
    }

    @Test(arguments: TestAlgorithm.allCases)
    func `openssl finds each CMS valid, where its CMS knows the algorithm`(_ algorithm: TestAlgorithm) async throws {
        let parts = try SignedPart.all(in: signed(by: algorithm), folder)
        #expect(parts.count == 4)
        for part in parts {
            let result = try await verifyCMS(part, content: part.content)
            #expect(result.succeeded == (algorithm != .ed25519), "\(algorithm): \(result.text)")
            // OpenSSL 3.0 passes a digest to EdDSA, which takes none.
            if algorithm == .ed25519 { #expect(result.text.contains("invalid digest"), "\(result.text)") }
            let altered = try await verifyCMS(part, content: part.alteredContent)
            #expect(!altered.succeeded, "\(algorithm)")
        }
    }

    /// What `openssl cms` cannot do, `openssl pkeyutl` can: verify the value over the signed attributes.
    @Test func `openssl finds an Ed25519 value valid over the attributes, and not over others`() async throws {
        let part = try SignedPart.all(in: signed(by: .ed25519), folder)[0]
        let info = try SignedData(der: Array(Data(contentsOf: URL(filePath: part.cms)))).signerInfos[0]
        var message = try #require(info.signedAttributesEncoding)
        let certificates = folder.file("certificates.pem")
        _ = try await Command.outcome(
            "openssl", "pkcs7", "-inform", "DER", "-in", part.cms, "-print_certs", "-out", certificates)
        let key = try await Command.outcome(
            "openssl", "x509", "-in", signerCertificate(certificates), "-noout", "-pubkey")
        let keyFile = try folder.write("key.pem", Array(key.outputBytes))
        func verify(_ message: [UInt8]) async throws -> Outcome {
            try await Command.outcome(
                "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", keyFile, "-rawin", "-in",
                folder.write("attributes", message), "-sigfile", part.signatureValue)
        }
        let verified = try await verify(message)
        #expect(verified.succeeded, "\(verified.text)")
        message[message.count - 1] ^= 1
        #expect(try await !verify(message).succeeded)
    }

    /// The only certificate with an Ed25519 key, in a file of its own.
    private func signerCertificate(_ file: String) async throws -> String {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        for (index, block) in text.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst().enumerated() {
            let path = try folder.write("\(index).pem", Array(("-----BEGIN CERTIFICATE-----" + block).utf8))
            let shown = try await Command.outcome("openssl", "x509", "-in", path, "-noout", "-text")
            if shown.text.contains("Public Key Algorithm: ED25519") { return path }
        }
        throw FinishedDocument.Unexpected(description: "no certificate with an Ed25519 key in the CMS")
    }

    private func verifyCMS(_ part: SignedPart, content: String) async throws -> Outcome {
        try await Command.outcome(
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", part.cms, "-content", content,
            "-CAfile", root, "-attime", "\(time)", "-out", "/dev/null")
    }

    /// Debian 12's NSS reads neither a key restricted to PSS nor EdDSA in CMS.
    private static let unknownToNSS: Set<TestAlgorithm> = [.pssOnly3072, .ed25519]
}
