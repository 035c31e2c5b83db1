import CMS
import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdES
import PAdESValidation
import PDFModel
import TestSupport
import Testing

/// What software that nobody here wrote says of a document that four have signed.
///
/// These validators judge at the time of the machine, so the keys are made at that time too.
@Suite("A document signed by four, judged by others")
struct SignedDocumentTests {
    private let authority: TestAuthority
    private let directory: TemporaryDirectory
    private let file: String
    private let bytes: [UInt8]

    init() throws {
        authority = try TestAuthority(madeAt: Date())
        directory = try TemporaryDirectory()
        bytes = try TestSigner(authority).signAll(SampleDocument.bytes())
        file = try directory.write("convention.pdf", bytes)
    }

    private var root: String { "\(authority.trustPath)/\(TrustFolder.rootFile)" }

    @Test func `pyHanko finds all four intact, trusted, time-stamped, and nothing suspicious`() throws {
        let result = try Command.run(Judges.python, Judges.tool("validate-with-pyhanko.py"), file, root)
        #expect(result.succeeded, "\(result.output)")
        #expect(result.output.split(separator: "\n").count == 4)
    }

    @Test func `pyHanko refuses when one byte is altered`() throws {
        var altered = bytes
        altered[200] ^= 1
        let path = try directory.write("altered.pdf", altered)
        let result = try Command.run(Judges.python, Judges.tool("validate-with-pyhanko.py"), path, root)
        #expect(!result.succeeded)
        #expect(occurrences(of: "\"intact\": false", in: result.output) == 4, "\(result.output)")
    }

    @Test func `pdfsig finds all four valid and their certificates trusted`() throws {
        let result = try Judges.pdfsig(file, trusting: root, in: directory)
        #expect(occurrences(of: "Signature is Valid.", in: result.output) == 4, "\(result.output)")
        #expect(occurrences(of: "Certificate is Trusted.", in: result.output) == 4, "\(result.output)")
    }

    @Test func `qpdf finds no fault in the file`() throws {
        let result = try Command.run("qpdf", "--check", file)
        #expect(result.succeeded, "\(result.output)")
    }

    @Test func `openssl verifies each CMS and its time-stamp token`() throws {
        let document = try PDFDocument(bytes: bytes)
        let facts = try DocumentInspector(document).inspect()
        for (index, signature) in facts.signatures.enumerated() {
            guard case .signedData(let data) = signature.contents, let range = signature.byteRange else {
                Issue.record("signature \(index) is malformed")
                continue
            }
            let cms = try directory.write("\(index).p7s", data.signedData.der ?? [])
            let content = try directory.write("\(index).bin", Array(bytes[range.first] + bytes[range.second]))
            let verified = try Command.run(
                "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", cms, "-content", content,
                "-CAfile", root, "-out", "/dev/null")
            #expect(verified.succeeded, "\(verified.output)")
            let info = data.signedData.signerInfos[0]
            let token = try directory.write("\(index).tst", info.unsignedAttributes[0].values[0])
            let signatureValue = try directory.write("\(index).sig", info.signature)
            let stamped = try Command.run(
                "openssl", "ts", "-verify", "-token_in", "-in", token, "-data", signatureValue, "-CAfile", root)
            #expect(stamped.succeeded, "\(stamped.output)")
        }
    }

    private func occurrences(of phrase: String, in text: String) -> Int {
        text.components(separatedBy: phrase).count - 1
    }
}
